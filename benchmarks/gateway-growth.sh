#!/bin/bash
# Whether a call costs more beside very many APIs, subscriptions or tokens. See README.md. Needs wrk, haproxy, taskset, a JDK 25 and a build.
set -euo pipefail
cd "$(dirname "$0")"
rounds=5 seconds=5 warmup=30 apis=10000 subscriptions=1000000 tokens=100000 base_port=17210 waits=
while getopts r:s:w:a:n:t:p:eh option; do
  case $option in
    r) rounds=$OPTARG ;; s) seconds=$OPTARG ;; w) warmup=$OPTARG ;; a) apis=$OPTARG ;; n) subscriptions=$OPTARG ;; t) tokens=$OPTARG ;; p) base_port=$OPTARG ;; e) waits=yes ;;
    *) echo "usage: gateway-growth.sh [-r ROUNDS] [-s SECONDS_OF_A_WINDOW] [-w SECONDS_OF_WARM_UP] [-a APIS] [-n SUBSCRIPTIONS] [-t TOKENS] [-p FIRST_OF_FOUR_PORTS] [-e]; -e waits for Enter before it measures" >&2; exit 2 ;;
  esac
done
for tool in wrk haproxy taskset curl; do
  command -v $tool > /dev/null || { echo "gateway-growth.sh: $tool is missing (apt-get install wrk haproxy util-linux curl)" >&2; exit 1; }
done
java=${JAVA_HOME:+$JAVA_HOME/bin/java}
for candidate in /usr/lib/jvm/*25*/bin/java; do [ -x "${java:-}" ] || java=$candidate; done
work=$PWD/target/gateway-growth many=$PWD/target/gateway-growth-$tokens class_path=target/classes:target/lib/* path=/api7/v1/items/42
names=(few crowd tokens)
declare -A fixture=([few]=$work/few [crowd]=$work/few [tokens]=$many) more=([few]= [crowd]="$apis $subscriptions" [tokens]=) port=() pid=()
started=()
stop() { local one; for one in "${started[@]}"; do kill "$one" 2> /dev/null || true; done; wait 2> /dev/null || true; }
trap stop EXIT
rm -rf "$work"; mkdir -p "$work"
"$java" -cp "$class_path" org.gatehouse.benchmarks.Fixture "$work/few"
# They hold for a week.
if [ -z "$(find "$many/tokens.txt" -mtime -6 2> /dev/null)" ]; then
  echo "Signing $tokens tokens …" >&2
  "$java" -cp "$class_path" org.gatehouse.benchmarks.Fixture "$many" "$tokens"
fi
head -c 1000 /dev/zero | tr '\0' x | sed 's/^/{"text":"/; s/$/"}/' > "$work/answer.json"
sed "s#@PORT@#$base_port#; s#@FIXTURE@#$work#g" backend.cfg > "$work/backend.cfg"
taskset -c 1 haproxy -db -f "$work/backend.cfg" > "$work/backend.log" 2>&1 & started+=($!)
for i in "${!names[@]}"; do
  name=${names[i]} port[$name]=$((base_port + 1 + i))
  "$java" -XX:ActiveProcessorCount=1 -XX:+UseSerialGC -Xms1g -Xmx1g -Xmn128m --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -Dbenchmarks.access-log="$work/$name.access.log" \
    -cp "$class_path" org.gatehouse.benchmarks.GatewayAlone "${fixture[$name]}" "${port[$name]}" "http://127.0.0.1:$base_port" ${more[$name]} > "$work/$name.log" 2>&1 & started+=($!); pid[$name]=$!
done
for name in "${names[@]}"; do
  token=$(head -n 1 "${fixture[$name]}/tokens.txt")
  for ((i = 0; i < 1200; i++)); do [ "$(curl -s -o /dev/null -m 5 -w '%{http_code}' -H "Authorization: Bearer $token" "http://127.0.0.1:${port[$name]}$path" || true)" = 200 ] && break; sleep 0.2; done
  [ "$i" -lt 1200 ] || { echo "gateway-growth.sh: $name does not answer 200; see $work/$name.log" >&2; exit 1; }
done
cpu() { local s; s=$(cat "/proc/$1/stat"); s=${s##*) }; set -- $s; echo $(((${12} + ${13}) * 10000)); }
load() { LOAD_TOKENS=${fixture[$1]}/tokens.txt LOAD_PATH=$path taskset -c 1 wrk -t 1 -c 64 -d "${2}s" --latency -s load.lua "http://127.0.0.1:${port[$1]}" | sed -n 's/^RESULT //p'; }
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
    printf '%s\t%s\t%s\t%s\n' "$name" "$round" "$(awk "BEGIN{print ($after - $before) / $requests}")" "$((refused + broken))" | tee -a "$rows" >&2
  done
  names=("${names[@]:1}" "${names[0]}")
done
median() { awk -F'\t' -v name="$1" '$1 == name {print $3}' "$rows" | sort -g | awk '{v[NR] = $1} END {print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2}'; }
best() { awk -F'\t' -v name="$1" '$1 == name {print $3}' "$rows" | sort -g | head -n 1; }
echo "$rounds rounds of $seconds s in turn; few: 100 APIs, 4,000 subscriptions, 200 tokens; crowd: $apis APIs and $subscriptions subscriptions more; tokens: $tokens tokens in turn"
awk "BEGIN{printf \"CPU per request, crowd / few: %.2f (medians), %.2f (bests); tokens / few: %.2f (medians), %.2f (bests)\n\", $(median crowd) / $(median few), $(best crowd) / $(best few), $(median tokens) / $(median few), $(best tokens) / $(best few)}"
echo "not 200: $(awk -F'\t' '{s += $4} END {print s}' "$rows")"
