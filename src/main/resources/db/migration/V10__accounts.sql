-- Users, access keys and quotas of accounts; who did what; who failed to log in.

alter table account add column description varchar(2048);

-- Those who act for an account by a password of their own. The account itself is its first user and has no row here.
create table account_user (
    uuid          varchar(32) primary key,
    account_uuid  varchar(32)  not null references account (uuid) on delete cascade,
    name          varchar(255) not null,
    password_hash varchar(255) not null,
    description   varchar(2048),
    create_date   timestamp(6) with time zone not null,
    last_op_date  timestamp(6) with time zone not null,
    constraint account_user_name unique (account_uuid, name)
);

create index account_session_user on account_session (user_uuid, expired_date);

create table access_key (
    uuid          varchar(32) primary key,
    account_uuid  varchar(32) not null references account (uuid) on delete cascade,
    -- Who calls with it: a user of the account, or the account itself.
    user_uuid     varchar(32) not null,
    access_key_id varchar(20) not null constraint access_key_id unique,
    -- Encrypted, for this key only.
    secret        bytea       not null,
    description   varchar(2048),
    state         varchar(16) not null,
    create_date   timestamp(6) with time zone not null,
    last_op_date  timestamp(6) with time zone not null
);
create index access_key_account on access_key (account_uuid, create_date);
create index access_key_user on access_key (user_uuid);

-- What was set for one account; where there is no row, the node's default holds. -1: no limit.
create table account_quota (
    account_uuid varchar(32) not null references account (uuid) on delete cascade,
    name         varchar(64) not null,
    quota_value  bigint      not null,
    create_date  timestamp(6) with time zone not null,
    last_op_date timestamp(6) with time zone not null,
    primary key (account_uuid, name)
);

-- One row per call that may change something. It is written before the call is carried out, and outlives the account.
create table audit (
    uuid         varchar(32) primary key,
    happened_at  timestamp(6) with time zone not null,
    account_uuid varchar(32),
    user_uuid    varchar(32),
    key_uuid     varchar(32),
    address      varchar(64)  not null,
    api          varchar(255) not null,
    resource     varchar(255),
    outcome      varchar(16)  not null,
    error        varchar(64)
);
create index audit_happened on audit (happened_at, uuid);
create index audit_account on audit (account_uuid, happened_at, uuid);

-- Failed logins since first_at, by the SHA-256 of whom or where they are counted for.
create table login_failure (
    subject  varchar(64) primary key,
    failures integer not null,
    first_at timestamp(6) with time zone not null
);
create index login_failure_first on login_failure (first_at);
