-- When pools were held, and released: a line may stand still because nobody inside is answered.
create table pool_change (
    pool           text        not null,
    command_offset bigint      not null,
    event_index    integer     not null,
    at             timestamptz not null,
    what           text        not null, -- HELD (again for as often as it was made longer) or RELEASED
    reason         text        not null, -- OPERATOR or UPSTREAM
    primary key (pool, command_offset, event_index)
);
create index pool_change_at on pool_change (at);

alter table room_standing add column pools text not null default '';
comment on column room_standing.pools is 'names with commas between; empty if the room was last configured before this column was';
