-- Queries whose user was erased: a history that is written again from the log leaves the answer out.
create table erased_query (
  id uuid        primary key,
  at timestamptz not null
);
