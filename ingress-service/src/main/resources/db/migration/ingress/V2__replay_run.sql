-- Replays that operators ask for: the ingress adds rows, an admission worker takes one and says how
-- far it is.
create table replay_run (
    id                  uuid             primary key,
    mode                text             not null, -- verify, rebuild or what-if
    span_from           text             not null, -- an offset, an ISO time, earliest or latest
    span_to             text             not null,
    changes             text,                      -- JSON: the settings that are imagined; what-if only
    state               text             not null, -- RUNNING, DONE or FAILED
    progress            double precision not null, -- 0 to 1
    commands            bigint           not null, -- replayed so far
    commands_per_second bigint           not null,
    report              text,                      -- JSON
    error               text,
    requested_at        timestamptz      not null,
    worker              text,                      -- who runs it; null if nobody does yet
    heard_at            timestamptz                -- when that worker was last heard of
);

create index replay_run_running on replay_run (requested_at) where state = 'RUNNING';
