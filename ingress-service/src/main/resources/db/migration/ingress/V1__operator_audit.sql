-- What operators did, or tried to: a row is written before the change is, and never changed itself.
create table operator_audit (
    id           bigint generated always as identity primary key,
    at           timestamptz not null,
    operator     text        not null,
    action       text        not null,
    target       text        not null,
    reason       text,
    state_before text, -- JSON
    state_after  text  -- JSON
);

create index operator_audit_at on operator_audit (at);
create index operator_audit_target on operator_audit (target, id);
