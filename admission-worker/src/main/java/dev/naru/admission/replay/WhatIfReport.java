package dev.naru.admission.replay;

import dev.naru.admission.replay.whatif.Outcome;
import dev.naru.admission.replay.whatif.SettingsChanges;
import java.util.Set;

/**
 * A recorded span beside the same one under other settings.
 *
 * @param from the span's first command
 * @param to the offset after its last
 * @param commandsPerSecond recorded commands that were imagined in a second, reading included
 * @param decidedBy the versions that decided the record
 * @param sameVersion whether this version decided all of it: if not, part of what differs may be a
 *     change of the rules
 */
public record WhatIfReport(
    Outcome recorded,
    Outcome imagined,
    SettingsChanges changes,
    long from,
    long to,
    long commands,
    long commandsPerSecond,
    Set<String> decidedBy,
    boolean sameVersion) {}
