#!/bin/bash
# CPU per request of our gateway beside peers that make the same checks. See README.md. Needs wrk, haproxy, taskset, curl, a JDK 25 and a build.
set -euo pipefail
cd "$(dirname "$0")"
rounds=5 seconds=5 warmup=30 connections=64 base_port=17200 kinds=cached signed=20000
while getopts k:r:s:w:c:n:p:h option; do
  case $option in
    k) kinds=$OPTARG ;; r) rounds=$OPTARG ;; s) seconds=$OPTARG ;; w) warmup=$OPTARG ;; c) connections=$OPTARG ;;
    n) signed=$OPTARG ;; p) base_port=$OPTARG ;;
    *) echo "usage: gateway.sh [-k KIND,…] [-r ROUNDS] [-s SECONDS_OF_A_WINDOW] [-w SECONDS_OF_WARM_UP] [-c CONNECTIONS] [-n TOKENS_TO_SIGN] [-p FIRST_OF_SEVEN_PORTS]
kinds: cached (each token verified once), opaque, first (every token seen for the first time), spring (Spring Cloud Gateway), uring (as cached, the gateway over io_uring; after cached)" >&2; exit 2 ;;
  esac
done
fail() { echo "gateway.sh: $1" >&2; exit 1; }
for tool in wrk haproxy taskset curl; do
  command -v $tool > /dev/null || fail "$tool is missing (apt-get install wrk haproxy util-linux curl)"
done
[ "$(nproc)" -ge 2 ] || fail "needs two cores, one for the candidate, one for load and backend"
java=${JAVA_HOME:+$JAVA_HOME/bin/java}
for candidate in /usr/lib/jvm/*25*/bin/java; do [ -x "${java:-}" ] || java=$candidate; done
ls target/classes/org/gatehouse/benchmarks/GatewayAlone.class target/lib/*.jar > /dev/null 2>&1 ||
  fail "not built: run mvn -Dquick -pl benchmarks -am package -DskipTests"

work=$PWD/target/gateway-bench fixture=$PWD/target/gateway-bench/fixture class_path=target/classes:target/lib/*
path=/api7/v1/items/42 backend=$base_port
declare -A port=() pid=() tokens=() refusals=() peers=()
names=() started=()
stop() { local one; for one in "${started[@]}"; do kill "$one" 2> /dev/null || true; done; wait 2> /dev/null || true; }
trap stop EXIT

# --- what the candidates agree on, and the backend
case ,$kinds, in *,first,*) ;; *) signed= ;; esac
rm -rf "$work"; mkdir -p "$fixture"
"$java" -cp "$class_path" org.gatehouse.benchmarks.Fixture "$fixture" 200 $signed
head -c 1000 /dev/zero | tr '\0' x | sed 's/^/{"text":"/; s/$/"}/' > "$fixture/answer.json"
fill() { sed "s#@PORT@#$2#; s#@BACKEND@#$backend#; s#@FIXTURE@#$fixture#g" "$1" > "$work/$1"; echo "$work/$1"; }
taskset -c 1 haproxy -db -f "$(fill backend.cfg "$backend")" > "$work/backend.log" 2>&1 & started+=($!)

# --- candidates: a name, a port, a process, the tokens that it is called with, those that it must refuse
candidate() { [ -n "${port[$1]:-}" ] || names+=("$1"); port[$1]=$2 pid[$1]=$3 tokens[$1]=$fixture/$4 refusals[$1]=$fixture/$5; }
start_gatehouse() { # port, name, what it reads, properties; with the options that ./gatehouse starts it with on a small machine
  "$java" -XX:ActiveProcessorCount=1 -XX:+UseSerialGC -XX:+UseCompactObjectHeaders -Xms256m -Xmx256m --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
    -Dbenchmarks.access-log="$work/$2-access.log" "${@:4}" -cp "$class_path" org.gatehouse.benchmarks.GatewayAlone "$fixture" "$1" "http://127.0.0.1:$backend" < "$3" > "$work/$2.log" 2>&1 & started+=($!)
}
start_haproxy() { taskset -c 0 haproxy -db -f "$(fill "$1.cfg" "$2")" > "$work/$1.log" 2>&1 & started+=($!); }
start_spring() {
  local jar=spring-cloud-gateway/target/benchmarks-spring-cloud-gateway-1.jar
  [ -e $jar ] || JAVA_HOME=$(dirname "$(dirname "$java")") mvn -B -ntp -q -f spring-cloud-gateway/pom.xml package >&2 || fail "the peer in spring-cloud-gateway/ cannot be built"
  "$java" -XX:ActiveProcessorCount=1 -Xms512m -Xmx512m --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -jar $jar \
    --fixture="$fixture" --backend="http://127.0.0.1:$backend" --server.port="$1" > "$work/spring.log" 2>&1 & started+=($!)
}
gatehouse=$((base_port + 1)); mkfifo "$work/orders"; start_gatehouse $gatehouse gatehouse "$work/orders"; gatehouse_pid=${started[-1]}; exec 3> "$work/orders"
for kind in ${kinds//,/ }; do
  case $kind in
    cached) candidate gatehouse $gatehouse "$gatehouse_pid" tokens.txt refused.txt; peers[gatehouse]+=" haproxy-cached"
      start_haproxy haproxy-cached $((base_port + 2)); candidate haproxy-cached $((base_port + 2)) "${started[-1]}" tokens.txt refused.txt ;;
    opaque) candidate gatehouse-opaque $gatehouse "$gatehouse_pid" opaque.txt opaque-refused.txt; peers[gatehouse-opaque]=" haproxy-opaque"
      start_haproxy haproxy-opaque $((base_port + 3)); candidate haproxy-opaque $((base_port + 3)) "${started[-1]}" opaque.txt opaque-refused.txt ;;
    first) candidate gatehouse-first $gatehouse "$gatehouse_pid" "tokens-$signed.txt" refused.txt; peers[gatehouse-first]=" haproxy-each"
      start_haproxy haproxy-each $((base_port + 4)); candidate haproxy-each $((base_port + 4)) "${started[-1]}" "tokens-$signed.txt" refused.txt ;;
    spring) candidate gatehouse $gatehouse "$gatehouse_pid" tokens.txt refused.txt; peers[gatehouse]+=" spring"
      start_spring $((base_port + 5)); candidate spring $((base_port + 5)) "${started[-1]}" tokens.txt refused.txt ;;
    uring) [ -n "${port[haproxy-cached]:-}" ] || fail "uring is measured beside cached (expected: cached,uring)"
      start_gatehouse $((base_port + 6)) gatehouse-uring /dev/null -Dbenchmarks.transport=IO_URING
      candidate gatehouse-uring $((base_port + 6)) "${started[-1]}" tokens.txt refused.txt; peers[gatehouse-uring]=" haproxy-cached gatehouse" ;;
    *) fail "no such kind: $kind (expected: cached, opaque, first, spring, uring)" ;;
  esac
done

# --- all of them do the whole job
status() { curl -s -o /dev/null -m 5 -w '%{http_code}' ${2:+-H "Authorization: Bearer $2"} "http://127.0.0.1:$1$path" || true; }
for name in "${names[@]}"; do
  for ((i = 0; i < 300; i++)); do [ "$(status "${port[$name]}" "$(head -n 1 "${tokens[$name]}")")" = 200 ] && break; sleep 0.2; done
  [ "$i" -lt 300 ] || fail "$name does not answer 200; see $work/*.log"
  while read -r want refused; do
    got=$(status "${port[$name]}" "$refused")
    [ "$got" = "$want" ] || fail "$name answers $got instead of $want to a bad token: not the same work"
  done < "${refusals[$name]}"
done

# --- load: gatehouse-first forgets what it has verified before each window, and gets no token twice in it
cpu() { local s; s=$(cat "/proc/$1/stat"); s=${s##*) }; set -- $s; echo $(((${12} + ${13}) * 10000)); }
load() {
  local once=no
  case $1 in gatehouse-first) echo >&3; sleep 0.3; once=yes ;; haproxy-each) once=yes ;; esac
  LOAD_ONCE=$once LOAD_TOKENS=${tokens[$1]} LOAD_PATH=$path taskset -c 1 wrk -t 1 -c "$connections" -d "${2}s" --latency -s load.lua "http://127.0.0.1:${port[$1]}" | sed -n 's/^RESULT //p'
}
for name in "${names[@]}"; do
  echo "Warming up $name …" >&2
  case $name in
    gatehouse | gatehouse-opaque | gatehouse-uring) load "$name" "$warmup" ;;
    gatehouse-first) for ((i = 0; i < 5; i++)); do load "$name" 5; done ;;
    spring) load "$name" $((warmup > 60 ? warmup : 60)) ;;
    *) load "$name" 2 ;;
  esac > /dev/null
done
for name in "${names[@]}"; do taskset -acp 0 "${pid[$name]}" > /dev/null; done
rows=$work/windows.tsv; : > "$rows"
order=("${names[@]}")
for ((round = 1; round <= rounds; round++)); do
  for name in "${order[@]}"; do
    before=$(cpu "${pid[$name]}"); result=$(load "$name" "$seconds"); after=$(cpu "${pid[$name]}")
    eval "${result// /;}"
    printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$name" "$round" "$(awk "BEGIN{print ($after - $before) / $requests}")" "$(awk "BEGIN{print $requests / $took}")" "$p50" "$p99" "$((refused + broken))" | tee -a "$rows" >&2
  done
  order=("${order[@]:1}" "${order[0]}")
done

# --- the table, and each of ours beside its peers
median() { awk -F'\t' -v name="$1" -v column="$2" '$1 == name {print $column}' "$rows" | sort -g | awk '{v[NR] = $1} END {print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2}'; }
best() { awk -F'\t' -v name="$1" '$1 == name {print $3}' "$rows" | sort -g | head -n 1; }
echo "$rounds rounds of $seconds s in turn, $connections connections, candidate on core 0; $(haproxy -v | head -n 1 | cut -d' ' -f1-3); $("$java" -version 2>&1 | head -n 1)"
echo
echo "| candidate | CPU us/request, median | best | requests/s of one core | p50 us | p99 us | not 200 |"
echo "| --- | --- | --- | --- | --- | --- | --- |"
for name in "${names[@]}"; do
  printf '| %s | %.1f | %.1f | %.0f | %.0f | %.0f | %.0f |\n' "$name" "$(median "$name" 3)" "$(best "$name")" "$(awk "BEGIN{print 1e6 / $(median "$name" 3)}")" "$(median "$name" 5)" "$(median "$name" 6)" "$(awk -F'\t' -v n="$name" '$1 == n {s += $7} END {print s}' "$rows")"
done
echo
for name in "${names[@]}"; do
  for peer in ${peers[$name]:-}; do
    awk "BEGIN{printf \"$name / $peer, CPU per request: %.2f (medians), %.2f (bests)\n\", $(median "$name" 3) / $(median "$peer" 3), $(best "$name") / $(best "$peer")}"
  done
done
