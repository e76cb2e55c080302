#!/bin/bash
# How long a warm start takes, split by phase. See README.md. Needs a build (./gatehouse start makes one).
set -euo pipefail
cd "$(dirname "$0")/.."
runs=5 offset=7300
while getopts n:p:h option; do
  case $option in
    n) runs=$OPTARG ;; p) offset=$OPTARG ;;
    *) echo "usage: start.sh [-n RUNS] [-p PORT_OFFSET]" >&2; exit 2 ;;
  esac
done
data=$(mktemp -d /tmp/gatehouse-start.XXXXXX)
server=
stop() { [ -z "$server" ] || { kill "$server" 2> /dev/null || true; wait "$server" 2> /dev/null || true; }; server=; }
trap 'stop; rm -rf "$data"' EXIT

wall=
start() { # start NAME: starts, waits until ready, and says in $wall how many milliseconds that took; in no subshell, for stop
  local before now
  before=$(date +%s%N)
  GATEHOUSE_NO_TRAINING=true ./gatehouse start --data "$data" --port-offset "$offset" > "$data/$1.out" 2>&1 & server=$!
  for ((i = 0; i < 1200; i++)); do
    if [ "$(curl -sk -o /dev/null -m 2 -w '%{http_code}' "https://localhost:$((9443 + offset))/readyz")" = 200 ] &&
      [ "$(curl -s -o /dev/null -m 2 -w '%{http_code}' "http://localhost:$((8280 + offset))/readyz")" = 200 ]; then break; fi
    kill -0 "$server" 2> /dev/null || { cat "$data/$1.out" >&2; exit 1; }
    sleep 0.1
  done
  now=$(date +%s%N)
  for ((i = 0; i < 50; i++)); do grep -q 'START phase=ready' "$data"/logs/gatehouse.log 2> /dev/null && break; sleep 0.1; done
  wall=$(((now - before) / 1000000))
}
start first
echo "first start (empty data directory): $wall ms"
stop
./gatehouse train > "$data/train.out" 2>&1 || cat "$data/train.out" >&2
printf '| run | until ready, seen from outside |'; echo ' phases, ms (some run beside each other) |'
echo '| --- | --- | --- |'
for ((run = 1; run <= runs; run++)); do
  : > "$data/logs/gatehouse.log"
  start "warm-$run"
  echo "| $run | $wall ms | $(sed -n 's/.*START phase=\([a-z-]*\) ms=\([0-9]*\).*/\1 \2/p' "$data/logs/gatehouse.log" | paste -sd, | sed 's/,/, /g') |"
  stop
done
