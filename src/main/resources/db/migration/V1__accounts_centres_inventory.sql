-- Who may come in, where models come from, and the models themselves.
-- Written once for H2 and PostgreSQL. Texts without a natural limit are varchar(1000000): H2 ends at 1 MiB.

create table account (
    uuid          varchar(32) primary key,
    name          varchar(255) not null constraint account_name unique,
    password_hash varchar(255) not null,
    type          varchar(32)  not null,
    create_date   timestamp(6) with time zone not null,
    last_op_date  timestamp(6) with time zone not null
);

-- A session's uuid opens the door, so only its SHA-256 is kept.
create table account_session (
    uuid_sha256  varchar(64) primary key,
    account_uuid varchar(32) not null references account (uuid) on delete cascade,
    user_uuid    varchar(32) not null,
    create_date  timestamp(6) with time zone not null,
    expired_date timestamp(6) with time zone not null
);
create index account_session_account on account_session (account_uuid, expired_date);
create index account_session_expired on account_session (expired_date);

create table model_center (
    uuid                      varchar(32) primary key,
    account_uuid              varchar(32)   not null references account (uuid),
    name                      varchar(255)  not null,
    description               varchar(2048),
    url                       varchar(2048) not null,
    status                    varchar(32)   not null,
    parameters                varchar(65535),
    credentials               bytea,
    management_ip             varchar(255)  not null,
    management_port           integer       not null,
    zone_uuid                 varchar(32),
    storage_network_uuid      varchar(32),
    service_network_uuid      varchar(32),
    container_registry        varchar(2048),
    container_storage_network varchar(2048),
    container_network         varchar(2048),
    create_date               timestamp(6) with time zone not null,
    last_op_date              timestamp(6) with time zone not null
);
create index model_center_account on model_center (account_uuid);
create index model_center_name on model_center (name);

-- All versions of one model: those with one model centre and one modelId, else name. Whoever changes which of them is latest locks this row first.
create table lineage (
    uuid              varchar(32) primary key,
    model_center_uuid varchar(32)  not null references model_center (uuid),
    lineage_key       varchar(255) not null,
    constraint lineage_of_center unique (model_center_uuid, lineage_key)
);

create table model (
    uuid                       varchar(32) primary key,
    account_uuid               varchar(32)   not null references account (uuid),
    model_center_uuid          varchar(32)   not null references model_center (uuid),
    lineage_uuid               varchar(32)   not null references lineage (uuid),
    -- The lineage that this is the latest version of. Being unique, it lets no lineage have two.
    latest_of                  varchar(32) constraint model_latest_of unique,
    is_latest_version          boolean       not null,
    name                       varchar(255)  not null,
    description                varchar(2048),
    install_path               varchar(2048) not null,
    parameters                 varchar(1000000),
    logo                       varchar(1000000),
    vendor                     varchar(255),
    model_id                   varchar(255),
    introduction               varchar(1000000),
    size                       bigint        not null,
    version                    varchar(255),
    version_semver             varchar(300)  not null,
    source_time                timestamp(6) with time zone,
    type                       varchar(32)   not null,
    share_mode                 varchar(32),
    licence                    varchar(255),
    min_gpu_memory             bigint,
    recommended_gpu_memory     bigint,
    extra_gpu_mem_request      bigint,
    recommended_gpu_num        varchar(255),
    gpu_constraint_description varchar(512),
    artifact_checksum          varchar(64)   not null,
    artifact_size_bytes        bigint        not null,
    architecture_type          varchar(255),
    framework_version          varchar(255),
    required_accelerator       varchar(255),
    pipeline_tag               varchar(255),
    model_service_uuids        varchar(1000000),
    default_model_service_uuid varchar(32),
    tag_uuids                  varchar(1000000),
    system_tags                varchar(1000000),
    user_tags                  varchar(1000000),
    fine_tuning_group_uuid                varchar(32),
    fine_tuning_export_fingerprint        varchar(64),
    fine_tuning_source_model_uuid         varchar(32),
    fine_tuning_source_model_install_path varchar(2048),
    fine_tuning_source_model_framework    varchar(255),
    fine_tuning_source_model_architecture varchar(255),
    create_date                timestamp(6) with time zone not null,
    last_op_date               timestamp(6) with time zone not null,
    constraint model_latest check (is_latest_version = (latest_of is not null)),
    constraint model_latest_of_own_lineage check (latest_of = lineage_uuid)
);
create index model_name on model (name);
create index model_model_id on model (model_id);
create index model_center_created on model (model_center_uuid, create_date);
create index model_account_created on model (account_uuid, create_date);
create index model_latest_created on model (is_latest_version, create_date);
create index model_created on model (create_date);
create index model_lineage on model (lineage_uuid);

create table model_file (
    model_uuid  varchar(32)   not null references model (uuid) on delete cascade,
    path        varchar(1024) not null,
    size        bigint        not null,
    sha256      varchar(64)   not null,
    blob_uuid   varchar(32)   not null,
    -- The algorithm of the announced digest that agreed; null when the source announced none.
    verified_by varchar(16),
    primary key (model_uuid, path)
);
create index model_file_blob on model_file (blob_uuid);

-- Where each derived field of a model comes from.
create table model_derivation (
    model_uuid  varchar(32)     not null references model (uuid) on delete cascade,
    ordinal     integer         not null,
    field       varchar(64)     not null,
    field_value varchar(1000000) not null,
    rule        varchar(2048)   not null,
    file        varchar(1024),
    primary key (model_uuid, ordinal)
);
