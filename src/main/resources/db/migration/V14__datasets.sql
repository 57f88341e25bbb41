-- What an ingestion makes, a MODEL or a DATASET, whose uuid is model_uuid; and whether that is the platform's own and not a person's.
alter table ingestion add column makes varchar(16) default 'MODEL' not null;
alter table ingestion add column makes_system boolean default false not null;

create table dataset (
    uuid              varchar(32) primary key,
    account_uuid      varchar(32)   not null references account (uuid),
    model_center_uuid varchar(32)   not null references model_center (uuid),
    name              varchar(255)  not null,
    description       varchar(2048),
    -- As it was given.
    url               varchar(2048) not null,
    -- Bytes of all files.
    size              bigint        not null,
    system            boolean       not null,
    artifact_checksum varchar(64)   not null,
    -- The commit or digest that it was at its source, where that knows one, and when that was made.
    revision          varchar(255),
    source_time       timestamp(6) with time zone,
    system_tags       varchar(1000000),
    user_tags         varchar(1000000),
    create_date       timestamp(6) with time zone not null,
    last_op_date      timestamp(6) with time zone not null
);
create index dataset_name on dataset (name);
create index dataset_center on dataset (model_center_uuid, create_date);
create index dataset_account on dataset (account_uuid, create_date);
create index dataset_created on dataset (create_date);

create table dataset_file (
    dataset_uuid varchar(32)   not null references dataset (uuid) on delete cascade,
    path         varchar(1024) not null,
    size         bigint        not null,
    sha256       varchar(64)   not null,
    blob_uuid    varchar(32)   not null,
    -- The algorithm of the announced digest that agreed; null when the source announced none.
    verified_by  varchar(16),
    primary key (dataset_uuid, path)
);
create index dataset_file_blob on dataset_file (blob_uuid);

-- What is asked for seldom: where its fields come from, and what was found on the way; JSON lists.
create table dataset_report (
    dataset_uuid varchar(32) primary key references dataset (uuid) on delete cascade,
    derivations  varchar(1000000) not null,
    dangers      varchar(1000000) not null,
    findings     varchar(1000000) not null
);
