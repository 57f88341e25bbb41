-- What is being brought in, how far it is, and where its bytes are.

-- One object in the store. ready_sha256 equals sha256 while the blob is READY and is null otherwise: being unique, it lets no digest have two.
create table blob (
    uuid         varchar(32) primary key,
    state        varchar(16) not null,
    size         bigint,
    sha256       varchar(64),
    ready_sha256 varchar(64) constraint blob_ready unique,
    created_at   timestamp(6) with time zone not null
);
create index blob_state on blob (state, created_at);

create table ingestion (
    uuid               varchar(32) primary key,
    account_uuid       varchar(32)   not null references account (uuid),
    model_center_uuid  varchar(32)   not null,
    origin             varchar(16)   not null,
    name               varchar(255)  not null,
    install_path       varchar(2048) not null,
    -- AddModel's fields as JSON, without the token.
    given              varchar(1000000) not null,
    token              varchar(20000),
    -- Equal requests have an equal key; being unique, it lets only one of them be open. Null once ended.
    open_key           varchar(64) constraint ingestion_open unique,
    state              varchar(32)   not null,
    -- What a person asked a running ingestion to do: NONE, PAUSE, CANCEL.
    wish               varchar(16)   not null,
    step               varchar(32)   not null,
    lane               varchar(16)   not null,
    -- The fencing number: who writes for the ingestion must hold the latest.
    attempt            integer       not null,
    node               varchar(255),
    waits              integer       not null,
    fresh_starts       integer       not null,
    revision           varchar(255),
    version_tag        varchar(255),
    source_time        timestamp(6) with time zone,
    files_total        integer,
    bytes_total        bigint,
    bytes_fetched      bigint        not null,
    bytes_deduplicated bigint        not null,
    -- What InspectStep found, as JSON, for CommitStep.
    weighing           varchar(1000000),
    failure_kind       varchar(32),
    failure_message    varchar(4000),
    -- The model's uuid from the beginning, so that every attempt makes the same one.
    model_uuid         varchar(32)   not null,
    deadline           timestamp(6) with time zone not null,
    created_at         timestamp(6) with time zone not null,
    ended_at           timestamp(6) with time zone
);
create index ingestion_center on ingestion (model_center_uuid, state);
create index ingestion_state on ingestion (state, created_at);
create index ingestion_account on ingestion (account_uuid);
create index ingestion_model on ingestion (model_uuid);

create table ingestion_file (
    ingestion_uuid varchar(32)   not null references ingestion (uuid) on delete cascade,
    position       integer       not null,
    path           varchar(1024) not null,
    size           bigint        not null,
    announced      varchar(128),
    locator        varchar(8192) not null,
    validator      varchar(1024),
    -- SHA-256 over locator, validator and size when the validator is strong: equal identities are equal bytes.
    identity       varchar(64),
    done           boolean       not null,
    tries          integer       not null,
    blob_uuid      varchar(32),
    stored_size    bigint,
    sha256         varchar(64),
    verified_by    varchar(16),
    primary key (ingestion_uuid, position)
);
create index ingestion_file_blob on ingestion_file (blob_uuid);
create index ingestion_file_identity on ingestion_file (identity);

-- How far a file of several parts is: all parts before it are hashed and in the store.
create table checkpoint (
    ingestion_uuid varchar(32) not null,
    position       integer     not null,
    format         integer     not null,
    blob_uuid      varchar(32) not null,
    part_size      integer     not null,
    parts          integer     not null,
    bytes          bigint      not null,
    digest_codec   varchar(64) not null,
    digest_state   varchar(1024) not null,
    primary key (ingestion_uuid, position),
    constraint checkpoint_of_file foreign key (ingestion_uuid, position) references ingestion_file (ingestion_uuid, position) on delete cascade
);

-- What the store answered for each part before the checkpoint.
create table part (
    ingestion_uuid varchar(32)  not null,
    position       integer      not null,
    number         integer      not null,
    size           integer      not null,
    receipt        varchar(255) not null,
    primary key (ingestion_uuid, position, number),
    constraint part_of_checkpoint foreign key (ingestion_uuid, position) references checkpoint (ingestion_uuid, position) on delete cascade
);

-- What a caller polls. Either it follows an ingestion, or it holds the answer itself.
create table api_job (
    uuid           varchar(32) primary key,
    account_uuid   varchar(32),
    ingestion_uuid varchar(32) references ingestion (uuid) on delete cascade,
    web_hook       varchar(2048),
    status         integer,
    body           varchar(1000000),
    created_at     timestamp(6) with time zone not null,
    ended_at       timestamp(6) with time zone
);
create index api_job_ingestion on api_job (ingestion_uuid);
create index api_job_ended on api_job (ended_at);
