#!/bin/bash
# What counting together over Redis or Valkey adds to a call. See README.md. Needs wrk, haproxy, taskset, redis-server or valkey-server, a JDK 25 and a build.
set -euo pipefail
cd "$(dirname "$0")"
rounds=5 seconds=5 warmup=30 connections=8 base_port=17220 waits=
while getopts r:s:w:c:p:eh option; do
  case $option in
    r) rounds=$OPTARG ;; s) seconds=$OPTARG ;; w) warmup=$OPTARG ;; c) connections=$OPTARG ;; p) base_port=$OPTARG ;; e) waits=yes ;;
    *) echo "usage: gateway-counters.sh [-r ROUNDS] [-s SECONDS_OF_A_WINDOW] [-w SECONDS_OF_WARM_UP] [-c CONNECTIONS] [-p FIRST_OF_FIVE_PORTS] [-e]; -e waits for Enter before it measures" >&2; exit 2 ;;
  esac
done
for tool in wrk haproxy taskset curl; do
  command -v $tool > /dev/null || { echo "gateway-counters.sh: $tool is missing (apt-get install wrk haproxy util-linux curl)" >&2; exit 1; }
done
store=$(command -v valkey-server || command -v redis-server) || { echo "gateway-counters.sh: neither valkey-server nor redis-server is there (apt-get install redis-server)" >&2; exit 1; }
java=${JAVA_HOME:+$JAVA_HOME/bin/java}
for candidate in /usr/lib/jvm/*25*/bin/java; do [ -x "${java:-}" ] || java=$candidate; done
work=$PWD/target/gateway-counters class_path=target/classes:target/lib/* path=/api7/v1/items/42 counters=redis://127.0.0.1:$((base_port + 4))/0
names=(local fast exact)
declare -A mode=([local]= [fast]="$counters FAST" [exact]="$counters EXACT") port=() pid=()
started=()
stop() { local one; for one in "${started[@]}"; do kill "$one" 2> /dev/null || true; done; wait 2> /dev/null || true; }
trap stop EXIT
rm -rf "$work"; mkdir -p "$work"
"$java" -cp "$class_path" org.gatehouse.benchmarks.Fixture "$work/fixture"
head -c 1000 /dev/zero | tr '\0' x | sed 's/^/{"text":"/; s/$/"}/' > "$work/answer.json"
sed "s#@PORT@#$base_port#; s#@FIXTURE@#$work#g" backend.cfg > "$work/backend.cfg"
taskset -c 1 haproxy -db -f "$work/backend.cfg" > "$work/backend.log" 2>&1 & started+=($!)
taskset -c 1 "$store" --port $((base_port + 4)) --bind 127.0.0.1 --save '' --appendonly no > "$work/store.log" 2>&1 & started+=($!)
token=$(head -n 1 "$work/fixture/tokens.txt")
for i in "${!names[@]}"; do
  name=${names[i]} port[$name]=$((base_port + 1 + i))
  "$java" -XX:ActiveProcessorCount=1 -XX:+UseSerialGC -Xms256m -Xmx256m --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -Dbenchmarks.access-log="$work/$name.access.log" ${mode[$name]:+"-Dbenchmarks.counters=${mode[$name]}"} \
    -cp "$class_path" org.gatehouse.benchmarks.GatewayAlone "$work/fixture" "${port[$name]}" "http://127.0.0.1:$base_port" > "$work/$name.log" 2>&1 & started+=($!); pid[$name]=$!
done
for name in "${names[@]}"; do
  for ((i = 0; i < 300; i++)); do [ "$(curl -s -o /dev/null -m 5 -w '%{http_code}' -H "Authorization: Bearer $token" "http://127.0.0.1:${port[$name]}$path" || true)" = 200 ] && break; sleep 0.2; done
  [ "$i" -lt 300 ] || { echo "gateway-counters.sh: $name does not answer 200; see $work/$name.log" >&2; exit 1; }
done
cpu() { local s; s=$(cat "/proc/$1/stat"); s=${s##*) }; set -- $s; echo $(((${12} + ${13}) * 10000)); }
load() { LOAD_TOKENS=$work/fixture/tokens.txt LOAD_PATH=$path taskset -c 1 wrk -t 1 -c "$connections" -d "${2}s" --latency -s load.lua "http://127.0.0.1:${port[$1]}" | sed -n 's/^RESULT //p'; }
echo "Warming each up for $warmup s …" >&2
for name in "${names[@]}"; do load "$name" "$warmup" > /dev/null; taskset -acp 0 "${pid[$name]}" > /dev/null; done
echo "Warm; the load of the machine is $(cut -d' ' -f1 /proc/loadavg)${waits:+; Enter begins}" >&2
[ -z "$waits" ] || read -r
rows=$work/windows.tsv; : > "$rows"
for ((round = 1; round <= rounds; round++)); do
  for name in "${names[@]}"; do
    load "$name" 1 > /dev/null
    before=$(cpu "${pid[$name]}"); result=$(load "$name" "$seconds"); after=$(cpu "${pid[$name]}")
    eval "${result// /;}"
    printf '%s\t%s\t%s\t%s\t%s\t%s\n' "$name" "$round" "$(awk "BEGIN{print ($after - $before) / $requests}")" "$p50" "$p99" "$((refused + broken))" | tee -a "$rows" >&2
  done
  names=("${names[@]:1}" "${names[0]}")
done
median() { awk -F'\t' -v name="$1" -v column="$2" '$1 == name {print $column}' "$rows" | sort -g | awk '{v[NR] = $1} END {print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2}'; }
echo "$rounds rounds of $seconds s in turn, $connections connections, three levels of limits, counters in $("$store" --version | cut -d' ' -f1-3)"
for name in fast exact; do
  awk "BEGIN{printf \"$name: CPU per request %.2f of local; adds %d us to the median, %d us to the 99th percentile (local: %d and %d us)\n\", $(median $name 3) / $(median local 3), $(median $name 4) - $(median local 4), $(median $name 5) - $(median local 5), $(median local 4), $(median local 5)}"
done
echo "not 200: $(awk -F'\t' '{s += $6} END {print s}' "$rows")"
