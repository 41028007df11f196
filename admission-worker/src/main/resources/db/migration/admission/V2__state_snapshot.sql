-- The state of a partition as it was at a moment; see Snapshot. Old ones go when new ones come.
create table state_snapshot (
    id                bigint generated always as identity primary key,
    log_partition     integer     not null,
    format            integer     not null,
    taken_at          timestamptz not null,
    cluster_id        text        not null,
    commands_topic_id text        not null,
    events_topic_id   text        not null,
    command_offset    bigint      not null,
    next_event        bigint      not null,
    leader_epoch      integer     not null,
    chain             text        not null,
    previous_chain    text        not null,
    chunks            integer     not null,
    sha256            text        not null
);

comment on column state_snapshot.format is 'of the chunks: one that is newer than the software is passed over';
comment on column state_snapshot.command_offset is 'in naru.commands: the last command applied';
comment on column state_snapshot.next_event is 'in naru.events: the first event that it does not hold';
comment on column state_snapshot.sha256 is 'over format, place and all chunks';

create index state_snapshot_partition on state_snapshot (log_partition, id);

-- Up to 1 MB each, compressed already.
create table state_snapshot_chunk (
    snapshot_id bigint  not null references state_snapshot (id) on delete cascade,
    number      integer not null,
    bytes       bytea   not null,
    primary key (snapshot_id, number)
);
alter table state_snapshot_chunk alter column bytes set storage external;
