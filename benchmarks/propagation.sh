#!/bin/bash
# From a change in the control plane to calls being judged by it, beside very many APIs and subscriptions, and what changes do to traffic. See README.md. Needs h2load, haproxy, curl, Debian's postgresql, a JDK 25, Maven and a build.
set -euo pipefail
cd "$(dirname "$0")"
changes=400 apis=10000 subscriptions=1000000 revoked=100000 rate=1000 seconds=20 offset=7800 waits=
while getopts c:a:n:t:r:s:p:eh option; do
  case $option in
    c) changes=$OPTARG ;; a) apis=$OPTARG ;; n) subscriptions=$OPTARG ;; t) revoked=$OPTARG ;; r) rate=$OPTARG ;; s) seconds=$OPTARG ;; p) offset=$OPTARG ;; e) waits=yes ;;
    *) echo "usage: propagation.sh [-c CHANGES] [-a APIS] [-n SUBSCRIPTIONS] [-t REVOKED_TOKENS] [-r CALLS_A_SECOND] [-s SECONDS_OF_TRAFFIC] [-p FIRST_OF_TWO_PORT_OFFSETS] [-e]; -e waits for Enter before it measures" >&2; exit 2 ;;
  esac
done
for tool in h2load haproxy; do command -v $tool > /dev/null || { echo "propagation.sh: $tool is missing (apt-get install nghttp2-client haproxy)" >&2; exit 1; }; done
work=$PWD/target/propagation database=$((5432 + offset)) started=()
. ./key-manager.bash
rm -rf "$work"; mkdir -p "$work"
trap stop EXIT
start_postgres gatehouse
taskset -apc "0-$(($(nproc) - 1))" "$postmaster" > /dev/null
head -c 1000 /dev/zero | tr '\0' x | sed 's/^/{"text":"/; s/$/"}/' > "$work/answer.json"
backend=$((17300 + offset))
sed "s#@PORT@#$backend#; s#@FIXTURE@#$work#g" backend.cfg > "$work/backend.cfg"
haproxy -db -f "$work/backend.cfg" > "$work/backend.log" 2>&1 & started+=($!)

control=https://localhost:$((9443 + offset)) port=$((8280 + offset + 1))
export GATEHOUSE_PUBLIC_URL=$control GATEHOUSE_INTERNAL_URL=$control GATEHOUSE_NO_TRAINING=true
GATEHOUSE_DB_URL=jdbc:postgresql://127.0.0.1:$database/gatehouse GATEHOUSE_DB_USER=gatehouse GATEHOUSE_DB_PASSWORD=gatehouse \
  ../gatehouse start --data "$work/control" --port-offset "$offset" --roles publisher,store,keymanager > "$work/control.log" 2>&1 & started+=($!); server=$!
await "$server" "$control/readyz" "$work/control.log"
register "$control" > /dev/null
admin=$(curl -sk -u "$(field clientId < "$work/client.json"):$(field clientSecret < "$work/client.json")" -d 'grant_type=password&username=admin&password=admin&scope=apim:api_create apim:api_publish apim:api_manage' "$control/oauth2/token" | field access_token)
publisher=$control/api/am/publisher/v4
ask() { curl -sk -f -H "Authorization: Bearer $admin" -H 'Content-Type: application/json' "$@"; }
make() { # make NAME: a published API that anybody may call
  local id
  id=$(ask -d "{\"name\":\"$1\",\"context\":\"/$1\",\"version\":\"1.0.0\",\"endpointConfig\":{\"endpoint_type\":\"http\",\"production_endpoints\":{\"url\":\"http://127.0.0.1:$backend/\"}},\"policies\":[\"Unlimited\"],\"operations\":[{\"target\":\"/items/*\",\"verb\":\"GET\",\"authType\":\"None\"}]}" "$publisher/apis" | sed -n 's/^{"id":"\([^"]*\)".*/\1/p')
  ask -X POST "$publisher/apis/change-lifecycle?apiId=$id&action=Publish" > /dev/null
  echo "$id"
}
probe=$(make probe); make traffic > /dev/null

echo "Filling in $apis APIs, $subscriptions subscriptions and $revoked revoked tokens …" >&2
crowd() { # crowd COUNT SELECT: entries that SELECT makes of n, as key and entry; they get the next revisions
  sql gatehouse "begin; with head as (update feed_head set revision = revision + $1 returning revision - $1 as before)
    insert into feed_entry (entry_key, tenant_id, revision, entry, changed_at, expires_at)
    select made.key, (select tenant_id from feed_entry where entry_key like 'api:%' limit 1), head.before + made.n, made.entry, now(), made.expires from head, ($2) made; commit"
}
uuid() { echo "md5('$1' || n)::uuid"; }
crowd "$apis" "select n, 'api:' || $(uuid api) as key, model.entry || jsonb_build_object('id', $(uuid api), 'name', 'crowd' || n, 'context', '/crowd' || n) as entry, null::timestamptz as expires
  from generate_series(1, $apis) n, (select entry from feed_entry where entry_key = 'api:$probe') model"
applications=$((subscriptions / 10))
crowd "$applications" "select n, 'application:' || $(uuid application) as key, jsonb_build_object('kind', 'application', 'id', $(uuid application), 'name', 'Crowd ' || n, 'owner', 'admin', 'tier', 'Unlimited') as entry, null::timestamptz as expires
  from generate_series(1, $applications) n"
crowd "$applications" "select n, 'key:crowd-' || n as key, jsonb_build_object('kind', 'key', 'consumerKey', 'crowd-' || n, 'applicationId', $(uuid application), 'keyType', 'PRODUCTION', 'tokenFormat', 'JWT') as entry, null::timestamptz as expires
  from generate_series(1, $applications) n"
subscribed() { echo "jsonb_build_object('kind', 'subscription', 'id', $(uuid subscription), 'applicationId', md5('application' || (n % $applications + 1))::uuid, 'apiId', md5('api' || (n::bigint * 7919 % $apis + 1))::uuid, 'tier', 'Unlimited', 'status', 'UNBLOCKED')"; }
crowd "$subscriptions" "select n, 'subscription:' || $(uuid subscription) as key, $(subscribed) as entry, null::timestamptz as expires from generate_series(1, $subscriptions) n"
crowd "$revoked" "select n, 'revocation:' || encode(sha256(n::text::bytea), 'hex') as key, jsonb_build_object('kind', 'revocation', 'tokenHash', encode(sha256(n::text::bytea), 'hex'), 'expiresAt', now() + interval '1 day') as entry, now() + interval '1 day' as expires
  from generate_series(1, $revoked) n"
sql gatehouse "vacuum (analyze) feed_entry"

began=$(date +%s%N)
GATEHOUSE_CONTROL_PLANE_URL=$control GATEHOUSE_CONTROL_PLANE_CERTIFICATE=$work/control/tls/gatehouse.crt GATEHOUSE_NODE_TOKEN_FILE=$work/control/keys/node.token \
  ../gatehouse start --roles gateway --data "$work/gateway" --port-offset $((offset + 1)) > "$work/gateway.log" 2>&1 & started+=($!); gateway=$!
await "$gateway" "http://localhost:$port/probe/1.0.0/items/1" "$work/gateway.log"
head=$(sql gatehouse "select revision from feed_head")
echo "A gateway read $head entries in $((($(date +%s%N) - began) / 1000000)) ms; resident memory $(awk '/^VmRSS/ {printf "%.0f", $2 / 1024}' "/proc/$(tree "$gateway" | tail -n 1)/status") MB"

measure() { "$java" -cp "target/classes:target/lib/*" org.gatehouse.benchmarks.Propagation "$control" "$admin" "$probe" "$port" /probe/1.0.0/items/1 "$1" 2>&1 | sed -n 's/^INFO: //p'; }
traffic() { # traffic SECONDS: calls at a steady rate; says their median and 99th percentile
  rm -f "$work/calls.tsv"
  h2load --h1 -c 10 -t 1 --rps $((rate / 10)) -D "$1" --log-file="$work/calls.tsv" "http://127.0.0.1:$port/traffic/1.0.0/items/1" > "$work/h2load.log"
  awk -F'\t' '{print $3}' "$work/calls.tsv" | sort -n | awk '{v[NR] = $1} END {printf "%d calls, median %d us, p99 %d us\n", NR, v[int(NR / 2) + 1], v[int(NR * 0.99) + 1]}'
}
cat > "$work/change.sql" <<EOF
\set n random($subscriptions + 1, 2000000000)
begin;
update feed_head set revision = revision + 1;
insert into feed_entry (entry_key, tenant_id, revision, entry, changed_at) select 'subscription:' || $(uuid subscription), (select tenant_id from feed_entry where entry_key = 'api:$probe'), (select revision from feed_head), $(subscribed), now() from (select :n::bigint as n) made;
select pg_notify('gatehouse_feed', '');
commit;
EOF
changing() { # changing SECONDS: a hundred new subscriptions a second, committed one by one
  "$postgres/pgbench" -h 127.0.0.1 -p "$database" -U "$(as_postgres id -un)" -n -c 1 -R 100 -T "$1" -f "$work/change.sql" gatehouse > "$work/changes.log" 2>&1
}
echo "Loaded; the load of the machine is $(cut -d' ' -f1 /proc/loadavg)${waits:+; Enter begins}" >&2
[ -z "$waits" ] || read -r
measure 100 > /dev/null; traffic 10 > /dev/null
echo "Changes by REST, nothing else going on: $(measure "$changes")"
traffic "$((seconds + 10))" > /dev/null & load=$!
echo "The same beside $rate calls a second: $(measure "$changes")"
wait "$load"
before=$(sql gatehouse "select revision from feed_head"); : > "$work/windows.tsv"
for round in 1 2 3 4 5; do # in turn, since machines change their speed
  for kind in alone changes; do
    [ $kind = alone ] || { changing "$((seconds / 4 + 1))" & changer=$!; }
    result=$(traffic "$((seconds / 4))"); [ $kind = alone ] || wait "$changer"
    echo "$round, $kind: $result" >&2
    sed -n "s/.*median \([0-9]*\) us, p99 \([0-9]*\) us/$kind\t\1\t\2/p" <<< "$result" >> "$work/windows.tsv"
  done
done
after=$(sql gatehouse "select revision from feed_head")
column() { awk -v kind="$1" -v column="$2" '$1 == kind {print $column}' "$work/windows.tsv" | sort -n | sed -n 3p; }
echo "Traffic, medians of five windows: alone median $(column alone 2) us, p99 $(column alone 3) us; beside $(((after - before) / (5 * (seconds / 4 + 1)))) changes a second median $(column changes 2) us, p99 $(column changes 3) us"
