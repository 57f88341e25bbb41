-- The checksum of each part: CRC-32C as a signed number. Null where an earlier release wrote the row.
alter table part add column crc32c integer;

-- The checksums of the parts of a blob that was written in several, for as long as it is kept: they tell which part is damaged.
create table blob_parts (
    blob_uuid varchar(32)    primary key references blob (uuid) on delete cascade,
    part_size integer        not null,
    -- Eight hex digits for each part.
    crc32c    varchar(80000) not null
);
