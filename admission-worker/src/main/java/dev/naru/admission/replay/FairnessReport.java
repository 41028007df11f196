package dev.naru.admission.replay;

import java.util.List;

/**
 * Order and caps over a span.
 *
 * @param inversions admissions of a lower ticket than one admitted before in the same room
 * @param moves how many were moved in their line by operators
 * @param lotteries orders that were drawn when rooms opened
 * @param wrongLotteries of these, those that are not as they were promised
 * @param maxActive the most sessions that were active at once in one room
 * @param admissionsOverCapacity admissions after which a room had more active than its capacity of
 *     that time
 * @param duplicates sessions queued for a user who had a live one in the room
 * @param passedOver who saw a later ticket go first, and why
 * @param rooms the same, room by room
 */
public record FairnessReport(
    boolean fair,
    long admissions,
    long inversions,
    long moves,
    long lotteries,
    long wrongLotteries,
    int maxActive,
    long admissionsOverCapacity,
    long duplicates,
    PassedOver passedOver,
    List<Fairness.Findings> rooms) {

  static FairnessReport of(Fairness fairness) {
    List<Fairness.Findings> rooms = fairness.findings();
    PassedOver passedOver = new PassedOver();
    rooms.forEach(room -> passedOver.addAll(room.passedOver()));
    return new FairnessReport(
        rooms.stream().allMatch(Fairness.Findings::isFair),
        rooms.stream().mapToLong(Fairness.Findings::admissions).sum(),
        rooms.stream().mapToLong(Fairness.Findings::inversions).sum(),
        rooms.stream().mapToLong(Fairness.Findings::moves).sum(),
        rooms.stream().mapToLong(Fairness.Findings::lotteries).sum(),
        rooms.stream().mapToLong(Fairness.Findings::wrongLotteries).sum(),
        rooms.stream().mapToInt(Fairness.Findings::maxActive).max().orElse(0),
        rooms.stream().mapToLong(Fairness.Findings::admissionsOverCapacity).sum(),
        rooms.stream().mapToLong(Fairness.Findings::duplicates).sum(),
        passedOver,
        rooms);
  }
}
