-- One row for each request of a session, projected from the events; see SessionHistory.
-- Rows are written twice or three times within a stay: room is left on each page for that.
create table session_history (
    id             uuid primary key,
    room           text        not null,
    user_key       text,
    ticket         bigint,
    state          text        not null,
    joined_at      timestamptz,
    admitted_at    timestamptz,
    ended_at       timestamptz,
    ended_reason   text,
    refusal        text,
    live_id        uuid,
    command_offset bigint      not null
) with (fillfactor = 80);

comment on column session_history.state is 'WAITING, ACTIVE or ENDED; MATCHED: the id reads as live_id';
comment on column session_history.joined_at is 'null if it was refused, or joined before the log begins';
comment on column session_history.command_offset is 'in naru.commands: the last command that this row knows of';

-- a room's sessions, paged by time
create index session_history_room_joined_at on session_history (room, joined_at, id);
-- which requests met this session
create index session_history_live_id on session_history (live_id) where live_id is not null;
-- who ended when, and what retention may remove
create index session_history_ended_at on session_history (ended_at) where ended_at is not null;
