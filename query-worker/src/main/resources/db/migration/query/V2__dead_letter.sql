-- Dead letters, projected from naru.dead-letters, and what operators make of them. One row for each
-- record there, but for those that were written twice.
create table dead_letter (
  id                 uuid        primary key, -- of the record in naru.dead-letters: its time and place as a UUIDv7
  at                 timestamptz not null,
  topic              text        not null,    -- where the record stood that led nowhere
  partition_number   int         not null,
  record_offset      bigint      not null,
  reason             text        not null,    -- UNREADABLE or MAX_ATTEMPTS
  query_id           uuid,
  attempts           int         not null,
  parked             boolean     not null,    -- it failed again after a redrive
  value              bytea,                   -- null if there was none, or it was over 1 MB
  value_size         bigint      not null,
  value_sha256       text        not null,
  state              text        not null,
  redrive_rate       int,                     -- letters a second that the operator wants begun
  redrive_session_id uuid,                    -- the session that asks anew
  redrive_query_id   uuid,                    -- the query that asks anew
  redrive_begun_at   timestamptz,
  redrive_at         timestamptz              -- of the redrive's last step
);

comment on column dead_letter.state is
  'OPEN; WANTED, JOINING, RUNNING: being redriven; REDRIVEN and DISCARDED: over; REPEATED: another letter''s second failure';

create unique index dead_letter_origin on dead_letter (topic, partition_number, record_offset);
create index dead_letter_listed on dead_letter (id) where state in ('OPEN', 'WANTED', 'JOINING', 'RUNNING');
create index dead_letter_redriving on dead_letter (id) where state in ('WANTED', 'JOINING', 'RUNNING');
create index dead_letter_begun on dead_letter (redrive_begun_at) where redrive_begun_at is not null;
create index dead_letter_redrive_query on dead_letter (redrive_query_id) where redrive_query_id is not null;
create index dead_letter_value on dead_letter (value_sha256);
