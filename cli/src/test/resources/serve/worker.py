"""A worker in the original protocol, written from spec/PROTOCOL.md alone.

worker.py SOCKET CHILD_ID: joins, reports, asks whether it may run a tool, obeys, and ends.
"""
import json, socket, sys, time

path, child = sys.argv[1:3]
link = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
link.connect(path)
lines = link.makefile("r", encoding="utf-8", newline="\n")
sent = 0


def send(kind, **fields):
    global sent
    sent += 1
    frame = {"id": f"{child}-{sent}", "type": kind, "timestamp": int(time.time() * 1000), "childId": child}
    link.sendall((json.dumps({**frame, **fields}, ensure_ascii=False) + "\n").encode("utf-8"))
    return frame["id"]


def receive(wanted):
    """The next frame of this type; pings are answered and context is taken on the way."""
    for line in lines:
        frame = json.loads(line)
        if frame["type"] == "ping":
            send("pong")
        elif frame["type"] == "inject_context":
            send("log", level="info", content="context: " + frame["context"])
        elif frame["type"] == wanted:
            return frame
    sys.exit(f"the orchestrator ended, wanted {wanted}")


send("handshake", worktree="/tmp", branch="main", task="prüfe das Protokoll")
ack = receive("handshake_ack")
if ack["accepted"] is not True:
    sys.exit(f"refused: {ack.get('error')}")
send("status_update", status="thinking", tokensUsed={"input": 12, "output": 3})
send("log", level="text", content="two\nlines, and ünïcödé")
asked = send("permission_request", confirmation={"toolName": "bash", "input": {"command": "ls"}, "isDangerous": False})
answer = receive("permission_response")
assert answer["requestId"] == asked
if answer["result"] == "approve":
    send("status_update", status="tool_call", currentTool="bash", progress=50)
    reason = receive("cancel").get("reason")
    send("task_error", error={"message": f"cancelled: {reason}", "recoverable": False})
else:
    result = {"success": True, "response": f"done without ({answer['result']})", "toolCallCount": 0, "branch": "main"}
    result |= {"tokensUsed": {"input": 12, "output": 3}, "duration": 5, "commits": 0, "filesChanged": []}
    send("task_complete", result=result)
send("status_update", status="complete")
link.shutdown(socket.SHUT_WR)
for line in lines:  # to the end of the stream: nothing that is on its way is cut off
    pass
