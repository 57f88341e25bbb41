-- Why a model's fields are what they are, and what was found on the way.

-- The numbers that a rule speaks of, as JSON: a list of {field, value, rule, file, inputs}. Null for what was read and not computed.
alter table model_derivation add column inputs varchar(1000000);

create table model_finding (
    model_uuid varchar(32)   not null references model (uuid) on delete cascade,
    ordinal    integer       not null,
    -- In which way it may harm who loads the model. Null for what is merely odd.
    danger     varchar(32),
    file       varchar(1024),
    sentence   varchar(4096) not null,
    primary key (model_uuid, ordinal)
);

-- What open ingestions were weighed to has a new shape; they are weighed again, which moves no bytes.
update ingestion set weighing = null;
