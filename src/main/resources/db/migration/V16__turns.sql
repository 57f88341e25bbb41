-- Runs (a list that is imported, a sync), priorities, and whose turn it is.

alter table ingestion add column run_uuid varchar(32);
alter table ingestion add column priority varchar(8) default 'NORMAL' not null;
-- How often its work was entered in the queue anew: an older entry is void.
alter table ingestion add column entered integer default 0 not null;
create index ingestion_run on ingestion (run_uuid, state);

-- The last turn that each share of a lane was given. A share is a run, or the calls of an account.
create table queue_turn (
    lane     varchar(16) not null,
    priority smallint    not null,
    share    varchar(64) not null,
    turn     timestamp(6) with time zone not null,
    primary key (lane, priority, share)
);
create index queue_turn_last on queue_turn (lane, priority, turn);

-- The queue is served by priority first. What was entered before there were priorities has none, which PostgreSQL would take for the highest.
update queue_small set priority = case when task_name = 'ingest' then 100 else 50 end where priority is null;
update queue_large set priority = case when task_name = 'ingest' then 100 else 50 end where priority is null;
update queue_background set priority = 50 where priority is null;
update queue_hooks set priority = 50 where priority is null;
create index queue_small_next on queue_small (priority desc, execution_time);
create index queue_large_next on queue_large (priority desc, execution_time);
create index queue_background_next on queue_background (priority desc, execution_time);
create index queue_hooks_next on queue_hooks (priority desc, execution_time);
