-- Whether the end of a list was told. Those that a node of an older version takes in meanwhile are not.
alter table bulk_run add column told boolean default true not null;
