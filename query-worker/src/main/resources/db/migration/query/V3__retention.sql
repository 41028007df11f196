-- What was answered goes before the row does: a query without its result is no longer shown to visitors.
alter table query_history add column result_removed boolean not null default false;

create index query_history_live_id on query_history (live_id) where live_id is not null;
-- whose result retention may remove
create index query_history_answered on query_history (finished_at) where result is not null or error is not null;
