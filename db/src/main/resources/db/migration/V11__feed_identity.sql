-- Which feed this is, for where PostgreSQL does not tell which cluster it is. A copy of the database has to get another.
alter table feed_head add column identity uuid not null default gen_random_uuid();
