-- What ended lately is asked for twice a second while somebody watches.
create index ingestion_ended on ingestion (ended_at);
