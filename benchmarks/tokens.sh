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
work=$PWD/target/tokens-bench database=$((5432 + offset)) started=()
. ./key-manager.bash
rm -rf "$work"; mkdir -p "$work"
trap stop EXIT
start_postgres gatehouse keycloak

echo "Starting both …" >&2
key_manager=https://127.0.0.1:$((9443 + offset)) theirs=$((8080 + offset))
start_gatehouse gatehouse "$offset"; gatehouse_pid=$!
[ -d "target/keycloak-$keycloak" ] || { mvn -B -ntp -q dependency:copy -Dartifact="org.keycloak:keycloak-quarkus-dist:$keycloak:tar.gz" -DoutputDirectory="$work" > "$work/keycloak-copy.log" 2>&1 || { cat "$work/keycloak-copy.log" >&2; exit 1; }
  tar xzf "$work"/keycloak-quarkus-dist-*.tar.gz -C target; }
kc=target/keycloak-$keycloak; mkdir -p "$kc/data/import"; cp tokens-realm.json "$kc/data/import/bench-realm.json"
export KC_DB=postgres KC_DB_URL=jdbc:postgresql://127.0.0.1:$database/keycloak KC_DB_USERNAME=keycloak KC_DB_PASSWORD=keycloak KC_BOOTSTRAP_ADMIN_USERNAME=admin KC_BOOTSTRAP_ADMIN_PASSWORD=admin \
  JAVA_OPTS_KC_HEAP="-Xms512m -Xmx1024m" JAVA_OPTS_APPEND=-XX:ActiveProcessorCount=1
"$kc/bin/kc.sh" build > "$work/keycloak-build.log" 2>&1 || { tail -n 5 "$work/keycloak-build.log" >&2; exit 1; }
"$kc/bin/kc.sh" start --optimized --import-realm --http-enabled=true --hostname-strict=false --http-host=127.0.0.1 --http-port="$theirs" --cache=local > "$work/keycloak.log" 2>&1 & started+=($!); keycloak_pid=$!
await "$gatehouse_pid" "$key_manager/readyz" "$work/gatehouse.log"; await "$keycloak_pid" "http://127.0.0.1:$theirs/realms/bench" "$work/keycloak.log"

curl -sk -o /dev/null -f -u admin:admin -H 'Content-Type: application/scim+json' -d '{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"alice","password":"correct horse battery"}' "$key_manager/scim2/Users"
basic=$(register "$key_manager")
admin_token() { curl -sk -H "Authorization: Basic $basic" -d 'grant_type=password&username=admin&password=admin&scope=apim:admin' "$key_manager/oauth2/token" | field access_token; }
sign_with() { curl -sk -o /dev/null -f -H "Authorization: Bearer $(admin_token)" -H 'Content-Type: application/json' -d "{\"algorithm\":\"$1\"}" "$key_manager/api/am/admin/v4/signing-keys" || { echo "tokens.sh: no key for $1" >&2; exit 1; }; }

# Sets what a candidate's windows need. Whoever is not measured stands still, so that it takes nothing from the core of the other.
turn() {
  form='grant_type=client_credentials' many=$connections length=$seconds
  case $1 in *password) form='grant_type=password&username=alice&password=correct+horse+battery' many=2 length=$((seconds * 2)) ;; esac
  case $1 in
    keycloak*) pid=$keycloak_pid url=http://127.0.0.1:$theirs/realms/bench/protocol/openid-connect/token client=$(printf 'bench:bench-secret' | base64) ;;
    *) pid=$gatehouse_pid url=$key_manager/oauth2/token client=$basic ;;
  esac
  kill -STOP $(tree "$gatehouse_pid") $(tree "$keycloak_pid"); kill -CONT $(tree "$pid")
}
candidates=(gatehouse-rs256 keycloak gatehouse-es256 gatehouse-password keycloak-password)
echo "Warming up for $warmup s each …" >&2
for name in gatehouse-rs256 keycloak; do turn "$name"; post "$url" "$client" "$form" "$warmup" "$many" > /dev/null; done
for name in gatehouse-password keycloak-password; do turn "$name"; post "$url" "$client" "$form" 15 "$many" > /dev/null; done
for pid in $(tree "$gatehouse_pid") $(tree "$keycloak_pid"); do taskset -acp 0 "$pid" > /dev/null; done
rows=$work/windows.tsv; : > "$rows"
for ((round = 1; round <= rounds; round++)); do
  for name in "${candidates[@]}"; do
    turn "$name"
    case $name in gatehouse-es256) sign_with ES256 ;; gatehouse*) sign_with RS256 ;; esac
    window "$name" "$round" "$pid" "$url" "$client" "$form" "$length" "$many"
  done
done

echo "$rounds rounds of $seconds s in turn, $connections connections, candidate on core 0; Keycloak $keycloak; $("$java" -version 2>&1 | head -n 1)"
echo
echo "| candidate | CPU us/token, median | best | PostgreSQL, CPU us/token | tokens/s of one core | p50 us | p99 us | not 200 |"
echo "| --- | --- | --- | --- | --- | --- | --- | --- |"
for name in "${candidates[@]}"; do
  printf '| %s | %.0f | %.0f | %.0f | %.0f | %.0f | %.0f | %.0f |\n' "$name" "$(median "$name")" "$(best "$name")" "$(median "$name" 4)" "$(median "$name" 5)" "$(median "$name" 6)" "$(median "$name" 7)" \
    "$(awk -F'\t' -v n="$name" '$1 == n {s += $8} END {print s}' "$rows")"
done
echo
for word in median best; do
  awk -v word="$word" -v kc="$($word keycloak)" -v rs="$($word gatehouse-rs256)" -v es="$($word gatehouse-es256)" -v kp="$($word keycloak-password)" -v gp="$($word gatehouse-password)" \
    'BEGIN {printf "tokens per CPU second, gatehouse / keycloak, %ss: client_credentials RS256 %.2f, ES256 %.2f; password %.2f; RS256 token / password token %.3f\n", word, kc / rs, kc / es, kp / gp, rs / gp}'
done
