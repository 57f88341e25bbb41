-- What is stored, read again and compared with what was weighed.

create table verification (
    uuid             varchar(32) primary key,
    model_uuid       varchar(32) not null,
    -- Whose model it is.
    account_uuid     varchar(32) not null references account (uuid),
    -- The model's uuid while it is open: being unique, it lets a model have only one. Null once ended.
    open_key         varchar(32) constraint verification_open unique,
    state            varchar(16) not null,
    cancel_wished    boolean     not null,
    -- The fencing number: who writes for the verification must hold the latest.
    attempt          integer     not null,
    node             varchar(255),
    waits            integer     not null,
    blobs_total      bigint      not null,
    bytes_total      bigint      not null,
    -- Of blobs that are done with; the blobs are taken in the order of their uuids.
    blobs_done       bigint      not null,
    bytes_done       bigint      not null,
    after_blob       varchar(32) not null,
    intact           bigint      not null,
    damaged          bigint      not null,
    repaired         bigint      not null,
    bytes_fetched    bigint      not null,
    -- How far the blob is that is being read, where a SHA-256 can go on.
    blob_uuid        varchar(32),
    blob_bytes       bigint      not null,
    blob_damaged     varchar(60000),
    digest_codec     varchar(64),
    digest_state     varchar(1024),
    -- The fresh blob that a damaged one is being written to.
    repair_blob_uuid varchar(32),
    failure_kind     varchar(32),
    failure_message  varchar(4000),
    deadline         timestamp(6) with time zone not null,
    created_at       timestamp(6) with time zone not null,
    started_at       timestamp(6) with time zone,
    ended_at         timestamp(6) with time zone
);
create index verification_model on verification (model_uuid, created_at);
create index verification_account on verification (account_uuid, created_at);
create index verification_ended on verification (ended_at);
create index verification_repair on verification (repair_blob_uuid);

-- A blob that was not what it had been.
create table verification_finding (
    verification_uuid varchar(32)  not null references verification (uuid) on delete cascade,
    blob_uuid         varchar(32)  not null,
    -- How many files of the model it is, and the first of their paths, one a line.
    files             bigint       not null,
    paths             varchar(25000) not null,
    size              bigint       not null,
    sha256            varchar(64)  not null,
    -- Null if there was no object.
    found_size        bigint,
    found_sha256      varchar(64),
    -- Numbers with commas between; null if it is not known which.
    damaged_parts     varchar(60000),
    outcome           varchar(16)  not null,
    new_blob_uuid     varchar(32),
    message           varchar(4000) not null,
    primary key (verification_uuid, blob_uuid)
);
