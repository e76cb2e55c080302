-- Keys by which applications call without a token, known by their SHA-256 alone.
create table api_key (
    id                 uuid primary key,
    tenant_id          uuid not null references tenant,
    application_id     uuid not null references application on delete cascade,
    key_type           text not null check (key_type in ('PRODUCTION', 'SANDBOX')),
    key_hash           text not null unique check (key_hash ~ '^[0-9a-f]{64}$'),
    label              text not null check (length(label) <= 100),
    permitted_ips      text[] not null,
    permitted_referers text[] not null,
    created_at         timestamptz not null,
    expires_at         timestamptz
);
create index api_key_application on api_key (application_id, key_type, created_at);

-- Certificates by which clients call an API version, and the subscription tier of such calls.
create table client_certificate (
    id             uuid primary key,
    tenant_id      uuid not null references tenant,
    api_version_id uuid not null references api_version on delete cascade,
    alias          text not null check (length(alias) between 1 and 30),
    tier_id        uuid not null references tier,
    certificate    bytea not null,
    fingerprint    text not null check (fingerprint ~ '^[0-9a-f]{64}$'),
    subject        text not null,
    not_before     timestamptz not null,
    not_after      timestamptz not null,
    created_at     timestamptz not null,
    unique (api_version_id, alias),
    unique (api_version_id, fingerprint)
);
create index client_certificate_tier on client_certificate (tier_id);

do $$
declare
    secured text;
begin
    foreach secured in array array['api_key', 'client_certificate'] loop
        execute format('alter table %I enable row level security', secured);
        execute format('alter table %I force row level security', secured);
        execute format('create policy tenant_bound on %I using (current_setting(''gatehouse.tenant'', true) = ''*'' '
            'or tenant_id::text = current_setting(''gatehouse.tenant'', true))', secured);
    end loop;
end $$;
