-- Policies that a tenant has composed of the catalogue's: for all of its APIs, or for one version of one.
create table composed_policy (
    id             uuid primary key,
    tenant_id      uuid not null references tenant,
    api_version_id uuid references api_version on delete cascade,
    name           text not null check (length(name) between 1 and 60),
    version        text not null check (length(version) between 1 and 20),
    content        jsonb not null,
    created_at     timestamptz not null,
    unique nulls not distinct (tenant_id, api_version_id, name, version)
);
create index composed_policy_api on composed_policy (api_version_id);

alter table composed_policy enable row level security;
alter table composed_policy force row level security;
create policy tenant_bound on composed_policy using (current_setting('gatehouse.tenant', true) = '*'
    or tenant_id::text = current_setting('gatehouse.tenant', true));
