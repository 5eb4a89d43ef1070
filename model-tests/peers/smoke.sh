#!/usr/bin/env bash
# One session between two of the peers here, each in its driver: smoke.sh CLIENT SERVER, each one of node, python, java and c (after make).
# Prints every event; fails where an expected one does not come.
set -euo pipefail
cd "$(dirname "$0")"

driver() { # language role
  case $1 in
    node) exec node "node/$2-driver.mjs" ;;
    python) exec python3 "python/$2_driver.py" ;;
    c) exec "c/build/$2_driver" ;;
    java) exec ../../handfast driver "$2" ;;
    *) echo "no peer in $1" >&2; exit 2 ;;
  esac
}

directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT
coproc CLIENT { driver "${1:-node}" client; }
client_out=${CLIENT[0]} client_in=${CLIENT[1]}
{ coproc SERVER { driver "${2:-python}" server; } } 2>/dev/null # bash warns of a second one
server_out=${SERVER[0]} server_in=${SERVER[1]}

client() { echo "$1" >&"$client_in"; }
server() { echo "$1" >&"$server_in"; }
expect() { # who descriptor pattern
  local line
  while IFS= read -r -t 10 line <&"$2"; do
    echo "$1: $line"
    [[ $line =~ $3 ]] && return
  done
  echo "$1 did not say $3" >&2
  exit 1
}

settings='"handshakeTimeoutMs":10000,"queueMessages":1024,"pingIntervalMs":30000,"silenceLimitMs":60000,"earlyLineLimit":262144,"lineLimit":8388608'
client '{"do":"connect","socket":"'"$directory/s"'","childId":"w-1","worktree":"/tmp","branch":"b","task":"t","whenFull":"fail",'"$settings}"
client '{"do":"send","tag":"early","message":{"type":"log","level":"text","content":"nobody listens yet"}}'
client '{"do":"request","tag":"may I","confirmation":{"toolName":"bash","input":{"command":"ls"},"isDangerous":false},"timeoutMs":10000}'
server '{"do":"listen","socket":"'"$directory/s"'","onDuplicate":"reject","verdict":"accept",'"$settings}"
expect server "$server_out" '"joined"'
expect server "$server_out" 'nobody listens yet'
expect server "$server_out" '"asked".*"id":"([^"]*)","type":"permission_request"'
server '{"do":"reply","tag":"yes","childId":"w-1","requestId":"'"${BASH_REMATCH[1]}"'","result":"approve"}'
expect client "$client_out" '"response".*"approve"'
client '{"do":"send","tag":"late","message":{"type":"status_update","status":"complete"}}'
client '{"do":"close","deadlineMs":10000}'
expect server "$server_out" '"status":"complete"'
expect server "$server_out" '"left"'
expect client "$client_out" '"closed".*"ClosedLocally"'
server '{"do":"stop","deadlineMs":10000}'
expect server "$server_out" '"stopped"'
