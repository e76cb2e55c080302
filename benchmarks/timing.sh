#!/bin/bash
# Whether the time of a refusal tells which clients and users there are, or how much of a secret is right. See README.md. Needs curl, a JDK 25 and a build.
set -euo pipefail
cd "$(dirname "$0")"
samples=10000 offset=7600
while getopts n:p:h option; do
  case $option in
    n) samples=$OPTARG ;; p) offset=$OPTARG ;;
    *) echo "usage: timing.sh [-n SAMPLES_OF_EACH] [-p PORT_OFFSET]" >&2; exit 2 ;;
  esac
done
java=${JAVA_HOME:+$JAVA_HOME/bin/java}
for candidate in /usr/lib/jvm/*25*/bin/java; do [ -x "${java:-}" ] || java=$candidate; done
work=$PWD/target/timing; rm -rf "$work"; mkdir -p "$work"
key_manager=https://localhost:$((9443 + offset))
GATEHOUSE_NO_TRAINING=true GATEHOUSE_PUBLIC_URL=$key_manager GATEHOUSE_INTERNAL_URL=$key_manager ../gatehouse start --data "$work/data" --port-offset "$offset" --no-sample > "$work/gatehouse.log" 2>&1 & server=$!
tree() { local child; for child in $(pgrep -P "$1"); do tree "$child"; done; echo "$1"; }
trap 'kill $(tree "$server") 2> /dev/null || true; wait 2> /dev/null || true' EXIT
for ((i = 0; i < 240; i++)); do [ "$(curl -sk -o /dev/null -m 2 -w '%{http_code}' "$key_manager/readyz")" = 200 ] && break; sleep 0.5; done
field() { sed -n "s/.*\"$1\" *: *\"\([^\"]*\)\".*/\1/p"; }
curl -sk -f -u admin:admin -H 'Content-Type: application/scim+json' -d '{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"alice","password":"correct horse battery"}' "$key_manager/scim2/Users" > "$work/alice.json"
curl -sk -f -u admin:admin -H 'Content-Type: application/json' -d '{"clientName":"timing","owner":"admin","grantType":"client_credentials password","callbackUrl":"https://localhost/x","saasApp":true}' \
  "$key_manager/client-registration/v0.17/register" > "$work/client.json"
"$java" -cp "target/classes:target/lib/*" org.gatehouse.benchmarks.Timing "$key_manager" "$(field clientId < "$work/client.json")" "$(field clientSecret < "$work/client.json")" alice "$samples" 2>&1 | sed -n 's/^INFO: //p'
