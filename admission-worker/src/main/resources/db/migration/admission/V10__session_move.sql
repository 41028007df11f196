-- Whom operators let stand elsewhere in their line: it explains the waits of those who were passed over.
create table session_move (
    room           text             not null,
    command_offset bigint           not null,
    event_index    integer          not null,
    at             timestamptz      not null,
    session_id     uuid             not null,
    from_position  integer          not null,
    to_position    integer          not null,
    order_before   double precision not null, -- those who wait stand by their order: the ticket of whoever was never moved
    order_after    double precision not null,
    reason         text             not null,
    primary key (room, command_offset, event_index)
);
create index session_move_session on session_move (session_id);
create index session_move_at on session_move (at);

alter table session_history add column line_order double precision;
comment on column session_history.line_order is 'what it stood in line by, if that is not its ticket: it was moved';
