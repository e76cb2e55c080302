-- Certificates that are trusted in backends, for all APIs of a tenant with an endpoint at the address.
create table endpoint_certificate (
    id          uuid primary key,
    tenant_id   uuid not null references tenant,
    alias       text not null check (alias ~ '^[A-Za-z0-9._-]{1,30}$'),
    -- As it was typed, and what it means.
    endpoint    text not null check (length(endpoint) between 1 and 2000),
    host        text not null check (host = lower(host)),
    port        integer not null check (port between 1 and 65535),
    -- X.509, Base64 of DER.
    certificate text not null,
    created_at  timestamptz not null,
    updated_at  timestamptz not null,
    unique (tenant_id, alias)
);

alter table endpoint_certificate enable row level security;
alter table endpoint_certificate force row level security;
create policy tenant_bound on endpoint_certificate using (current_setting('gatehouse.tenant', true) = '*'
    or tenant_id::text = current_setting('gatehouse.tenant', true));
