package dev.naru.admission.sim;

import dev.naru.admission.state.RoomsView;
import dev.naru.model.Draw;
import dev.naru.model.DrawAmong;
import dev.naru.model.DrawPhase;
import dev.naru.model.DrawPlan;
import dev.naru.model.command.AdvanceDraw;
import dev.naru.model.command.CancelDraw;
import dev.naru.model.command.Command;
import dev.naru.model.command.PrepareDraw;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/** An operator who draws: mostly as it should be, sometimes out of step. */
final class RandomDraws {
  private final SplittableRandom random;
  private final Choices choices;
  private final Profile profile;

  RandomDraws(SplittableRandom random, Choices choices, Profile profile) {
    this.random = random;
    this.choices = choices;
    this.profile = profile;
  }

  Command next(RoomsView state) {
    List<Draw> known = state.rooms().stream().flatMap(room -> room.draws().stream()).toList();
    if (known.isEmpty() || choices.oneIn(2)) {
      return prepare(known);
    }
    Draw draw = choices.oneOf(known);
    UUID id = choices.oneIn(20) ? choices.newId() : draw.drawId();
    String room = choices.oneIn(20) ? choices.room() : draw.room();
    DrawPhase from = choices.oneIn(8) ? choices.oneOf(List.of(DrawPhase.values())) : draw.phase();
    return choices.oneIn(4) ? new CancelDraw(id, room) : new AdvanceDraw(id, room, from);
  }

  private PrepareDraw prepare(List<Draw> known) {
    UUID id =
        known.isEmpty() || !choices.oneIn(10) ? choices.newId() : choices.oneOf(known).drawId();
    String seed = "%016x".formatted(random.nextLong()).repeat(4);
    return new PrepareDraw(id, choices.room(), plan(), seed);
  }

  private DrawPlan plan() {
    int winners = choices.oneIn(10) ? DrawPlan.MOST_WINNERS : 1 + choices.upTo(2);
    return new DrawPlan(
        "prize",
        winners,
        choices.oneOf(List.of(DrawAmong.values())),
        phase(),
        phase(),
        phase(),
        choices.oneIn(4));
  }

  /** Mostly some steps long; those of a crowd pile up. */
  private Duration phase() {
    return choices.oneIn(profile.isCrowd() ? 2 : 6)
        ? DrawPlan.LONGEST_PHASE
        : Duration.ofMillis(choices.upTo(1 << choices.upTo(12)));
  }
}
