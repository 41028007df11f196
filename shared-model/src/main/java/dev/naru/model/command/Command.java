package dev.naru.model.command;

/**
 * What someone wants. A command becomes true when the log has acknowledged it; it may still be
 * refused by an event.
 */
public sealed interface Command
    permits AdvanceDraw,
        Announce,
        CancelDraw,
        CancelQuery,
        CloseRoom,
        ConfigurePool,
        ConfigureRoom,
        DrainRoom,
        EvictSession,
        ExpireSessions,
        FinishQuery,
        HoldPool,
        LeaveSession,
        MoveSession,
        OpenRoom,
        PauseAdmission,
        PlacePool,
        PrepareDraw,
        ReleasePool,
        RequestSession,
        ResumeAdmission,
        ScheduleRoom,
        StartQuery,
        SubmitQuery,
        Tick,
        TransferSession {}
