-- Rooms that open and close by their schedule, and the order that is drawn when they open.
alter table room_change add column by_schedule boolean not null default false;
comment on column room_change.what is 'PAUSED, RESUMED, OPENED, CLOSED, DRAINED, CAPACITY, PRE_QUEUE, PRE_QUEUE_LOTTERY or DRAWN';

alter table room_standing
    add column not_open boolean not null default false,
    add column lottery  boolean not null default false;
comment on column room_standing.not_open is 'joins are taken, and nobody is admitted before it opens';
comment on column room_standing.lottery is 'the order of those who come before it opens is drawn then';

alter table session_history
    add column drawn_ticket bigint,
    add column drawn_ahead  integer;
comment on column session_history.ticket is 'the one that it was given when it joined: its receipt has it';
comment on column session_history.drawn_ticket is 'the one that it has drawn since; null if it has not';
comment on column session_history.drawn_ahead is 'how many were drawn before it';

-- who took part in a drawing, in its order
create index session_history_drawn on session_history (room, drawn_ticket) where drawn_ticket is not null;
