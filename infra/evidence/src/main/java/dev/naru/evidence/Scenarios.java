package dev.naru.evidence;

import dev.naru.evidence.load.GatlingRun;
import dev.naru.evidence.log.EventLog;
import dev.naru.evidence.subject.Target;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The scenarios that there are, by name. */
final class Scenarios {
  /** All that {@code ./naru evidence} can be asked for. */
  static final List<String> NAMES =
      Stream.concat(
              Stream.of(Per002.NAME, ContactCentre.NAME),
              Stream.of(ContactCentreLoad.values()).map(Scenarios::named))
          .toList();

  private Scenarios() {}

  private static String named(ContactCentreLoad load) {
    return ContactCentre.NAME + "/" + load.name().toLowerCase(Locale.ROOT);
  }

  /** Name of the recipe that the scenario needs; null if Naru's defaults will do. */
  static @Nullable String recipe(String scenario) {
    return scenario.startsWith(ContactCentre.NAME) ? ContactCentre.NAME : null;
  }

  static Scenario of(
      Arguments arguments, Target target, @Nullable EventLog log, GatlingRun gatling) {
    if (arguments.scenario().equals(Per002.NAME)) {
      return new Per002(Per002Settings.published(), target.http(), log, gatling);
    }
    List<ContactCentreLoad> loads =
        Stream.of(ContactCentreLoad.values())
            .filter(load -> List.of(ContactCentre.NAME, named(load)).contains(arguments.scenario()))
            .toList();
    return new ContactCentre(loads, arguments.compress(), target.http(), log, gatling);
  }
}
