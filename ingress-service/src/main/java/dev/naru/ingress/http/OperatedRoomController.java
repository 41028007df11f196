package dev.naru.ingress.http;

import dev.naru.ingress.view.RoomRecord;
import dev.naru.model.IdentityMode;
import dev.naru.model.Names;
import dev.naru.model.RoomSettings;
import dev.naru.model.SettingsSource;
import dev.naru.model.command.ConfigureRoom;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/** Rooms, as operators look at them, set them and close them. */
@RestController
class OperatedRoomController {
  private static final String ROOM = "/admin/v1/rooms/{room}";
  private static final int DONE = HttpServletResponse.SC_OK;
  private static final int LOGGED = HttpServletResponse.SC_ACCEPTED;

  private final OperatorReads reads;
  private final OperatorCommands commands;
  private final Operations operations;
  private final Predicate<IdentityMode> canCheck;

  /**
   * @param canCheck whether rooms of an identity mode can be joined
   */
  OperatedRoomController(
      OperatorReads reads,
      OperatorCommands commands,
      Operations operations,
      Predicate<IdentityMode> canCheck) {
    this.reads = reads;
    this.commands = commands;
    this.operations = operations;
    this.canCheck = canCheck;
  }

  @GetMapping(path = ROOM, produces = Answers.JSON)
  void look(@PathVariable("room") String name, HttpServletResponse response) throws IOException {
    Answers.operator(response, DONE, OperatedRoomBody.of(reads.room(name)));
  }

  @PutMapping(path = ROOM, consumes = Answers.JSON, produces = Answers.JSON)
  void configure(
      @PathVariable("room") String name, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    requireName(name);
    Prefer prefer = Headers.prefer(request);
    String reason = Reasons.ofParameter(request);
    Optional<RoomRecord> old = reads.findRoom(name);
    RoomSettings before = old.map(RoomRecord::settings).orElse(RoomSettings.defaults());
    RoomSettings wanted = SettingsForm.read(Fields.of(request).all(), before, RoomSettings.class);
    requirePossible(wanted);
    int place = place(name, wanted);
    DryRun change =
        new DryRun(
            old.map(OperatedRoomBody::of).map(SettingsBody::of).orElse(null),
            SettingsBody.of(wanted));
    if (DryRun.isWanted(request)) {
      Answers.operator(response, DONE, change);
      return;
    }
    operations.note("room.configure", "rooms/" + name, reason, change.before(), change.after());
    if (commands.submit(place, new ConfigureRoom(name, wanted, SettingsSource.OPERATOR), prefer)) {
      RoomRecord room = reads.room(name);
      requireSame(asScheduled(wanted, room.settings()), room.settings());
      Answers.operator(response, DONE, OperatedRoomBody.of(room), prefer);
    } else {
      Answers.operator(response, LOGGED, SettingsBody.of(wanted), prefer);
    }
  }

  private static void requireName(String name) {
    if (!Names.isName(name)) {
      throw Problems.malformed(
          "Expected a room's name to be 1 to 63 characters of a-z, 0-9 and '-', not starting with '-'");
    }
  }

  private void requirePossible(RoomSettings wanted) {
    if (!canCheck.test(wanted.identity())) {
      throw Problems.malformed(
          "Expected 'identity' to be one that can be checked, but it is oidc, and naru.identity.oidc names no issuer");
    }
  }

  /** A room lives where its pools do, and does not move. */
  private int place(String name, RoomSettings wanted) {
    Optional<Integer> place = reads.findPlaceOfRoom(name);
    for (String pool : wanted.pools()) {
      int its =
          reads
              .findPlaceOfPool(pool)
              .orElseThrow(
                  () ->
                      Problems.malformed(
                          "Expected 'pools' to name pools that exist, but there is no '"
                              + pool
                              + "'"));
      if (place.isPresent() && place.get() != its) {
        throw Problems.malformed(
            "Expected 'pools' to live on partition %d, like the room and its other pools, but '%s' lives on %d"
                .formatted(place.get(), pool, its));
      }
      place = Optional.of(its);
    }
    return place.orElse(0);
  }

  /** A schedule may have another capacity in force at once. */
  private static RoomSettings asScheduled(RoomSettings wanted, RoomSettings found) {
    boolean timed = wanted.schedule() != null && wanted.schedule().capacity() != null;
    return timed ? wanted.withCapacity(found.capacity()) : wanted;
  }

  private static void requireSame(Object wanted, Object found) {
    if (!wanted.equals(found)) {
      throw Problems.refused(
          null, "Expected the settings asked for to be taken, but others are in force; look again");
    }
  }

  @PostMapping(
      path = {ROOM + "/pause", ROOM + "/resume", ROOM + "/open", ROOM + "/close", ROOM + "/drain"},
      produces = Answers.JSON)
  void change(
      @PathVariable("room") String name, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = request.getRequestURI();
    RoomChange change = RoomChange.of(path.substring(path.lastIndexOf('/') + 1));
    Prefer prefer = Headers.prefer(request);
    Fields fields = Fields.of(request);
    String reason = Reasons.of(request, fields);
    fields.requireNoOther();
    RoomRecord room = reads.room(name);
    if (change.isMade(room)) {
      Answers.operator(response, DONE, OperatedRoomBody.of(room), prefer);
      return;
    }
    operations.note(
        change.action(),
        "rooms/" + name,
        reason,
        StatusBody.of(room),
        change.after(StatusBody.of(room)));
    boolean decided = commands.submit(reads.placeOfRoom(name), change.command(name), prefer);
    Answers.operator(
        response, decided ? DONE : LOGGED, OperatedRoomBody.of(reads.room(name)), prefer);
  }
}
