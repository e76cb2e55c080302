#!/bin/bash
# What a token costs when many were issued before, beside an empty table. See README.md. Needs wrk, curl, taskset, Debian's postgresql, a JDK 25, Maven and a build.
set -euo pipefail
cd "$(dirname "$0")"
rounds=6 seconds=6 warmup=60 tokens=10000000 offset=7700 connections=8
while getopts r:s:w:n:c:p:h option; do
  case $option in
    r) rounds=$OPTARG ;; s) seconds=$OPTARG ;; w) warmup=$OPTARG ;; n) tokens=$OPTARG ;; c) connections=$OPTARG ;; p) offset=$OPTARG ;;
    *) echo "usage: token-growth.sh [-n TOKENS] [-r ROUNDS] [-s SECONDS_OF_A_WINDOW] [-w SECONDS_OF_WARM_UP] [-c CONNECTIONS] [-p PORT_OFFSET]" >&2; exit 2 ;;
  esac
done
work=$PWD/target/token-growth database=$((5432 + offset)) started=()
. ./key-manager.bash
rm -rf "$work"; mkdir -p "$work"
trap stop EXIT
start_postgres empty filled
declare -A pid=() basic=() url=([empty]=https://127.0.0.1:$((9443 + offset)) [filled]=https://127.0.0.1:$((9443 + offset + 1)))
start_gatehouse empty "$offset"; pid[empty]=$!
start_gatehouse filled "$((offset + 1))"; pid[filled]=$!
for name in empty filled; do await "${pid[$name]}" "${url[$name]}/readyz" "$work/$name.log"; basic[$name]=$(register "${url[$name]}"); done

# As many rows as tokens, of a client that already has one; they expire over the next day, as tokens of an hour and more do.
curl -sk -o /dev/null -f -H "Authorization: Basic ${basic[filled]}" -d grant_type=client_credentials "${url[filled]}/oauth2/token"
echo "Filling in $tokens tokens …" >&2
indexes=$(sql filled "select string_agg(indexdef, '; ') from pg_indexes where tablename = 'oauth_authorization' and indexname <> 'oauth_authorization_pkey'")
sql filled "select 'drop index ' || indexname from pg_indexes where tablename = 'oauth_authorization' and indexname <> 'oauth_authorization_pkey'" | while read -r drop; do sql filled "$drop"; done
columns=$(sql filled "select string_agg(quote_ident(column_name), ', ' order by ordinal_position) from information_schema.columns where table_name = 'oauth_authorization' and column_name not in ('id', 'family_id', 'access_hash', 'access_expires_at', 'expires_at')")
sql filled "insert into oauth_authorization (id, family_id, access_hash, access_expires_at, expires_at, $columns)
  select fresh.id, fresh.id, encode(sha256(fresh.id::text::bytea), 'hex'), fresh.expiry, fresh.expiry, $columns
  from (select * from oauth_authorization where access_hash is not null limit 1) model,
  (select gen_random_uuid() id, now() + interval '1 hour' + random() * interval '1 day' expiry from generate_series(1, $tokens)) fresh"
sql filled "set maintenance_work_mem = '1GB'; $indexes"
sql filled "vacuum (analyze) oauth_authorization"; sql filled checkpoint
echo "$(sql filled "select 'rows ' || count(*) from oauth_authorization"), $(sql filled "select pg_size_pretty(pg_total_relation_size('oauth_authorization'))")" >&2

turn() { kill -STOP $(tree "${pid[empty]}") $(tree "${pid[filled]}"); kill -CONT $(tree "${pid[$1]}"); }
form=grant_type=client_credentials
echo "Warming up for $warmup s each …" >&2
for name in empty filled; do turn "$name"; post "${url[$name]}/oauth2/token" "${basic[$name]}" "$form" "$warmup" "$connections" > /dev/null; done
rows=$work/windows.tsv; : > "$rows"
order=(empty filled)
for ((round = 1; round <= rounds; round++)); do
  for name in "${order[@]}"; do turn "$name"; window "$name" "$round" "${pid[$name]}" "${url[$name]}/oauth2/token" "${basic[$name]}" "$form" "$seconds" "$connections"; done
  order=("${order[1]}" "${order[0]}")
done
echo "$rounds rounds of $seconds s in turn, $connections connections; $tokens tokens in the filled table"
echo
echo "| table | CPU us/token, median | PostgreSQL, CPU us/token | tokens/s | p50 us | p99 us | not 200 |"
echo "| --- | --- | --- | --- | --- | --- | --- |"
for name in empty filled; do
  printf '| %s | %.0f | %.0f | %.0f | %.0f | %.0f | %.0f |\n' "$name" "$(median "$name")" "$(median "$name" 4)" "$(median "$name" 5)" "$(median "$name" 6)" "$(median "$name" 7)" "$(awk -F'\t' -v n="$name" '$1 == n {s += $8} END {print s}' "$rows")"
done
echo
awk -v a="$(median empty 6)" -v b="$(median filled 6)" -v c="$(best empty 6)" -v d="$(best filled 6)" 'BEGIN {printf "time of a token, filled / empty: medians %.2f, bests %.2f\n", b / a, d / c}'
