-- When a directory was last read whole (read_at) is something else than when that was last tried, and what was in the way.
alter table ldap_store add column tried_at timestamptz;
alter table ldap_store add column problem_at timestamptz;
-- Whether the problem is that it was out of reach, which is over as soon as it answers.
alter table ldap_store add column unreachable boolean not null default false;
select set_config('gatehouse.tenant', '*', true);
update ldap_store set problem_at = read_at, read_at = null where problem is not null;
