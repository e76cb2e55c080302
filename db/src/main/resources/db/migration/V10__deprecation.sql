-- What a provider tells the callers of a deprecated version: when it ends, what takes its place, where to read of it.
alter table api_version add column sunset_at timestamptz;
alter table api_version add column successor_url text check (length(successor_url) <= 500);
alter table api_version add column deprecation_url text check (length(deprecation_url) <= 500);
