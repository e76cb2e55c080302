# What the key manager's benchmarks share; sourced by them. They set work, offset, connections and started=() first, and call stop on exit.
java=${JAVA_HOME:+$JAVA_HOME/bin/java}
for candidate in /usr/lib/jvm/*25*/bin/java; do [ -x "${java:-}" ] || java=$candidate; done
JAVA_HOME=$(cd "$(dirname "$java")/.." && pwd); export JAVA_HOME
postgres=$(ls -d /usr/lib/postgresql/*/bin 2> /dev/null | sort -V | tail -n 1)
for tool in wrk taskset curl mvn "$postgres/initdb"; do
  command -v "$tool" > /dev/null || { echo "$0: $tool is missing (apt-get install wrk curl util-linux maven postgresql)" >&2; exit 1; }
done
[ "$(nproc)" -ge 2 ] || { echo "$0: needs two cores, one for the candidate, one for load and database" >&2; exit 1; }

tree() { local child; for child in $(pgrep -P "$1"); do tree "$child"; done; echo "$1"; }
as_postgres() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
stop() {
  local pid
  for pid in "${started[@]}"; do kill $(tree "$pid") 2> /dev/null || true; kill -CONT $(tree "$pid") 2> /dev/null || true; done
  wait 2> /dev/null || true
  as_postgres "$postgres/pg_ctl" -D "$work/pg" -m fast -w stop > /dev/null 2>&1 || true
}

start_postgres() { # start_postgres NAME...: a server with a database and a role of each name
  local name
  chmod 711 "$PWD" "$PWD/target" "$work"; mkdir "$work/pg"; [ "$(id -u)" != 0 ] || chown postgres "$work/pg"
  as_postgres "$postgres/initdb" -D "$work/pg" -A trust -E UTF8 --locale=C > "$work/initdb.log"
  as_postgres "$postgres/pg_ctl" -D "$work/pg" -l "$work/pg/log" -o "-p $database -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c shared_buffers=256MB -c max_wal_size=4GB" -w start > /dev/null
  postmaster=$(head -n 1 "$work/pg/postmaster.pid"); taskset -apc 1 "$postmaster" > /dev/null
  for name in "$@"; do sql postgres "create role $name login password '$name'"; sql postgres "create database $name owner $name"; done
}
sql() { "$postgres/psql" -h 127.0.0.1 -p "$database" -U "$(as_postgres id -un)" -qAt "$1" -c "$2"; }

start_gatehouse() { # start_gatehouse DATABASE OFFSET: in the background with one processor; its shell is $!
  GATEHOUSE_DB_URL=jdbc:postgresql://127.0.0.1:$database/$1 GATEHOUSE_DB_USER=$1 GATEHOUSE_DB_PASSWORD=$1 GATEHOUSE_NO_TRAINING=true \
    GATEHOUSE_JAVA_OPTS="-XX:ActiveProcessorCount=1 -Xms512m -Xmx512m" ../gatehouse start --data "$work/$1.data" --port-offset "$2" --no-sample > "$work/$1.log" 2>&1 & started+=($!)
}
await() { # await PID URL LOG
  while kill -0 "$1" 2> /dev/null; do [ "$(curl -sk -o /dev/null -m 2 -w '%{http_code}' "$2")" = 200 ] && return; sleep 0.5; done
  echo "$0: nothing answers at $2:" >&2; tail -n 5 "$3" >&2; exit 1
}
field() { sed -n "s/.*\"$1\" *: *\"\([^\"]*\)\".*/\1/p"; }
register() { # register KEY_MANAGER: a client of admin's, and says its name and secret in Base64
  curl -sk -u admin:admin -H 'Content-Type: application/json' -d '{"clientName":"bench","owner":"admin","grantType":"client_credentials password","callbackUrl":"https://localhost/x","saasApp":true}' \
    "$1/client-registration/v0.17/register" > "$work/client.json"
  printf '%s:%s' "$(field clientId < "$work/client.json")" "$(field clientSecret < "$work/client.json")" | base64 -w 0
}
cpu() { local pid s t=0; for pid in $(tree "$1"); do s=$(cat "/proc/$pid/stat" 2> /dev/null) || continue; s=${s##*) }; set -- $s; t=$((t + (${12} + ${13}) * 10000)); done; echo "$t"; }
post() { # post URL BASIC FORM SECONDS CONNECTIONS: says what tokens.lua does
  TOKEN_PATH=/${1#*://*/} TOKEN_FORM=$3 TOKEN_BASIC=$2 taskset -c 1 wrk -t 1 -c "$5" -d "${4}s" --timeout 20s --latency -s tokens.lua "${1%"${1#*://*/}"}" | sed -n 's/^RESULT //p'
}
best() { awk -F'\t' -v name="$1" -v column="${2:-3}" '$1 == name {print $column}' "$rows" | sort -g | head -n 1; }
median() { awk -F'\t' -v name="$1" -v column="${2:-3}" '$1 == name {print $column}' "$rows" | sort -g | awk '{v[NR] = $1} END {print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2}'; }
window() { # window NAME ROUND PID URL BASIC FORM SECONDS CONNECTIONS: measures, adds a row
  local before stored result after storing
  post "$4" "$5" "$6" 2 "$8" > /dev/null
  before=$(cpu "$3"); stored=$(cpu "$postmaster"); result=$(post "$4" "$5" "$6" "$7" "$8"); after=$(cpu "$3"); storing=$(cpu "$postmaster")
  eval "${result// /;}"
  awk -v name="$1" -v round="$2" -v n="$requests" -v own=$((after - before)) -v db=$((storing - stored)) -v took="$took" -v p50="$p50" -v p99="$p99" -v bad=$((refused + broken)) \
    'BEGIN {OFS = "\t"; m = n > 0 ? n : 1; print name, round, own / m, db / m, n / took, p50, p99, bad}' | tee -a "$rows" >&2
}
