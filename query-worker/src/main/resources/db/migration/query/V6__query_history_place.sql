-- How far the history of queries has got with each partition of the events, written with the rows themselves:
-- without a row here, what the table holds is written again from the first event that the log has.
create table query_history_place (
  partition_number int    primary key,
  events_topic     text   not null, -- id of the topic: one that was made anew is read from its beginning
  next_event       bigint not null  -- in naru.events: the first that is not in the history yet
);
