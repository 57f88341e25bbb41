-- Who is told what has happened, and what was told.

create table event_hook (
    uuid         varchar(32) primary key,
    account_uuid varchar(32)   not null references account (uuid) on delete cascade,
    -- Whether it is told of everybody's events, and not of its account's only.
    everybody    boolean       not null,
    name         varchar(255)  not null,
    -- Encrypted: the URLs of chat services are secrets by themselves.
    url          varchar(4096) not null,
    -- Scheme and host of it, to be shown.
    origin       varchar(300)  not null,
    -- What its calls are signed with, encrypted.
    secret       varchar(4096),
    -- Names of events with commas between.
    types        varchar(500)  not null,
    enabled      boolean       not null,
    created_at   timestamp(6) with time zone not null,
    changed_at   timestamp(6) with time zone not null
);
create index event_hook_account on event_hook (account_uuid, created_at);

create table event_delivery (
    uuid       varchar(32) primary key,
    hook_uuid  varchar(32)     not null references event_hook (uuid) on delete cascade,
    -- Of the event, the same at every hook.
    event_uuid varchar(32)     not null,
    type       varchar(64)     not null,
    subject    varchar(64)     not null,
    -- What is sent, as it is sent at every try.
    body       varchar(1000000) not null,
    -- PENDING, DELIVERED, GIVEN_UP.
    state      varchar(16)     not null,
    tries      integer         not null,
    -- Why the last try was in vain.
    flaw       varchar(500),
    created_at timestamp(6) with time zone not null,
    ended_at   timestamp(6) with time zone
);
create index event_delivery_hook on event_delivery (hook_uuid, created_at);
create index event_delivery_ended on event_delivery (ended_at);
