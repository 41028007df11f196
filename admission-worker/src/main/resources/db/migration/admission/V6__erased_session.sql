-- Sessions whose user was erased: a history that is written again from the log leaves the name out.
create table erased_session (
    id uuid        primary key,
    at timestamptz not null
);
