package dev.naru.ingress.http;

import dev.naru.ingress.push.EventText;
import java.io.IOException;
import java.util.function.Supplier;
import tools.jackson.databind.ObjectWriter;

/** Where a feed puts its events; each gets the feed's place as it is then. */
final class PushOutlet {
  private final PushConnection connection;
  private final Supplier<String> place;

  PushOutlet(PushConnection connection, Supplier<String> place) {
    this.connection = connection;
    this.place = place;
  }

  void send(String name, ObjectWriter writer, Object body) throws IOException {
    connection.write(EventText.event(place.get(), name, writer.writeValueAsString(body)));
  }

  void flush() throws IOException {
    connection.flush();
  }
}
