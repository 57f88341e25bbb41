-- What the store wants back, besides the blob's uuid, to go on with an upload; null before the store had such a thing.
alter table checkpoint add column upload varchar(1024);
