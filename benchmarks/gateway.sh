#!/bin/bash
# CPU per request of our gateway beside HAProxy that makes the same checks. See README.md. Needs wrk, haproxy, taskset, a JDK 25 and a build.
set -euo pipefail
cd "$(dirname "$0")"
rounds=5 seconds=5 warmup=30 connections=64 base_port=17200
while getopts r:s:w:c:p:h option; do
  case $option in
    r) rounds=$OPTARG ;; s) seconds=$OPTARG ;; w) warmup=$OPTARG ;; c) connections=$OPTARG ;; p) base_port=$OPTARG ;;
    *) echo "usage: gateway.sh [-r ROUNDS] [-s SECONDS_OF_A_WINDOW] [-w SECONDS_OF_WARM_UP] [-c CONNECTIONS] [-p FIRST_OF_THREE_PORTS]" >&2; exit 2 ;;
  esac
done
for tool in wrk haproxy taskset curl; do
  command -v $tool > /dev/null || { echo "gateway.sh: $tool is missing (apt-get install wrk haproxy util-linux curl)" >&2; exit 1; }
done
[ "$(nproc)" -ge 2 ] || { echo "gateway.sh: needs two cores, one for the candidate, one for load and backend" >&2; exit 1; }
java=${JAVA_HOME:+$JAVA_HOME/bin/java}
for candidate in /usr/lib/jvm/*25*/bin/java; do [ -x "${java:-}" ] || java=$candidate; done
ls target/classes/org/gatehouse/benchmarks/GatewayAlone.class target/lib/*.jar > /dev/null 2>&1 ||
  { echo "gateway.sh: not built: run mvn -Dquick -pl benchmarks -am package -DskipTests" >&2; exit 1; }

work=$PWD/target/gateway-bench fixture=$PWD/target/gateway-bench/fixture class_path=target/classes:target/lib/*
path=/api7/v1/items/42 backend=$base_port gatehouse=$((base_port + 1)) haproxy=$((base_port + 2))
started=()
stop() { local pid; for pid in "${started[@]}"; do kill "$pid" 2> /dev/null || true; done; wait 2> /dev/null || true; }
trap stop EXIT

rm -rf "$work"; mkdir -p "$fixture"
"$java" -cp "$class_path" org.gatehouse.benchmarks.Fixture "$fixture"
head -c 1000 /dev/zero | tr '\0' x | sed 's/^/{"text":"/; s/$/"}/' > "$fixture/answer.json"
fill() { sed "s#@PORT@#$2#; s#@BACKEND@#$backend#; s#@FIXTURE@#$fixture#g" "$1" > "$work/$1"; echo "$work/$1"; }

taskset -c 1 haproxy -db -f "$(fill backend.cfg "$backend")" > "$work/backend.log" 2>&1 & started+=($!)
taskset -c 0 haproxy -db -f "$(fill haproxy.cfg "$haproxy")" > "$work/haproxy.log" 2>&1 & started+=($!); haproxy_pid=$!
"$java" -XX:ActiveProcessorCount=1 -XX:+UseSerialGC -Xms256m -Xmx256m --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
  -Dbenchmarks.access-log="$work/access.log" -cp "$class_path" org.gatehouse.benchmarks.GatewayAlone "$fixture" "$gatehouse" "http://127.0.0.1:$backend" > "$work/gatehouse.log" 2>&1 & started+=($!); gatehouse_pid=$!
declare -A port=([gatehouse]=$gatehouse [haproxy]=$haproxy) pid=([gatehouse]=$gatehouse_pid [haproxy]=$haproxy_pid)

status() { curl -s -o /dev/null -m 5 -w '%{http_code}' ${2:+-H "Authorization: Bearer $2"} "http://127.0.0.1:$1$path" || true; }
token=$(head -n 1 "$fixture/tokens.txt")
for name in haproxy gatehouse; do
  for ((i = 0; i < 100; i++)); do [ "$(status "${port[$name]}" "$token")" = 200 ] && break; sleep 0.2; done
  [ "$i" -lt 100 ] || { echo "gateway.sh: $name does not answer 200; see $work/$name.log" >&2; exit 1; }
  while read -r want refused; do
    got=$(status "${port[$name]}" "$refused")
    [ "$got" = "$want" ] || { echo "gateway.sh: $name answers $got instead of $want to a bad token: not the same work" >&2; exit 1; }
  done < "$fixture/refused.txt"
done

cpu() { local s; s=$(cat "/proc/$1/stat"); s=${s##*) }; set -- $s; echo $(((${12} + ${13}) * 10000)); }
load() { LOAD_TOKENS=$fixture/tokens.txt LOAD_PATH=$path taskset -c 1 wrk -t 1 -c "$connections" -d "${2}s" --latency -s load.lua "http://127.0.0.1:$1" | sed -n 's/^RESULT //p'; }
echo "Warming up for $warmup s …" >&2
load "$gatehouse" "$warmup" > /dev/null
load "$haproxy" 2 > /dev/null
taskset -acp 0 "$gatehouse_pid" > /dev/null
rows=$work/windows.tsv; : > "$rows"
order=(gatehouse haproxy)
for ((round = 1; round <= rounds; round++)); do
  for name in "${order[@]}"; do
    before=$(cpu "${pid[$name]}"); result=$(load "${port[$name]}" "$seconds"); after=$(cpu "${pid[$name]}")
    eval "${result// /;}"
    printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$name" "$round" "$(awk "BEGIN{print ($after - $before) / $requests}")" "$(awk "BEGIN{print $requests / $took}")" "$p50" "$p99" "$((refused + broken))" | tee -a "$rows" >&2
  done
  order=("${order[1]}" "${order[0]}")
done
median() { awk -F'\t' -v name="$1" -v column="$2" '$1 == name {print $column}' "$rows" | sort -g | awk '{v[NR] = $1} END {print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2}'; }
best() { awk -F'\t' -v name="$1" '$1 == name {print $3}' "$rows" | sort -g | head -n 1; }
echo "$rounds rounds of $seconds s in turn, $connections connections, candidate on core 0; $(haproxy -v | head -n 1 | cut -d' ' -f1-3); $("$java" -version 2>&1 | head -n 1)"
echo
echo "| candidate | CPU us/request, median | best | requests/s of one core | p50 us | p99 us | not 200 |"
echo "| --- | --- | --- | --- | --- | --- | --- |"
for name in gatehouse haproxy; do
  printf '| %s | %.1f | %.1f | %.0f | %.0f | %.0f | %.0f |\n' "$name" "$(median $name 3)" "$(best $name)" "$(median $name 4)" "$(median $name 5)" "$(median $name 6)" "$(awk -F'\t' -v n=$name '$1 == n {s += $7} END {print s}' "$rows")"
done
echo
awk "BEGIN{printf \"gatehouse / haproxy, CPU per request: %.2f (medians), %.2f (bests)\n\", $(median gatehouse 3) / $(median haproxy 3), $(best gatehouse) / $(best haproxy)}"
