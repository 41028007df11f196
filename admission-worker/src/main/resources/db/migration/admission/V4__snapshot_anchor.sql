-- Where the log may begin: such a snapshot stays until the log begins with a later one; see LogRetention.
alter table state_snapshot add column anchor boolean not null default false;
