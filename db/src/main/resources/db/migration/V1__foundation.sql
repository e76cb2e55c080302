-- The whole platform's tables. Every table that a tenant owns carries tenant_id and is row-level secured at the end of
-- this file: a connection sees only the tenant that it was bound to (setting gatehouse.tenant), and nothing where it was
-- bound to none.

create extension if not exists pg_trgm;

-- Tenants and people ------------------------------------------------------------------------------------------------

create table tenant (
    id         uuid primary key,
    domain     text not null unique check (domain ~ '^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$'),
    created_at timestamptz not null
);

create table tenant_setting (
    id        uuid primary key,
    tenant_id uuid not null references tenant,
    name      text not null,
    value     text not null,
    unique (tenant_id, name)
);

create table role (
    id          uuid primary key,
    tenant_id   uuid not null references tenant,
    name        text not null check (length(name) between 1 and 255),
    external_id text check (length(external_id) between 1 and 255),
    created_at  timestamptz not null,
    updated_at  timestamptz not null
);
create unique index role_name on role (tenant_id, lower(name));
create index role_external on role (tenant_id, external_id) where external_id is not null;

-- Directories whose users may sign in. The domain names the directory before its users' names: DOMAIN/user.
create table ldap_store (
    id                   uuid primary key,
    tenant_id            uuid not null references tenant,
    domain               text not null check (domain ~ '^[A-Z0-9]([A-Z0-9._-]*[A-Z0-9])?$' and length(domain) <= 30),
    rank                 integer not null,
    enabled              boolean not null,
    settings             jsonb not null,
    sealed_bind_password bytea,
    read_at              timestamptz,
    problem              text,
    row_version          bigint not null,
    created_at           timestamptz not null,
    updated_at           timestamptz not null,
    unique (tenant_id, domain)
);

-- Whoever is in a directory has a row here as well, by which applications, sign-ins and roles refer to the user. The
-- directory knows the password, and the row has none; store_entry is what the directory knows its entry by for good.
create table user_account (
    id            uuid primary key,
    tenant_id     uuid not null references tenant,
    user_name     text not null check (length(user_name) between 1 and 255),
    store_id      uuid references ldap_store,
    store_entry   text,
    -- The directory has the entry no longer; the user is disabled for that.
    absent        boolean not null default false,
    password_hash text,
    email         text,
    given_name    text,
    family_name   text,
    external_id   text check (length(external_id) between 1 and 255),
    enabled       boolean not null,
    -- Somebody else chose the password: another has to be chosen at the next sign-in.
    must_change_password boolean not null default false,
    -- Whoever signed up has until then to confirm the e-mail address; before that nobody can sign in.
    unconfirmed_until    timestamptz,
    created_at    timestamptz not null,
    updated_at    timestamptz not null,
    check ((store_id is null) = (password_hash is not null)),
    check ((store_id is null) = (store_entry is null)),
    check ((store_id is null) = (position('/' in user_name) = 0)),
    unique (store_id, store_entry)
);
create unique index user_account_name on user_account (tenant_id, lower(user_name));
create index user_account_external on user_account (tenant_id, external_id) where external_id is not null;
create index user_account_email on user_account (tenant_id, lower(email));
create index user_account_unconfirmed on user_account (unconfirmed_until) where unconfirmed_until is not null;

create table user_role (
    user_id   uuid not null references user_account on delete cascade,
    role_id   uuid not null references role,
    -- It comes of a group of the user's directory, and goes with it.
    mapped    boolean not null default false,
    primary key (user_id, role_id)
);
create index user_role_role on user_role (role_id);

-- Who is signed in with which browser. Every page asks whether its sign-in still lasts, so that one which was ended is
-- over at once in all portals and on all nodes. Tokens that an authorization code gave end with the sign-in.
create table sign_in (
    id            uuid primary key,
    tenant_id     uuid not null references tenant,
    user_id       uuid not null references user_account on delete cascade,
    address       text not null,
    browser       text not null,
    signed_in_at  timestamptz not null,
    last_used_at  timestamptz not null,
    ended_at      timestamptz
);
create index sign_in_user on sign_in (user_id, last_used_at);
create index sign_in_last_used on sign_in (last_used_at);

create table sign_in_family (
    family_id  uuid primary key,
    tenant_id  uuid not null references tenant,
    sign_in_id uuid not null references sign_in on delete cascade
);
create index sign_in_family_sign_in on sign_in_family (sign_in_id);

-- Wrong passwords: for a name from an address, for a name from anywhere (address ''), from an address for any name
-- (subject ''). Rows go a day after the last failure.
create table wrong_password (
    tenant_id    uuid not null references tenant,
    subject      text not null,
    address      text not null,
    failures     integer not null,
    window_from  timestamptz not null,
    locks        integer not null,
    locked_until timestamptz,
    failed_at    timestamptz not null,
    primary key (tenant_id, subject, address)
);
create index wrong_password_failed on wrong_password (failed_at);

-- Addresses and browsers from which a user signed in before, by the SHA-256 of what identifies them: somebody who guesses
-- elsewhere does not keep these out.
create table known_device (
    user_id     uuid not null references user_account on delete cascade,
    tenant_id   uuid not null references tenant,
    device_hash text not null,
    seen_at     timestamptz not null,
    primary key (user_id, device_hash)
);

-- What was sent to a user by e-mail and is good for one use; the token in it is kept as SHA-256 only.
create table one_time_link (
    token_hash text primary key,
    tenant_id  uuid not null references tenant,
    user_id    uuid not null references user_account on delete cascade,
    purpose    text not null check (purpose in ('CONFIRM_EMAIL', 'RESET_PASSWORD')),
    created_at timestamptz not null,
    expires_at timestamptz not null
);
create index one_time_link_user on one_time_link (user_id, purpose);
create index one_time_link_expiry on one_time_link (expires_at);

-- The outbox. The text is sealed, for it has links that open accounts, and goes once the mail is sent or of no more use.
create table mail (
    id              uuid primary key,
    tenant_id       uuid not null references tenant,
    recipient       text not null,
    subject         text not null,
    sealed_text     bytea,
    created_at      timestamptz not null,
    useless_at      timestamptz not null,
    attempts        integer not null,
    next_attempt_at timestamptz not null,
    sent_at         timestamptz,
    problem         text
);
create index mail_waiting on mail (next_attempt_at) where sent_at is null and sealed_text is not null;
create index mail_created on mail (created_at desc, id);

-- Tiers -------------------------------------------------------------------------------------------------------------

create table tier (
    id                  uuid primary key,
    tenant_id           uuid not null references tenant,
    level               text not null check (level in ('SUBSCRIPTION', 'APPLICATION', 'RESOURCE')),
    name                text not null check (length(name) between 1 and 60),
    display_name        text not null,
    description         text,
    request_count       bigint check (request_count > 0),
    window_seconds      bigint check (window_seconds between 1 and 31622400),
    stop_on_quota_reach boolean not null,
    permission          text check (permission in ('ALLOW', 'DENY')),
    row_version         bigint not null,
    created_at          timestamptz not null,
    updated_at          timestamptz not null,
    unique (tenant_id, level, name),
    check ((request_count is null) = (window_seconds is null))
);

create table tier_permission_role (
    tier_id uuid not null references tier on delete cascade,
    role_id uuid not null references role,
    primary key (tier_id, role_id)
);

-- APIs --------------------------------------------------------------------------------------------------------------

create table api (
    id                      uuid primary key,
    tenant_id               uuid not null references tenant,
    name                    text not null check (length(name) between 1 and 60),
    context                 text not null check (context like '/%' and length(context) between 2 and 200),
    provider                text not null,
    default_version_id      uuid,
    live_default_version_id uuid,
    created_at              timestamptz not null
);
create unique index api_name on api (tenant_id, lower(name));
create unique index api_context on api (tenant_id, lower(context));

create table api_version (
    id                  uuid primary key,
    tenant_id           uuid not null references tenant,
    api_id              uuid not null references api,
    version             text not null check (length(version) between 1 and 30),
    description         text,
    tags                text[] not null,
    state               text not null check (state in ('CREATED', 'PROTOTYPED', 'PUBLISHED', 'BLOCKED', 'DEPRECATED', 'RETIRED')),
    visibility          text not null check (visibility in ('PUBLIC', 'RESTRICTED', 'PRIVATE')),
    subscription_availability text not null check (subscription_availability in ('CURRENT_TENANT', 'ALL_TENANTS', 'SPECIFIC_TENANTS')),
    subscription_tenants text[] not null,
    transports          text[] not null check (cardinality(transports) > 0),
    production_endpoint text,
    sandbox_endpoint    text,
    definition          text,
    search              tsvector,
    row_version         bigint not null,
    created_at          timestamptz not null,
    updated_at          timestamptz not null,
    unique (api_id, version)
);
create index api_version_search on api_version using gin (search);
create index api_version_order on api_version (tenant_id, created_at desc, id);
create index api_name_trigram on api using gin (lower(name) gin_trgm_ops);
alter table api add foreign key (default_version_id) references api_version deferrable initially deferred;
alter table api add foreign key (live_default_version_id) references api_version deferrable initially deferred;

create table api_visible_role (
    api_version_id uuid not null references api_version on delete cascade,
    role_id        uuid not null references role,
    primary key (api_version_id, role_id)
);

create table api_tier (
    api_version_id uuid not null references api_version on delete cascade,
    tier_id        uuid not null references tier,
    primary key (api_version_id, tier_id)
);

-- A scope belongs to one API, or (where api_id is null) is shared by all of the tenant.
create table scope (
    id           uuid primary key,
    tenant_id    uuid not null references tenant,
    api_id       uuid references api on delete cascade,
    scope_key    text not null check (scope_key ~ '^[\x21\x23-\x5B\x5D-\x7E]{1,255}$'),
    display_name text not null,
    description  text,
    created_at   timestamptz not null,
    updated_at   timestamptz not null,
    unique (tenant_id, scope_key)
);

create table scope_role (
    scope_id uuid not null references scope on delete cascade,
    role_id  uuid not null references role,
    primary key (scope_id, role_id)
);

create table operation (
    id             uuid primary key,
    tenant_id      uuid not null references tenant,
    api_version_id uuid not null references api_version on delete cascade,
    position       integer not null,
    verb           text not null check (verb in ('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS')),
    pattern        text not null check (pattern like '/%'),
    auth_type      text not null check (auth_type in ('NONE', 'APPLICATION', 'APPLICATION_USER', 'ANY')),
    tier_id        uuid not null references tier,
    summary        text,
    produces       text[] not null,
    unique (api_version_id, verb, pattern)
);

create table operation_scope (
    operation_id uuid not null references operation on delete cascade,
    scope_id     uuid not null references scope,
    primary key (operation_id, scope_id)
);
create index operation_scope_scope on operation_scope (scope_id);

-- What the catalogue's search looks through, kept by the database so that no writer can forget it: the name weighs most,
-- then tags, then description and context, then the operations. Every word is taken as it is ('simple'), because
-- descriptions come in any language; names in camel case are also taken apart.
create function search_words(named text) returns text language sql immutable as $$
    select spaced || ' ' || regexp_replace(spaced, '([[:lower:][:digit:]])([[:upper:]])', '\1 \2', 'g')
    from (select translate(named, '/{}*-_.', '       ') spaced) words
$$;

create function api_search_document(searched uuid) returns tsvector language sql stable as $$
    select setweight(to_tsvector('simple', search_words(a.name)), 'A')
        || setweight(to_tsvector('simple', search_words(array_to_string(v.tags, ' '))), 'B')
        || setweight(to_tsvector('simple', search_words(a.context) || ' ' || left(coalesce(v.description, ''), 100000)), 'C')
        || setweight(to_tsvector('simple', coalesce((
            select left(string_agg(search_words(o.pattern) || ' ' || coalesce(o.summary, ''), ' ' order by o.position), 100000)
            from operation o where o.api_version_id = v.id), '')), 'D')
    from api_version v join api a on a.id = v.api_id where v.id = searched
$$;

create function api_version_written() returns trigger language plpgsql as $$
begin
    update api_version set search = api_search_document(new.id) where id = new.id;
    return null;
end $$;
-- Deferred to the commit, when the operations of the version are written too; a writer of operations touches updated_at.
create constraint trigger api_version_search_written after insert or update of version, description, tags, updated_at on api_version
    deferrable initially deferred for each row execute function api_version_written();

create function api_written() returns trigger language plpgsql as $$
begin
    update api_version set search = api_search_document(id) where api_id = new.id;
    return null;
end $$;
create constraint trigger api_search_written after update of name, context on api
    deferrable initially deferred for each row execute function api_written();

-- A revision is what an API version looked like when it was fixed; the deployed one is in force at the gateways.
create table api_revision (
    id             uuid primary key,
    tenant_id      uuid not null references tenant,
    api_version_id uuid not null references api_version on delete cascade,
    number         integer not null check (number > 0),
    description    text,
    content        jsonb not null,
    created_by     text not null,
    created_at     timestamptz not null,
    unique (api_version_id, number)
);

create table api_deployment (
    id             uuid primary key,
    tenant_id      uuid not null references tenant,
    api_version_id uuid not null references api_version on delete cascade,
    revision_id    uuid not null references api_revision,
    environment    text not null,
    deployed_by    text not null,
    deployed_at    timestamptz not null,
    unique (api_version_id, environment)
);

create table lifecycle_event (
    id             uuid primary key,
    tenant_id      uuid not null references tenant,
    api_version_id uuid not null references api_version on delete cascade,
    action         text not null,
    from_state     text not null,
    to_state       text not null,
    actor          text not null,
    happened_at    timestamptz not null
);
create index lifecycle_event_api on lifecycle_event (api_version_id, happened_at);

-- Consumers ---------------------------------------------------------------------------------------------------------

create table application (
    id           uuid primary key,
    tenant_id    uuid not null references tenant,
    owner_id     uuid not null references user_account,
    name         text not null check (length(name) between 1 and 100),
    description  text,
    tier_id      uuid not null references tier,
    token_format text not null check (token_format in ('JWT', 'OPAQUE')),
    row_version  bigint not null,
    created_at   timestamptz not null,
    updated_at   timestamptz not null
);
create unique index application_name on application (tenant_id, owner_id, lower(name));

create table subscription (
    id             uuid primary key,
    tenant_id      uuid not null references tenant,
    application_id uuid not null references application on delete cascade,
    api_version_id uuid not null references api_version,
    tier_id        uuid not null references tier,
    status         text not null check (status in ('UNBLOCKED', 'BLOCKED', 'PROD_ONLY_BLOCKED', 'ON_HOLD', 'REJECTED')),
    row_version    bigint not null,
    created_at     timestamptz not null,
    updated_at     timestamptz not null,
    unique (application_id, api_version_id)
);
create index subscription_api on subscription (api_version_id);

-- OAuth -------------------------------------------------------------------------------------------------------------

-- A client is an application's key (application_id and key_type are set), a REST client that registered itself, or a portal.
-- A public client runs where it can keep no secret: nobody has the one whose hash it has, and it gets tokens for users only.
-- One that has published its keys signs who it is, and its secret is not taken either.
create table oauth_client (
    id                    uuid primary key,
    tenant_id             uuid not null references tenant,
    client_id             text not null unique,
    public_client         boolean not null,
    jwks                  text,
    jwks_uri              text,
    name                  text not null,
    kind                  text not null check (kind in ('APPLICATION', 'REST', 'PORTAL', 'DYNAMIC')),
    owner_id              uuid references user_account on delete cascade,
    application_id        uuid references application on delete cascade,
    key_type              text check (key_type in ('PRODUCTION', 'SANDBOX')),
    grant_types           text[] not null,
    redirect_uris         text[] not null,
    sign_out_uris         text[] not null,
    scopes                text[] not null,
    auth_method           text,
    registration_hash     text unique,
    token_format          text not null check (token_format in ('JWT', 'OPAQUE')),
    application_token_seconds bigint not null check (application_token_seconds > 0),
    access_token_seconds  bigint not null check (access_token_seconds > 0),
    refresh_token_seconds bigint not null check (refresh_token_seconds > 0),
    code_seconds          bigint not null check (code_seconds > 0),
    same_token            boolean not null,
    disabled              boolean not null,
    created_at            timestamptz not null,
    unique (application_id, key_type),
    check ((kind = 'APPLICATION') = (application_id is not null)),
    check ((kind = 'DYNAMIC') = (registration_hash is not null)),
    check ((application_id is null) = (key_type is null)),
    check (grant_types <@ array['authorization_code', 'client_credentials', 'password', 'refresh_token',
        'urn:ietf:params:oauth:grant-type:device_code', 'urn:ietf:params:oauth:grant-type:token-exchange',
        'urn:ietf:params:oauth:grant-type:jwt-bearer', 'urn:gatehouse:signed-in', 'implicit']),
    check (kind = 'APPLICATION' or not 'implicit' = any (grant_types)),
    check (kind = 'PORTAL' or not 'urn:gatehouse:signed-in' = any (grant_types)),
    check (jwks is null or jwks_uri is null),
    check (not public_client or jwks is null and jwks_uri is null),
    check (not public_client or grant_types <@ array['authorization_code', 'refresh_token',
        'urn:ietf:params:oauth:grant-type:device_code', 'implicit'])
);

-- A client has several secrets while one takes another's place.
create table oauth_client_secret (
    id           uuid primary key,
    tenant_id    uuid not null references tenant,
    client_id    uuid not null references oauth_client on delete cascade,
    secret_hash  text not null unique,
    label        text not null,
    created_at   timestamptz not null,
    expires_at   timestamptz,
    last_used_at timestamptz
);
create index oauth_client_secret_client on oauth_client_secret (client_id);

create table signing_key (
    key_id         text primary key,
    tenant_id      uuid not null references tenant,
    algorithm      text not null,
    public_jwk     jsonb not null,
    sealed_private bytea,
    created_at     timestamptz not null,
    active_from    timestamptz not null,
    retired_at     timestamptz,
    check (sealed_private is not null or retired_at is not null)
);

-- One row an authorization. Tokens and codes are stored as SHA-256 only. A refresh makes a new row of the same family and
-- marks the refresh token of the old one as used; a revoked token leaves its row. A device's sign-in keeps its device code
-- where others keep the authorization code, and its user code where others keep the state, until the user has answered.
create table oauth_authorization (
    id                 uuid primary key,
    family_id          uuid not null,
    tenant_id          uuid not null references tenant,
    client_id          uuid not null references oauth_client on delete cascade,
    principal_name     text not null,
    grant_type         text not null,
    scopes             text[] not null,
    attributes         text not null,
    state_hash         text,
    code_hash          text,
    code_metadata      text,
    code_issued_at     timestamptz,
    code_expires_at    timestamptz,
    access_hash        text,
    access_metadata    text,
    access_issued_at   timestamptz,
    access_expires_at  timestamptz,
    refresh_hash       text,
    refresh_metadata   text,
    refresh_issued_at  timestamptz,
    refresh_expires_at timestamptz,
    refresh_used_at    timestamptz,
    id_token_hash      text,
    id_token_metadata  text,
    id_token_issued_at timestamptz,
    id_token_expires_at timestamptz,
    polled_at          timestamptz,
    poll_seconds       integer not null default 5,
    row_version        bigint not null,
    created_at         timestamptz not null,
    expires_at         timestamptz not null
) with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.02);
create unique index oauth_authorization_state on oauth_authorization (state_hash) where state_hash is not null;
create unique index oauth_authorization_code on oauth_authorization (code_hash) where code_hash is not null;
create unique index oauth_authorization_access on oauth_authorization (access_hash) where access_hash is not null;
create unique index oauth_authorization_refresh on oauth_authorization (refresh_hash) where refresh_hash is not null;
create unique index oauth_authorization_id_token on oauth_authorization (id_token_hash) where id_token_hash is not null;
create index oauth_authorization_family on oauth_authorization (family_id);
create index oauth_authorization_client on oauth_authorization (client_id);
create index oauth_authorization_principal on oauth_authorization (tenant_id, principal_name);
create index oauth_authorization_expiry on oauth_authorization (expires_at);

-- What ended when it was too much to be removed at once: rows of a client, of a user or of the whole tenant that were made
-- before some time. They are removed when they expire, until then nobody finds them.
create table token_end (
    id             uuid primary key default gen_random_uuid(),
    tenant_id      uuid not null references tenant,
    client_id      uuid references oauth_client on delete cascade,
    principal_name text,
    ended_at       timestamptz not null,
    expires_at     timestamptz not null,
    check (client_id is null or principal_name is null)
);
create index token_end_tenant on token_end (tenant_id);

create view standing_authorization with (security_invoker = true) as
    select a.* from oauth_authorization a
    where not exists (select 1 from token_end e where e.tenant_id = a.tenant_id and a.created_at <= e.ended_at
        and (e.client_id is null or e.client_id = a.client_id)
        and (e.principal_name is null or e.principal_name = a.principal_name));

-- For clients that get the same tokens again while they hold: the tokens, sealed, by what was asked for.
create table reusable_token (
    asked_hash       text primary key,
    tenant_id        uuid not null references tenant,
    authorization_id uuid not null references oauth_authorization on delete cascade,
    sealed           bytea not null
);
create index reusable_token_authorization on reusable_token (authorization_id);

-- What users have let clients have, so that they are not asked again.
create table oauth_consent (
    tenant_id      uuid not null references tenant,
    client_id      uuid not null references oauth_client on delete cascade,
    principal_name text not null,
    scopes         text[] not null,
    granted_at     timestamptz not null,
    primary key (client_id, principal_name)
);
create index oauth_consent_principal on oauth_consent (tenant_id, principal_name);

-- Tokens that register clients (RFC 7591), for whoever an administrator hands them to. Stored as SHA-256 only.
create table initial_access_token (
    id          uuid primary key,
    tenant_id   uuid not null references tenant,
    owner_id    uuid not null references user_account on delete cascade,
    token_hash  text not null unique,
    label       text not null,
    scopes      text[] not null,
    uses        integer not null check (uses >= 0),
    most_uses   integer check (most_uses >= uses),
    created_at  timestamptz not null,
    expires_at  timestamptz not null
);
create index initial_access_token_owner on initial_access_token (owner_id);
create index initial_access_token_expiry on initial_access_token (expires_at);

-- Who may say who a tenant's users are, and the keys that this is signed with.
create table trusted_issuer (
    id         uuid primary key,
    tenant_id  uuid not null references tenant,
    name       text not null,
    issuer     text not null,
    jwks       text,
    jwks_uri   text,
    created_at timestamptz not null,
    unique (tenant_id, issuer),
    check ((jwks is null) <> (jwks_uri is null))
);

-- What was signed by a client or a trusted issuer is good for one use; it is remembered until it has expired.
create table used_assertion (
    tenant_id  uuid not null references tenant,
    hash       text not null,
    expires_at timestamptz not null,
    primary key (tenant_id, hash)
);
create index used_assertion_expiry on used_assertion (expires_at);

-- The control plane to data plane contract --------------------------------------------------------------------------

-- One row: the newest revision. Whoever adds to the feed holds its lock until commit, so that revisions become visible in
-- their order and without gaps.
create table feed_head (
    id       smallint primary key check (id = 1),
    revision bigint not null
);
insert into feed_head values (1, 0);

-- The feed, compacted: one row a thing, its latest state; a null entry is a tombstone.
create table feed_entry (
    entry_key  text primary key,
    tenant_id  uuid not null references tenant,
    revision   bigint not null unique,
    entry      jsonb,
    changed_at timestamptz not null,
    expires_at timestamptz
);
create index feed_entry_expiry on feed_entry (expires_at) where expires_at is not null;

create table gateway_node (
    node_id     text primary key,
    environment text not null,
    host        text not null,
    revision    bigint not null,
    applied_at  timestamptz not null,
    seen_at     timestamptz not null,
    problem     text
);

-- When each gateway began to run each revision that it reported; the latest ten thousand revisions are kept.
create table gateway_progress (
    node_id    text not null references gateway_node on delete cascade,
    revision   bigint not null,
    applied_at timestamptz not null,
    primary key (node_id, revision)
);

-- Values that the platform itself needs in clear, encrypted under the master key.
create table sealed_value (
    name   text primary key,
    sealed bytea not null
);

-- The second wall behind the entities' tenant binding ---------------------------------------------------------------

do $$
declare
    secured text;
begin
    foreach secured in array array[
        'api',
        'api_deployment',
        'api_revision',
        'api_version',
        'application',
        'feed_entry',
        'known_device',
        'ldap_store',
        'lifecycle_event',
        'mail',
        'initial_access_token',
        'oauth_authorization',
        'oauth_client',
        'oauth_client_secret',
        'oauth_consent',
        'one_time_link',
        'operation',
        'reusable_token', 'token_end',
        'role',
        'scope',
        'sign_in',
        'sign_in_family',
        'signing_key',
        'subscription',
        'tenant_setting',
        'tier',
        'trusted_issuer',
        'used_assertion',
        'user_account',
        'wrong_password'
    ] loop
        execute format('alter table %I enable row level security', secured);
        execute format('alter table %I force row level security', secured);
        execute format('create policy tenant_bound on %I using (current_setting(''gatehouse.tenant'', true) = ''*'' '
            'or tenant_id::text = current_setting(''gatehouse.tenant'', true))', secured);
    end loop;
end $$;
