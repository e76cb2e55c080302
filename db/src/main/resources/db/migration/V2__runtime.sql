-- How gateways treat the calls of an API version and of its operations, as JSON: read and written whole, never searched.
alter table api_version add column runtime jsonb not null default '{}';
alter table operation add column runtime jsonb not null default '{}';
