-- What runs models, as it is described, and which models it is for.

create table model_service (
    uuid                     varchar(32) primary key,
    account_uuid             varchar(32)    not null references account (uuid),
    model_center_uuid        varchar(32)    not null references model_center (uuid),
    -- Whether it is there for every account.
    is_system                boolean        not null,
    name                     varchar(255)   not null,
    description              varchar(2048),
    readme                   varchar(100000),
    yaml                     varchar(200000) not null,
    type                     varchar(32)    not null,
    source                   varchar(32)    not null,
    framework                varchar(255),
    request_cpu              integer        not null,
    request_memory           bigint         not null,
    gpu_compute_capability   varchar(255),
    size                     bigint         not null,
    install_path             varchar(2048)  not null,
    start_command            varchar(8192)  not null,
    container_command        varchar(8192),
    container_args           varchar(8192),
    python_version           varchar(255),
    conda_version            varchar(255),
    zone_uuid                varchar(32),
    support_distributed      boolean        not null,
    -- JSON: a list of texts, a list of {uuid, cpuArchitecture, vmImageUuid, dockerImage}, an object.
    cpu_architectures        varchar(16384),
    architecture_images      varchar(100000),
    vendor_to_spec_uuids_map varchar(65535),
    create_date              timestamp(6) with time zone not null,
    last_op_date             timestamp(6) with time zone not null
);
create index model_service_name on model_service (name);
create index model_service_center on model_service (model_center_uuid);
create index model_service_account on model_service (account_uuid);
create index model_service_created on model_service (create_date);

create table model_service_ref (
    uuid               varchar(32) primary key,
    model_uuid         varchar(32) not null references model (uuid) on delete cascade,
    model_service_uuid varchar(32) not null references model_service (uuid) on delete cascade,
    -- The model that this is the default service of. Being unique, it lets no model have two.
    default_of         varchar(32) constraint model_service_default_of unique,
    is_default         boolean     not null,
    constraint model_service_ref_once unique (model_uuid, model_service_uuid),
    constraint model_service_ref_default check (is_default = (default_of is not null)),
    constraint model_service_ref_default_of_own_model check (default_of = model_uuid)
);
create index model_service_ref_service on model_service_ref (model_service_uuid);
