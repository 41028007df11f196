package dev.naru.model.event;

/** What happened. Evolving the events, in order, gives the state; nothing else changes it. */
public sealed interface Event
    permits AdmissionPaused,
        AdmissionResumed,
        CommandRefused,
        PoolConfigured,
        PoolHeld,
        PoolPlaced,
        PoolReleased,
        QueryAssigned,
        QueryCancelled,
        QueryFinished,
        QueryMatched,
        QueryQueued,
        QueryStarted,
        QueryTimedOut,
        RoomClosed,
        RoomConfigured,
        RoomDrained,
        RoomOpened,
        SessionAdmitted,
        SessionEnded,
        SessionMatched,
        SessionQueued,
        SlotFreed,
        TermBegan,
        TimePassed {}
