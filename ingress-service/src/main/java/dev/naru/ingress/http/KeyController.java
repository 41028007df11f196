package dev.naru.ingress.http;

import dev.naru.ingress.key.ApiKey;
import dev.naru.ingress.key.ApiKeys;
import dev.naru.ingress.key.Rate;
import dev.naru.ingress.key.Secret;
import dev.naru.ingress.view.Rooms;
import dev.naru.ingress.view.ViewAwayException;
import dev.naru.model.Names;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Keys of the OpenAI door: making, looking at and revoking them. */
@RestController
class KeyController {
  private static final String COLLECTION = "/admin/v1/keys";
  private static final int MOST_CHARACTERS = 256;

  private final ApiKeys keys;
  private final Rooms rooms;
  private final Operations operations;
  private final InstantSource time;

  KeyController(ApiKeys keys, Rooms rooms, Operations operations, InstantSource time) {
    this.keys = keys;
    this.rooms = rooms;
    this.operations = operations;
    this.time = time;
  }

  @PostMapping(path = COLLECTION, consumes = Answers.JSON, produces = Answers.JSON)
  void make(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Fields fields = Fields.of(request);
    String reason = Reasons.of(request, fields);
    ApiKey key = key(fields);
    fields.requireNoOther();
    requireRoom(key.room());
    String secret = Secret.make();
    operations.note("key.create", target(key.id()), reason, null, KeyBody.of(key));
    keys.add(key, Secret.digest(secret));
    Answers.located(response, COLLECTION + "/", key.id());
    Answers.operator(response, HttpServletResponse.SC_CREATED, KeyBody.of(key, secret));
  }

  private ApiKey key(Fields fields) {
    String owner = fields.text("owner");
    boolean good =
        owner != null
            && !owner.isBlank()
            && owner.length() <= MOST_CHARACTERS
            && owner.codePoints().noneMatch(Character::isISOControl);
    if (owner == null || !good) {
      throw Problems.malformed(
          "Expected 'owner' to be 1 to "
              + MOST_CHARACTERS
              + " characters without control characters: who has the key");
    }
    String room = fields.text("room");
    if (room == null || !Names.isName(room)) {
      throw Problems.malformed("Expected 'room' to be the name of a room");
    }
    Rate rate = rate(fields, "rate");
    Rate userRate = rate(fields, "userRate");
    var madeAt = time.instant().truncatedTo(ChronoUnit.MILLIS);
    return new ApiKey(Ids.next(), owner, room, rate, userRate, madeAt, null);
  }

  private static @Nullable Rate rate(Fields fields, String name) {
    String text = fields.text(name);
    try {
      return text == null ? null : Rate.parse(text);
    } catch (IllegalArgumentException e) {
      throw Problems.malformed("Expected '" + name + "' to be " + e.getMessage());
    }
  }

  private void requireRoom(String room) {
    try {
      if (rooms.settings(room).isEmpty()) {
        throw Problems.malformed(
            "Expected 'room' to be a room that there is, but there is no room '" + room + "'");
      }
    } catch (ViewAwayException e) {
      throw Problems.viewAway();
    }
  }

  @GetMapping(path = COLLECTION, produces = Answers.JSON)
  void list(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Paging paging = Paging.of(request);
    var found = keys.list(paging.limit() + 1, paging.after(UUID::fromString));
    Answers.operator(
        response,
        HttpServletResponse.SC_OK,
        paging.page(found, KeyBody::of, key -> key.id().toString()));
  }

  @DeleteMapping(path = COLLECTION + "/{id}")
  void revoke(
      @PathVariable("id") String path, HttpServletRequest request, HttpServletResponse response) {
    String reason = Reasons.ofParameter(request);
    ApiKey key = keys.find(Ids.parse(path, "key")).orElseThrow(() -> Problems.unknown("key"));
    if (key.isGood()) {
      operations.note("key.revoke", target(key.id()), reason, KeyBody.of(key), null);
      keys.revoke(key.id(), time.instant().truncatedTo(ChronoUnit.MILLIS));
    }
    Answers.nothing(response, HttpServletResponse.SC_NO_CONTENT, Prefer.NOTHING);
  }

  private static String target(UUID id) {
    return "keys/" + id;
  }
}
