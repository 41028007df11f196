package dev.naru.ingress.http;

import dev.naru.ingress.push.EventText;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;
import tools.jackson.databind.ObjectWriter;

/** A client that reads server-sent events. What it may no longer see ends like everything else. */
final class EventStream implements PushClient {
  private static final Duration COMMENT = Duration.ofSeconds(15);

  private final PushConnection connection;
  private long commentAt = System.nanoTime() + COMMENT.toNanos();

  EventStream(PushConnection connection) {
    this.connection = connection;
  }

  @Override
  public void begin() throws IOException {
    connection.write(EventText.retry(ReturnTimes.next()));
    connection.flush();
  }

  @Override
  public PushOutlet outlet(Supplier<String> place) {
    return new Outlet(place);
  }

  @Override
  public void flush() throws IOException {
    connection.flush();
  }

  @Override
  public boolean isGone() {
    return connection.isGone();
  }

  @Override
  public long beatAt() {
    return commentAt;
  }

  @Override
  public void beat() throws IOException {
    if (System.nanoTime() - commentAt >= 0) {
      commentAt = System.nanoTime() + COMMENT.toNanos();
      connection.write(EventText.comment("still here"));
    }
  }

  @Override
  public void finish() throws IOException {
    connection.finish();
  }

  @Override
  public void refuse(Problem problem) throws IOException {
    finish();
  }

  @Override
  public void sendElsewhere() throws IOException {
    connection.write(EventText.comment("this instance ends; go on at another"));
    begin();
    finish();
  }

  private final class Outlet implements PushOutlet {
    private final Supplier<String> place;

    private Outlet(Supplier<String> place) {
      this.place = place;
    }

    @Override
    public void send(String name, ObjectWriter writer, Object body) throws IOException {
      connection.write(EventText.event(place.get(), name, writer.writeValueAsString(body)));
    }

    @Override
    public void flush() throws IOException {
      connection.flush();
    }
  }
}
