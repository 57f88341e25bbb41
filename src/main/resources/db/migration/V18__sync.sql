-- Policies that keep a centre current, their runs, and what is known of each model that they follow.

create table sync_policy (
    uuid              varchar(32) primary key,
    account_uuid      varchar(32)  not null references account (uuid),
    -- A policy goes with its centre.
    model_center_uuid varchar(32)  not null references model_center (uuid) on delete cascade,
    name              varchar(255) not null,
    -- What is followed, when, and what becomes of it, as JSON.
    rules             varchar(1000000) not null,
    enabled           boolean      not null,
    -- When it is due; null if it has no times or is not enabled.
    next_run_at       timestamp(6) with time zone,
    -- Whether versions may have become too many since they were last counted.
    retention_due     boolean      not null,
    -- The file that it was written in, if it was, and that file's digest.
    file_name         varchar(512) constraint sync_policy_file unique,
    file_sha256       varchar(64),
    created_at        timestamp(6) with time zone not null,
    changed_at        timestamp(6) with time zone not null
);
create index sync_policy_account on sync_policy (account_uuid, created_at);
create index sync_policy_center on sync_policy (model_center_uuid);
create index sync_policy_due on sync_policy (next_run_at);
create index sync_policy_retention on sync_policy (retention_due);

create table sync_run (
    uuid            varchar(32) primary key,
    policy_uuid     varchar(32) not null references sync_policy (uuid) on delete cascade,
    -- What it runs over: equal runs have an equal key, and being unique, it lets only one of them be open. Null once ended.
    open_key        varchar(64) constraint sync_run_open unique,
    cause           varchar(16) not null,
    -- The one model that it is about; null for all that are followed.
    only_id         varchar(2048),
    state           varchar(16) not null,
    step            varchar(16) not null,
    tries           integer     not null,
    created         integer     not null,
    changed         integer     not null,
    unchanged       integer     not null,
    removed         integer     not null,
    failed          integer     not null,
    -- Fetched by those of its ingestions that have ended.
    bytes           bigint      not null,
    failure_kind    varchar(32),
    failure_message varchar(4000),
    created_at      timestamp(6) with time zone not null,
    started_at      timestamp(6) with time zone,
    ended_at        timestamp(6) with time zone
);
create index sync_run_policy on sync_run (policy_uuid, created_at);

-- A followed model, at one of its branches or tags.
create table sync_item (
    policy_uuid  varchar(32)   not null references sync_policy (uuid) on delete cascade,
    -- SHA-256 over id and track, which may be too long for a key.
    item_key     varchar(64)   not null,
    id           varchar(2048) not null,
    track        varchar(255)  not null,
    reference    varchar(2048) not null,
    -- The revision that was seen last, and the latest one that came in.
    revision     varchar(128)  not null,
    came         varchar(128),
    version      varchar(255),
    -- PENDING: to be requested; KNOWN; LEAVING: gone from its place, to be treated so; GONE.
    state        varchar(16)   not null,
    -- What became of the latest request: NONE, OPEN, CAME, FAILED, CANCELLED.
    outcome      varchar(16)   not null,
    failure_kind varchar(32),
    -- Whether it was on the list since the rules were last changed: if not, its absence means nothing.
    listed       boolean       not null,
    -- The run that is to request or remove it, or did so last.
    run_uuid     varchar(32)   not null,
    primary key (policy_uuid, item_key)
);
create index sync_item_run on sync_item (run_uuid, state, item_key);

-- What was requested. Rows of models that came stay as long as their policy: they say which models are the policy's own.
create table sync_request (
    policy_uuid    varchar(32)  not null references sync_policy (uuid) on delete cascade,
    ingestion_uuid varchar(32)  not null,
    item_key       varchar(64)  not null,
    run_uuid       varchar(32)  not null,
    revision       varchar(128) not null,
    outcome        varchar(16)  not null,
    model_uuid     varchar(32),
    primary key (policy_uuid, ingestion_uuid)
);
create index sync_request_outcome on sync_request (outcome);
create index sync_request_item on sync_request (policy_uuid, item_key);
create index sync_request_run on sync_request (run_uuid, outcome);
create index sync_request_model on sync_request (model_uuid);
