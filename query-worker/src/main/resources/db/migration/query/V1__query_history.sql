-- What became of every query, projected from the events. One row for each query id; the id of a
-- repeated submission has state MATCHED and points to the query that lives on.
create table query_history (
  id           uuid        primary key,
  session_id   uuid,
  room         text,
  pool         text,
  state        text        not null,
  attempt      int         not null,
  submitted_at timestamptz,
  started_at   timestamptz,
  finished_at  timestamptz,
  result       text,       -- JSON as the upstream gave it: text keeps every digit, and \u0000, which jsonb refuses
  error        text,       -- a problem object
  live_id      uuid,
  event_offset bigint      not null -- of the command whose event was the last to be applied
);

create index query_history_session on query_history (session_id);
create index query_history_finished on query_history (finished_at);
