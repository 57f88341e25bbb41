-- Who takes part: each process writes its own row again every few seconds, and takes it away when it stops. One that was killed leaves it behind for a day.
create table node (
    name         varchar(100) primary key,
    address      varchar(300) not null,
    version      varchar(100) not null,
    -- With commas between, sorted.
    roles        varchar(100) not null,
    draining     boolean      not null,
    started_at   timestamp(6) with time zone not null,
    heartbeat_at timestamp(6) with time zone not null
);
create index node_heartbeat on node (heartbeat_at);
