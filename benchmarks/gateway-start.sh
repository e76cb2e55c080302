#!/bin/bash
# How long a gateway of its own takes to its first authorised call, and what it then takes of memory. See README.md. Needs curl and wrk; builds what is not built.
set -euo pipefail
cd "$(dirname "$0")/.."
runs=5 offset=7700 apis=100
while getopts n:p:a:h option; do
  case $option in
    n) runs=$OPTARG ;; p) offset=$OPTARG ;; a) apis=$OPTARG ;;
    *) echo "usage: gateway-start.sh [-n RUNS] [-a APIS] [-p FIRST_OF_TWO_PORT_OFFSETS]" >&2; exit 2 ;;
  esac
done
for tool in wrk curl; do command -v $tool > /dev/null || { echo "gateway-start.sh: $tool is missing (apt-get install wrk curl)" >&2; exit 1; }; done
work=$(mktemp -d /tmp/gatehouse-gateway-start.XXXXXX) server= gateway=
end() { [ -z "$1" ] || { kill "$1" 2> /dev/null || true; wait "$1" 2> /dev/null || true; }; }
trap 'end "$gateway"; end "$server"; rm -rf "$work"' EXIT
field() { sed -n "s/.*\"$1\" *: *\"\([^\"]*\)\".*/\1/p" | head -n 1; }
control=https://localhost:$((9443 + offset)) port=$((8280 + offset + 1))

./gatehouse train > "$work/train.out" 2>&1 || cat "$work/train.out" >&2
GATEHOUSE_NO_TRAINING=true GATEHOUSE_PUBLIC_URL=$control GATEHOUSE_INTERNAL_URL=$control ./gatehouse start --data "$work/control" --port-offset "$offset" > "$work/control.out" 2>&1 & server=$!
for ((i = 0; i < 1200; i++)); do grep -q 'Stop: Ctrl-C' "$work/control.out" && break; kill -0 "$server" 2> /dev/null || { cat "$work/control.out" >&2; exit 1; }; sleep 0.1; done
eval "$(grep '^TOKEN=' "$work/control.out")"
call=$(sed -n 's#^curl .* \(https\?://localhost:[0-9]*\)\(/[^ ]*\).*#\2#p' "$work/control.out" | head -n 1)

client=$(curl -sk -u admin:admin -H 'Content-Type: application/json' -d '{"clientName":"start","owner":"admin","grantType":"password","callbackUrl":"https://localhost/x","saasApp":true}' "$control/client-registration/v0.17/register")
admin=$(curl -sk -u "$(field clientId <<< "$client"):$(field clientSecret <<< "$client")" -d 'grant_type=password&username=admin&password=admin&scope=apim:api_create apim:api_publish apim:api_manage' "$control/oauth2/token" | field access_token)
publisher=$control/api/am/publisher/v4
ask() { curl -sk -f -H "Authorization: Bearer $admin" -H 'Content-Type: application/json' "$@"; }
for ((i = 1; i < apis; i++)); do
  id=$(ask -d "{\"name\":\"Start$i\",\"context\":\"/start$i\",\"version\":\"1.0.0\",\"endpointConfig\":{\"endpoint_type\":\"http\",\"production_endpoints\":{\"url\":\"http://localhost:9/\"}},\"policies\":[\"Unlimited\"],\"operations\":[{\"target\":\"/items/*\",\"verb\":\"GET\"},{\"target\":\"/items/*\",\"verb\":\"POST\"}]}" "$publisher/apis" | sed -n 's/^{"id":"\([^"]*\)".*/\1/p')
  ask -X POST "$publisher/apis/change-lifecycle?apiId=$id&action=Publish" > /dev/null
done

answers() { curl -s -o /dev/null -m 1 -w '%{http_code}' -H "Authorization: Bearer $TOKEN" "http://localhost:$port$call"; }
memory() { awk '/^VmRSS/ {printf "%.0f", $2 / 1024}' "/proc/$gateway/status"; }
echo "$apis APIs; the call is $call; $(nproc) processors"
echo '| start | until the first authorised 200 | resident then | after 10 s of load |'
echo '| --- | --- | --- | --- |'
for ((run = 0; run <= runs; run++)); do
  before=$(date +%s%N)
  GATEHOUSE_NO_TRAINING=true GATEHOUSE_PUBLIC_URL=$control GATEHOUSE_CONTROL_PLANE_URL=$control GATEHOUSE_CONTROL_PLANE_CERTIFICATE=$work/control/tls/gatehouse.crt GATEHOUSE_NODE_TOKEN_FILE=$work/control/keys/node.token \
    ./gatehouse start --roles gateway --data "$work/gateway" --port-offset $((offset + 1)) > "$work/gateway.out" 2>&1 & gateway=$!
  until [ "$(answers)" = 200 ]; do
    kill -0 "$gateway" 2> /dev/null || { cat "$work/gateway.out" >&2; exit 1; }
    sleep 0.04 # asking without a pause would take one of two processors from what is measured
    [ $(($(date +%s%N) - before)) -lt 60000000000 ] || { echo "gateway-start.sh: the call is not answered" >&2; cat "$work/gateway.out" >&2; exit 1; }
  done
  took=$((($(date +%s%N) - before) / 1000000)) resident=$(memory)
  wrk -t 1 -c 16 -d 10s -H "Authorization: Bearer $TOKEN" "http://localhost:$port$call" > /dev/null
  echo "| $([ "$run" = 0 ] && echo 'first, no snapshot yet' || echo "$run") | $took ms | $resident MB | $(memory) MB |"
  end "$gateway"; gateway=
done
