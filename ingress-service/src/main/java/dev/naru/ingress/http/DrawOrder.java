package dev.naru.ingress.http;

import dev.naru.model.DrawAmong;
import dev.naru.model.DrawPlan;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an operator says of a draw to be made. */
final class DrawOrder {
  private static final int USUAL_SECONDS = 3;
  private static final List<String> AMONG =
      Arrays.stream(DrawAmong.values()).map(Enum::name).toList();

  private DrawOrder() {}

  /** Reads the plan; throws 400 for one that cannot be. */
  static DrawPlan plan(Fields fields) {
    return new DrawPlan(
        prize(fields.text("prize")),
        fields.whole("winners", 1, DrawPlan.MOST_WINNERS, 1),
        among(fields.text("among")),
        seconds(fields, "standbySeconds"),
        seconds(fields, "animationSeconds"),
        seconds(fields, "doneSeconds"),
        Boolean.TRUE.equals(fields.flag("repeatWinners")));
  }

  private static String prize(@Nullable String text) {
    if (text == null || !DrawPlan.isPrize(text)) {
      throw Problems.malformed(
          "Expected 'prize' to be 1 to "
              + DrawPlan.MOST_PRIZE_CHARACTERS
              + " characters on one line");
    }
    return text;
  }

  private static DrawAmong among(@Nullable String name) {
    if (name == null) {
      return DrawAmong.PRESENT;
    }
    if (!AMONG.contains(name)) {
      throw Problems.malformed("Expected 'among' to be one of " + AMONG);
    }
    return DrawAmong.valueOf(name);
  }

  private static Duration seconds(Fields fields, String name) {
    int most = Math.toIntExact(DrawPlan.LONGEST_PHASE.toSeconds());
    return Duration.ofSeconds(fields.whole(name, 0, most, USUAL_SECONDS));
  }
}
