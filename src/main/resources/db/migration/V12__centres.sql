-- What changes models and centres after they came in.

-- What UpdateModel's modelClassifications said, as a JSON list.
alter table model add column model_classifications varchar(1000000);
-- A centre's bytes are summed without a look at the models' rows.
create index model_center_bytes on model (model_center_uuid, artifact_size_bytes);

-- When the centre is asked next whether it is there; null for at once.
alter table model_center add column probe_due timestamp(6) with time zone;
create index model_center_probe on model_center (probe_due);

-- An API job that does the same to many resources: one row for each, in the order in which they are answered.
create table api_job_item (
    job_uuid        varchar(32) not null references api_job (uuid) on delete cascade,
    position        integer     not null,
    subject         varchar(32) not null,
    -- PENDING, DONE or FAILED.
    state           varchar(16) not null,
    tries           integer     not null,
    failure_kind    varchar(32),
    failure_message varchar(4000),
    primary key (job_uuid, position)
);
create index api_job_item_state on api_job_item (job_uuid, state, position);
