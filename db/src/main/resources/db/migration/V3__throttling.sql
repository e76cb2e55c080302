-- What a tier limits besides a number of requests. Its name in WSO2's words is policy: that of level RESOURCE is an
-- advanced one, which may have other limits for certain calls.
alter table tier add column byte_count bigint check (byte_count > 0);
alter table tier add column burst_count bigint check (burst_count > 0);
alter table tier add column burst_seconds bigint check (burst_seconds between 1 and 86400);
alter table tier add column counted_by text not null default 'ALL' check (counted_by in ('ALL', 'USER', 'ADDRESS'));
alter table tier add column condition_groups jsonb not null default '[]';
alter table tier drop constraint tier_check;
alter table tier add constraint tier_limit check (num_nonnulls(request_count, byte_count) = num_nonnulls(window_seconds));
alter table tier add constraint tier_burst check ((burst_count is null) = (burst_seconds is null));
alter table tier add constraint tier_levels check (
    (level = 'RESOURCE' or condition_groups = '[]')
    and (level <> 'SUBSCRIPTION' or counted_by = 'ALL')
    and (level <> 'RESOURCE' or burst_count is null));
create index operation_tier on operation (tier_id);
create index application_tier on application (tier_id);
create index subscription_tier on subscription (tier_id);
create index api_tier_tier on api_tier (tier_id);

-- Calls that are refused: of an API, an application, a user, or from addresses. An inverted rule about addresses refuses
-- all others. The value is what people wrote, denied what the gateways are told.
create table deny_rule (
    id          uuid primary key,
    tenant_id   uuid not null references tenant,
    kind        text not null check (kind in ('API', 'APPLICATION', 'IP', 'IPRANGE', 'USER')),
    value       text not null check (length(value) between 1 and 500),
    inverted    boolean not null,
    denied      jsonb not null,
    active      boolean not null,
    row_version bigint not null,
    created_at  timestamptz not null,
    updated_at  timestamptz not null,
    unique (tenant_id, kind, value, inverted),
    check (kind in ('IP', 'IPRANGE') or not inverted)
);

alter table deny_rule enable row level security;
alter table deny_rule force row level security;
create policy tenant_bound on deny_rule using (current_setting('gatehouse.tenant', true) = '*'
    or tenant_id::text = current_setting('gatehouse.tenant', true));
