package dev.naru.admission.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.naru.admission.loop.CommandProcessor;
import dev.naru.admission.state.RoomsState;
import dev.naru.admission.state.RoomsView;
import dev.naru.model.Draw;
import dev.naru.model.DrawAmong;
import dev.naru.model.DrawPhase;
import dev.naru.model.DrawPlan;
import dev.naru.model.DrawWinner;
import dev.naru.model.PoolSettings;
import dev.naru.model.RoomSettings;
import dev.naru.model.SettingsSource;
import dev.naru.model.command.AdvanceDraw;
import dev.naru.model.command.Command;
import dev.naru.model.command.ConfigurePool;
import dev.naru.model.command.ConfigureRoom;
import dev.naru.model.command.LeaveSession;
import dev.naru.model.command.PrepareDraw;
import dev.naru.model.command.RequestSession;
import dev.naru.model.wire.WireFormat;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Whoever has the log finds the same winners with nothing but SHA-256; whoever took part, from what
 * everybody is told and the own session id, whether that won.
 */
class DrawProofTest {
  private static final String ROOM = "event";
  private static final UUID DRAW = new UUID(7, 7);
  private static final String SEED = "00ff".repeat(16);

  private final RoomsState state = new RoomsState();
  private final CommandProcessor processor = new CommandProcessor(state, envelope -> {});
  private final List<byte[]> log = new ArrayList<>();
  private final List<UUID> present = new ArrayList<>();

  @Test
  void theWinnersFollowFromWhatEverybodyIsTold() throws Exception {
    // given
    append(new ConfigurePool("default", PoolSettings.defaults(), SettingsSource.FILE));
    append(new ConfigureRoom(ROOM, RoomSettings.defaults(), SettingsSource.FILE));
    joinAndPartlyLeave();
    DrawPlan plan =
        new DrawPlan(
            "a cup",
            5,
            DrawAmong.PRESENT,
            Duration.ofHours(1),
            Duration.ofHours(1),
            Duration.ofHours(1),
            false);
    append(new PrepareDraw(DRAW, ROOM, plan, SEED));
    String promised = told().seedHash();
    append(new AdvanceDraw(DRAW, ROOM, DrawPhase.STANDBY));

    // when
    append(new AdvanceDraw(DRAW, ROOM, DrawPhase.STARTED));
    Draw told = told();

    // then
    String seed = Objects.requireNonNull(told.seed());
    var start = Objects.requireNonNull(told.start());
    assertThat(hex(sha256(bytes(seed)))).isEqualTo(promised);
    assertThat(chainUpTo(start.offset())).isEqualTo(start.chain());
    assertThat(start.participants()).isEqualTo(present.size());
    assertThat(hex(sha256(ids()))).isEqualTo(start.participantsHash());
    List<UUID> byLot = new ArrayList<>(present);
    byLot.sort(Comparator.comparing(id -> lot(seed, start.chain(), id)));
    assertThat(told.winners())
        .extracting(DrawWinner::sessionId)
        .containsExactlyElementsOf(byLot.subList(0, 5));
    BigInteger last = lot(seed, start.chain(), told.winners().getLast().sessionId());
    assertThat(present)
        .filteredOn(id -> lot(seed, start.chain(), id).compareTo(last) <= 0)
        .hasSize(5);
  }

  private void joinAndPartlyLeave() {
    for (int i = 0; i < 60; i++) {
      UUID id = new UUID(i * 0x9e3779b97f4a7c15L, i);
      append(new RequestSession(id, ROOM, "u" + i, null));
      if (i % 3 == 0) {
        append(new LeaveSession(id));
      } else {
        present.add(id);
      }
    }
  }

  private void append(Command command) {
    byte[] value = new WireFormat().encode(command);
    log.add(value);
    long offset = log.size() - 1L;
    processor.process(command, offset, 1_000 + offset, chainUpTo(offset));
  }

  private Draw told() {
    RoomsView view = state;
    Draw draw = Objects.requireNonNull(Objects.requireNonNull(view.room(ROOM)).draw(DRAW));
    return draw.shown();
  }

  private String chainUpTo(long offset) {
    byte[] chain = new byte[32];
    for (int i = 0; i <= offset; i++) {
      chain = sha256(chain, sha256(log.get(i)));
    }
    return hex(chain);
  }

  private byte[] ids() {
    String all = String.join("", present.stream().map(DrawProofTest::digits).toList());
    return bytes(all);
  }

  private static BigInteger lot(String seed, String chain, UUID id) {
    return new BigInteger(1, sha256(bytes(seed + chain + digits(id))));
  }

  private static String digits(UUID id) {
    return id.toString().replace("-", "");
  }

  private static byte[] bytes(String digits) {
    byte[] bytes = new byte[digits.length() / 2];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Integer.parseInt(digits.substring(2 * i, 2 * i + 2), 16);
    }
    return bytes;
  }

  private static String hex(byte[] bytes) {
    return "%064x".formatted(new BigInteger(1, bytes));
  }

  private static byte[] sha256(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
