-- Lists of models that are gone through, and what becomes of each of their rows.

create table bulk_run (
    uuid              varchar(32) primary key,
    account_uuid      varchar(32)  not null references account (uuid),
    name              varchar(255) not null,
    -- READING while its rows come in, then OPEN, PAUSED or CANCELLED.
    state             varchar(16)  not null,
    -- Whether its rows are only planned.
    dry_run           boolean      not null,
    -- Of rows that name no centre; null if all must.
    model_center_uuid varchar(32),
    priority          varchar(16)  not null,
    -- Of a file that is gone through at the start: being unique, it is gone through once.
    content_sha256    varchar(64) constraint bulk_run_content unique,

    created_at        timestamp(6) with time zone not null
);
create index bulk_run_account on bulk_run (account_uuid, created_at);
create index bulk_run_created on bulk_run (created_at);

create table bulk_row (
    run_uuid        varchar(32) not null references bulk_run (uuid) on delete cascade,
    position        integer     not null,
    -- Where it stands in the list, counted from 1.
    line            integer     not null,
    name            varchar(255),
    -- PENDING, REQUESTED, PRESENT (the inventory has it), PLANNED, FAILED or CANCELLED.
    state           varchar(16) not null,
    -- As JSON, without the token; null if it could not be read.
    fields          varchar(1000000),
    -- Encrypted, until it is requested.
    token           varchar(20000),
    ingestion_uuid  varchar(32),
    bytes_to_fetch  bigint,
    bytes_stored    bigint,
    -- What a plan says would fail or is odd, one a line.
    problems        varchar(4000),
    failure_kind    varchar(32),
    failure_message varchar(4000),
    primary key (run_uuid, position)
);
create index bulk_row_state on bulk_row (run_uuid, state, position);
create index bulk_row_ingestion on bulk_row (ingestion_uuid);
