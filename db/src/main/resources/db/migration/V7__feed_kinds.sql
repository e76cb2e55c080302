-- The feed's entries of one kind, such as the deployed APIs, are found without reading all.
create index feed_entry_kind on feed_entry (split_part(entry_key, ':', 1)) where entry is not null;
