-- Tags of models, model centres and whatever is tagged later; and indexes that queries need on both databases.

-- What user tags are made from: a text with a colour, or a form with tokens such as price::{amount}.
create table tag_pattern (
    uuid         varchar(32) primary key,
    account_uuid varchar(32)  not null references account (uuid) on delete cascade,
    name         varchar(128) not null,
    tag_value    varchar(128) not null,
    description  varchar(2048),
    color        varchar(7),
    type         varchar(16)  not null,
    create_date  timestamp(6) with time zone not null,
    last_op_date timestamp(6) with time zone not null
);
create index tag_pattern_account on tag_pattern (account_uuid, create_date);

-- System and user tags. What is tagged is of many kinds, so no foreign key binds it: who tags locks the resource's row, and who deletes the
-- resource deletes its tags after that row.
create table tag (
    uuid             varchar(32) primary key,
    kind             varchar(8)   not null,
    resource_type    varchar(64)  not null,
    resource_uuid    varchar(32)  not null,
    -- The owner of what is tagged.
    account_uuid     varchar(32)  not null references account (uuid) on delete cascade,
    tag              varchar(512) not null,
    -- Of system tags: whether it was derived here and follows the model's files.
    inherent         boolean,
    -- Of user tags: what it was made from.
    tag_pattern_uuid varchar(32) references tag_pattern (uuid) on delete cascade,
    create_date      timestamp(6) with time zone not null,
    last_op_date     timestamp(6) with time zone not null
);
create index tag_resource on tag (resource_uuid, kind);
create index tag_pattern_uuid on tag (tag_pattern_uuid);
create index tag_account on tag (account_uuid, create_date);

-- The order that queries have without a sort, whole.
drop index model_created;
create index model_created on model (create_date, uuid);
create index model_checksum on model (artifact_checksum);
