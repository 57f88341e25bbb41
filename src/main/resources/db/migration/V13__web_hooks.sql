-- Calling back whoever asked for it. Until now the URLs were kept and not called, and stood there as they were sent; from now on they are encrypted.

update api_job set web_hook = null;
alter table api_job alter column web_hook set data type varchar(4096);
alter table api_job add column web_hook_tries integer default 0 not null;

-- A lane of their own: a receiver that does not answer must not hold up manifests and sweeps.
create table queue_hooks (
    task_name            varchar(100) not null,
    task_instance        varchar(100) not null,
    task_data            bytea,
    execution_time       timestamp(6) with time zone not null,
    picked               boolean      not null,
    picked_by            varchar(100),
    last_success         timestamp(6) with time zone,
    last_failure         timestamp(6) with time zone,
    consecutive_failures integer,
    last_heartbeat       timestamp(6) with time zone,
    version              bigint       not null,
    priority             smallint,
    primary key (task_name, task_instance)
);
create index queue_hooks_due on queue_hooks (execution_time);
create index queue_hooks_heartbeat on queue_hooks (last_heartbeat);
