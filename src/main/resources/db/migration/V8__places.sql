-- Files that hold a model's files, and what was left out of a model.

-- How a listed file is packed, whose content is taken instead of itself: <format>:<folder within>. Null for a file of the model.
alter table ingestion_file add column container varchar(1100);
-- The position of the container that this file came out of. Null for a file that the source lists itself.
alter table ingestion_file add column packed_in integer;

-- What else the listing said, as JSON: which files were left out and why, and what the place says of the model.
alter table ingestion add column listing_notes varchar(1000000);
