-- Queries compare texts by lower(…). text_pattern_ops serves equality and prefixes (x%) whatever the database's collation.
create index model_name_lower on model (lower(name) text_pattern_ops, create_date, uuid);
create index model_model_id_lower on model (lower(model_id) text_pattern_ops);
create index model_center_name_lower on model_center (lower(name) text_pattern_ops);
create index tag_lower on tag (kind, lower(tag) text_pattern_ops, resource_uuid);

-- What every account may see: few of many.
create index model_shared on model (create_date, uuid) where share_mode is not null;
