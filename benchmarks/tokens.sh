#!/bin/bash
# CPU per token of our key manager beside Keycloak's, on one PostgreSQL. See README.md. Needs wrk, curl, taskset, Debian's postgresql, a JDK 25, Maven and a build.
set -euo pipefail
cd "$(dirname "$0")"
rounds=5 seconds=5 warmup=120 connections=16 offset=7500 keycloak=26.7.3
while getopts r:s:w:c:p:k:h option; do
  case $option in
    r) rounds=$OPTARG ;; s) seconds=$OPTARG ;; w) warmup=$OPTARG ;; c) connections=$OPTARG ;; p) offset=$OPTARG ;; k) keycloak=$OPTARG ;;
    *) echo "usage: tokens.sh [-r ROUNDS] [-s SECONDS_OF_A_WINDOW] [-w SECONDS_OF_WARM_UP] [-c CONNECTIONS] [-p PORT_OFFSET] [-k KEYCLOAK_VERSION]" >&2; exit 2 ;;
  esac
done
postgres=$(ls -d /usr/lib/postgresql/*/bin 2> /dev/null | sort -V | tail -n 1)
for tool in wrk taskset curl mvn "$postgres/initdb"; do
  command -v "$tool" > /dev/null || { echo "tokens.sh: $tool is missing (apt-get install wrk curl util-linux maven postgresql)" >&2; exit 1; }
done
[ "$(nproc)" -ge 2 ] || { echo "tokens.sh: needs two cores, one for the candidate, one for load and database" >&2; exit 1; }
java=${JAVA_HOME:+$JAVA_HOME/bin/java}
for candidate in /usr/lib/jvm/*25*/bin/java; do [ -x "${java:-}" ] || java=$candidate; done
JAVA_HOME=$(cd "$(dirname "$java")/.." && pwd); export JAVA_HOME

work=$PWD/target/tokens-bench database=$((5432 + offset)) ours=$((9443 + offset)) theirs=$((8080 + offset))
rm -rf "$work"; mkdir -p "$work"
started=()
tree() { local child; for child in $(pgrep -P "$1"); do tree "$child"; done; echo "$1"; }
as_postgres() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
stop() {
  local pid
  for pid in "${started[@]}"; do kill $(tree "$pid") 2> /dev/null || true; kill -CONT $(tree "$pid") 2> /dev/null || true; done
  wait 2> /dev/null || true
  as_postgres "$postgres/pg_ctl" -D "$work/pg" -m fast -w stop > /dev/null 2>&1 || true
}
trap stop EXIT

chmod 711 "$PWD" "$PWD/target" "$work"; mkdir "$work/pg"; [ "$(id -u)" != 0 ] || chown postgres "$work/pg"
as_postgres "$postgres/initdb" -D "$work/pg" -A trust -E UTF8 --locale=C > "$work/initdb.log"
as_postgres "$postgres/pg_ctl" -D "$work/pg" -l "$work/pg/log" -o "-p $database -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c shared_buffers=256MB" -w start > /dev/null
postmaster=$(head -n 1 "$work/pg/postmaster.pid"); taskset -apc 1 "$postmaster" > /dev/null
sql() { "$postgres/psql" -h 127.0.0.1 -p "$database" -U "$(as_postgres id -un)" -qAt postgres -c "$1"; }
for name in gatehouse keycloak; do sql "create role $name login password '$name'"; sql "create database $name owner $name"; done

echo "Starting both …" >&2
GATEHOUSE_DB_URL=jdbc:postgresql://127.0.0.1:$database/gatehouse GATEHOUSE_DB_USER=gatehouse GATEHOUSE_DB_PASSWORD=gatehouse GATEHOUSE_NO_TRAINING=true \
  GATEHOUSE_JAVA_OPTS="-XX:ActiveProcessorCount=1 -Xms512m -Xmx512m" ../gatehouse start --data "$work/data" --port-offset "$offset" --no-sample > "$work/gatehouse.log" 2>&1 & started+=($!); gatehouse_pid=$!
[ -d "target/keycloak-$keycloak" ] || { mvn -B -ntp -q dependency:copy -Dartifact="org.keycloak:keycloak-quarkus-dist:$keycloak:tar.gz" -DoutputDirectory="$work" > "$work/keycloak-copy.log" 2>&1 || { cat "$work/keycloak-copy.log" >&2; exit 1; }
  tar xzf "$work"/keycloak-quarkus-dist-*.tar.gz -C target; }
kc=target/keycloak-$keycloak; mkdir -p "$kc/data/import"; cp tokens-realm.json "$kc/data/import/bench-realm.json"
export KC_DB=postgres KC_DB_URL=jdbc:postgresql://127.0.0.1:$database/keycloak KC_DB_USERNAME=keycloak KC_DB_PASSWORD=keycloak KC_BOOTSTRAP_ADMIN_USERNAME=admin KC_BOOTSTRAP_ADMIN_PASSWORD=admin \
  JAVA_OPTS_KC_HEAP="-Xms512m -Xmx1024m" JAVA_OPTS_APPEND=-XX:ActiveProcessorCount=1
"$kc/bin/kc.sh" build > "$work/keycloak-build.log" 2>&1 || { tail -n 5 "$work/keycloak-build.log" >&2; exit 1; }
"$kc/bin/kc.sh" start --optimized --import-realm --http-enabled=true --hostname-strict=false --http-host=127.0.0.1 --http-port="$theirs" --cache=local > "$work/keycloak.log" 2>&1 & started+=($!); keycloak_pid=$!
await() { # await PID URL LOG
  while kill -0 "$1" 2> /dev/null; do [ "$(curl -sk -o /dev/null -m 2 -w '%{http_code}' "$2")" = 200 ] && return; sleep 0.5; done
  echo "tokens.sh: nothing answers at $2:" >&2; tail -n 5 "$3" >&2; exit 1
}
await "$gatehouse_pid" "https://127.0.0.1:$ours/readyz" "$work/gatehouse.log"; await "$keycloak_pid" "http://127.0.0.1:$theirs/realms/bench" "$work/keycloak.log"

key_manager=https://127.0.0.1:$ours
field() { sed -n "s/.*\"$1\" *: *\"\([^\"]*\)\".*/\1/p"; }
curl -sk -u admin:admin -H 'Content-Type: application/scim+json' -d '{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"alice","password":"correct horse battery"}' "$key_manager/scim2/Users" > "$work/alice.json"
curl -sk -u admin:admin -H 'Content-Type: application/json' -d '{"clientName":"bench","owner":"admin","grantType":"client_credentials password","callbackUrl":"https://localhost/x","saasApp":true}' \
  "$key_manager/client-registration/v0.17/register" > "$work/client.json"
basic=$(printf '%s:%s' "$(field clientId < "$work/client.json")" "$(field clientSecret < "$work/client.json")" | base64 -w 0)
admin_token() { curl -sk -H "Authorization: Basic $basic" -d 'grant_type=password&username=admin&password=admin&scope=apim:admin' "$key_manager/oauth2/token" | field access_token; }
sign_with() { curl -sk -o /dev/null -f -H "Authorization: Bearer $(admin_token)" -H 'Content-Type: application/json' -d "{\"algorithm\":\"$1\"}" "$key_manager/api/am/admin/v4/signing-keys" || { echo "tokens.sh: no key for $1" >&2; exit 1; }; }

cpu() { local pid s t=0; for pid in $(tree "$1"); do s=$(cat "/proc/$pid/stat" 2> /dev/null) || continue; s=${s##*) }; set -- $s; t=$((t + (${12} + ${13}) * 10000)); done; echo "$t"; }
client_credentials='grant_type=client_credentials' password='grant_type=password&username=alice&password=correct+horse+battery'
load() { # load CANDIDATE SECONDS
  local url path client=$basic form=$client_credentials many=$connections
  case $1 in keycloak*) url=http://127.0.0.1:$theirs path=/realms/bench/protocol/openid-connect/token client=$(printf 'bench:bench-secret' | base64) ;; *) url=$key_manager path=/oauth2/token ;; esac
  case $1 in *password) form=$password many=2; set -- "$1" "$(($2 * 2))" ;; esac
  TOKEN_PATH=$path TOKEN_FORM=$form TOKEN_BASIC=$client taskset -c 1 wrk -t 1 -c "$many" -d "${2}s" --timeout 20s --latency -s tokens.lua "$url" | sed -n 's/^RESULT //p'
}
candidates=(gatehouse-rs256 keycloak gatehouse-es256 gatehouse-password keycloak-password)
# Whoever is not measured stands still, so that it takes nothing from the core of the other.
only() {
  case $1 in keycloak*) kill -CONT $(tree "$keycloak_pid"); kill -STOP $(tree "$gatehouse_pid") ;; *) kill -CONT $(tree "$gatehouse_pid"); kill -STOP $(tree "$keycloak_pid") ;; esac
}
echo "Warming up for $warmup s each …" >&2
for name in gatehouse-rs256 keycloak; do only "$name"; load "$name" "$warmup" > /dev/null; done
for name in gatehouse-password keycloak-password; do only "$name"; load "$name" 10 > /dev/null; done
for pid in $(tree "$gatehouse_pid") $(tree "$keycloak_pid"); do taskset -acp 0 "$pid" > /dev/null; done
rows=$work/windows.tsv; : > "$rows"
for ((round = 1; round <= rounds; round++)); do
  for name in "${candidates[@]}"; do
    only "$name"
    case $name in gatehouse-es256) sign_with ES256 ;; gatehouse*) sign_with RS256 ;; esac
    case $name in keycloak*) pid=$keycloak_pid ;; *) pid=$gatehouse_pid ;; esac
    load "$name" 2 > /dev/null
    before=$(cpu "$pid"); store=$(cpu "$postmaster"); result=$(load "$name" "$seconds"); after=$(cpu "$pid"); stored=$(cpu "$postmaster")
    eval "${result// /;}"
    printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$name" "$round" "$(awk "BEGIN{print ($after - $before) / $requests}")" "$(awk "BEGIN{print ($stored - $store) / $requests}")" \
      "$(awk "BEGIN{print $requests / $took}")" "$p50" "$p99" "$((refused + broken))" | tee -a "$rows" >&2
  done
done
best() { awk -F'\t' -v name="$1" '$1 == name {print $3}' "$rows" | sort -g | head -n 1; }
median() { awk -F'\t' -v name="$1" -v column="$2" '$1 == name {print $column}' "$rows" | sort -g | awk '{v[NR] = $1} END {print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2}'; }
echo "$rounds rounds of $seconds s in turn, $connections connections, candidate on core 0; Keycloak $keycloak; $("$java" -version 2>&1 | head -n 1)"
echo
echo "| candidate | CPU us/token, median | best | PostgreSQL, CPU us/token | tokens/s of one core | p50 us | p99 us | not 200 |"
echo "| --- | --- | --- | --- | --- | --- | --- | --- |"
for name in "${candidates[@]}"; do
  printf '| %s | %.0f | %.0f | %.0f | %.0f | %.0f | %.0f | %.0f |\n' "$name" "$(median "$name" 3)" "$(best "$name")" "$(median "$name" 4)" "$(median "$name" 5)" "$(median "$name" 6)" "$(median "$name" 7)" "$(awk -F'\t' -v n="$name" '$1 == n {s += $8} END {print s}' "$rows")"
done
echo
ratios() { # ratios WORD FUNCTION
  awk "BEGIN{printf \"tokens per CPU second, gatehouse / keycloak, $1: client_credentials RS256 %.2f, ES256 %.2f; password %.2f\n\", $($2 keycloak 3) / $($2 gatehouse-rs256 3), $($2 keycloak 3) / $($2 gatehouse-es256 3), $($2 keycloak-password 3) / $($2 gatehouse-password 3)}"
}
ratios medians median
ratios bests best
