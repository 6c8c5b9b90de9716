#!/bin/sh
# Copyright 2026 The OnRecord authors
# SPDX-License-Identifier: Apache-2.0
#
# bench/virtuoso.sh NEWS.nq NEWS.nt STORE QUERY.rq...: the queries by Virtuoso (Debian: virtuoso-opensource-7-bin), printed as
# bench/query prints them. The graph is loaded into the folder STORE the first time: the named graphs, and each triple
# once in a graph of its own. The server listens on this machine only, and is shut down behind the queries.
set -e
here=$(cd "$(dirname "$0")" && pwd)
quads=$(realpath "$1") triples=$(realpath "$2") store=$3 python=${PYTHON:-python3} port=${PORT:-11119} web=${WEB:-18890}
shift 3
[ -d "$store" ] || new=yes
mkdir -p "$store"
store=$(realpath "$store")
cat > "$store/virtuoso.ini" << INI
[Database]
DatabaseFile = $store/virtuoso.db
ErrorLogFile = $store/virtuoso.log
LockFile = $store/virtuoso.lck
TransactionFile = $store/virtuoso.trx
xa_persistent_file = $store/virtuoso.pxa
FileExtend = 200
MaxCheckpointRemap = 2000
[TempDatabase]
DatabaseFile = $store/temporary.db
TransactionFile = $store/temporary.trx
[Parameters]
ServerPort = 127.0.0.1:$port
ServerThreads = 10
NumberOfBuffers = 100000
MaxDirtyBuffers = 75000
MaxQueryMem = 1G
ThreadsPerQuery = 1
AsyncQueueMaxThreads = 1
CheckpointInterval = 0
DirsAllowed = $(dirname "$quads"), $(dirname "$triples")
[HTTPServer]
ServerPort = 127.0.0.1:$web
ServerThreads = 4
[SPARQL]
ResultSetMaxRows = 100000000
MaxQueryCostEstimationTime = 0
MaxQueryExecutionTime = 0
INI
ask() { isql-vt "127.0.0.1:$port" dba dba "exec=$1" > "$store/asked" 2>&1; }
cd "$store"
virtuoso-t -f -c "$store/virtuoso.ini" > "$store/out" 2>&1 &
server=$!
trap 'ask "shutdown;" || kill "$server"; wait "$server" || true' EXIT
tries=0
until ask 'status();'; do
  sleep 1
  tries=$((tries + 1))
  kill -0 "$server" 2> /dev/null && [ "$tries" -lt 60 ] || { tail "$store/virtuoso.log" >&2; exit 1; }
done
if [ "$new" ]; then
  ask "ld_dir('$(dirname "$quads")', '$(basename "$quads")', 'http://news.example/none');"
  ask "ld_dir('$(dirname "$triples")', '$(basename "$triples")', 'http://news.example/all');"
  ask 'rdf_loader_run();'
  ask 'checkpoint;'
  ask 'select ll_file, ll_state, ll_error from DB.DBA.load_list;'
  cat "$store/asked" >&2
fi
cd - > /dev/null
VIRTUOSO_PID=$server "$python" "$here/engines.py" virtuoso "http://127.0.0.1:$web/sparql" "$@"
