-- The endpoints that a gateway has reported as failing, an array of common.snapshot.EndpointHealth.
alter table gateway_node add column failing jsonb not null default '[]';
