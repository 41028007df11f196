-- How far the history has got with each partition of the events, written with the rows themselves: without a
-- row here, what the tables hold is written again from the first event that the log has.
create table history_place (
    partition_number integer primary key,
    commands_topic   text   not null, -- ids of the topics: those of another log go on nowhere
    events_topic     text   not null,
    next_event       bigint not null, -- in naru.events: the first that is not in the history yet
    command_offset   bigint not null  -- in naru.commands: the last whose events the history has read
);
