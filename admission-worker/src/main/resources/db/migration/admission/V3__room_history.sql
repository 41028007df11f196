-- What explains a wait, and what proves a room's order; see RoomFold. Rows from before this have nulls here.
alter table session_history
    add column requested_offset  bigint,
    add column requested_chain   text,
    add column ahead             integer,
    add column estimated_seconds bigint,
    add column left_line_offset  bigint;

comment on column session_history.requested_chain is 'running SHA-256 of the log up to and including the request';
comment on column session_history.ahead is 'how many waited before it when it joined';
comment on column session_history.estimated_seconds is 'the wait that was told when it joined; null if none, or if it did not wait';
comment on column session_history.left_line_offset is 'in naru.commands: what admitted it, or ended it while it waited';

-- who went while somebody waited
create index session_history_room_left_line on session_history (room, left_line_offset) where left_line_offset is not null;
-- who was admitted lately
create index session_history_room_admitted_at on session_history (room, admitted_at) where admitted_at is not null;

-- What changed how a line moves.
create table room_change (
    room           text        not null,
    command_offset bigint      not null,
    event_index    integer     not null,
    at             timestamptz not null,
    what           text        not null, -- PAUSED, RESUMED, OPENED, CLOSED, DRAINED or CAPACITY
    capacity       integer     not null, -- from then on
    primary key (room, command_offset, event_index)
);
create index room_change_at on room_change (room, at);

-- Where a room stands, as far as the history has got.
create table room_standing (
    room           text primary key,
    command_offset bigint  not null,
    event_index    integer not null, -- the last event that counts in here and in room_minute
    serving        bigint  not null, -- highest ticket admitted
    active         integer not null,
    capacity       integer not null,
    paused         boolean not null,
    admissions     text    not null  -- see AdmissionHistory
);

-- Order and caps, for each minute in which somebody was admitted or ended.
create table room_minute (
    room       text        not null,
    minute     timestamptz not null,
    admissions bigint      not null,
    inversions bigint      not null, -- admissions of a lower ticket than one admitted before
    max_active integer     not null,
    active     integer     not null, -- at its end
    primary key (room, minute)
);
