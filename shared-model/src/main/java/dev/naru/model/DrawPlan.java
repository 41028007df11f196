package dev.naru.model;

import java.time.Duration;

/**
 * What a draw is for, and how it goes. A component that is not given takes its default.
 *
 * @param prize 1 to 200 characters, for people
 * @param winners how many win, 1 (the default) to 1,000
 * @param among who may win, {@code PRESENT} by default
 * @param standby how long it stands by, up to an hour, 3 s by default
 * @param animation from the start to the winners' names, up to an hour, 3 s by default
 * @param done from the winners' names to the end, up to an hour, 3 s by default
 * @param repeatWinners whether those may win who have won in the room before, no by default
 */
public record DrawPlan(
    String prize,
    Integer winners,
    DrawAmong among,
    Duration standby,
    Duration animation,
    Duration done,
    Boolean repeatWinners) {
  public static final int MOST_WINNERS = 1_000;
  public static final int MOST_PRIZE_CHARACTERS = 200;
  public static final Duration LONGEST_PHASE = Duration.ofHours(1);

  private static final Duration USUAL = Duration.ofSeconds(3);

  public DrawPlan {
    winners = Settings.orDefault(winners, 1);
    among = Settings.orDefault(among, DrawAmong.PRESENT);
    standby = Settings.orDefault(standby, USUAL);
    animation = Settings.orDefault(animation, USUAL);
    done = Settings.orDefault(done, USUAL);
    repeatWinners = Settings.orDefault(repeatWinners, false);
    Settings.requireBetween("winners", winners, 1, MOST_WINNERS);
    Settings.requireBetween("standby", standby, Duration.ZERO, LONGEST_PHASE);
    Settings.requireBetween("animation", animation, Duration.ZERO, LONGEST_PHASE);
    Settings.requireBetween("done", done, Duration.ZERO, LONGEST_PHASE);
    if (!isPrize(prize)) {
      throw new InvalidSettingException(
          "prize", "1 to " + MOST_PRIZE_CHARACTERS + " characters on one line", "something else");
    }
  }

  /** Whether the text may name a prize: 1 to 200 characters on one line, not all blank. */
  public static boolean isPrize(String text) {
    return !text.isBlank()
        && Texts.isPlain(text, MOST_PRIZE_CHARACTERS)
        && text.codePoints().noneMatch(Character::isISOControl);
  }
}
