"""What both degenerate peers share: a driver that answers, and does the same on the wire whatever is said."""

import json
import socket
import sys
import threading

CLOSES, BLACK_HOLE, ECHO, ACCEPTS, REJECTS, HTTP = "closes", "black-hole", "echo", "accepts", "rejects", "http"
KINDS = (CLOSES, BLACK_HOLE, ECHO, ACCEPTS, REJECTS, HTTP)

ANSWERS = {
    ACCEPTS: b'{"id":"d","type":"handshake_ack","timestamp":1,"accepted":true}\n',
    REJECTS: b'{"id":"d","type":"handshake_ack","timestamp":1,"accepted":false}\n',
    HTTP: b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n",
}


def tell(event, **fields):
    print(json.dumps({"event": event, **fields}), flush=True)


def behave(kind, connection):
    """The whole of a connection."""
    with connection:
        if kind == CLOSES:
            return
        if kind in ANSWERS:
            connection.sendall(ANSWERS[kind])
        while data := connection.recv(65536):
            if kind == ECHO:
                connection.sendall(data)


def quietly(kind, connection):
    try:
        behave(kind, connection)
    except OSError:
        pass  # the suite has hung up


def beside(work, *arguments):
    threading.Thread(target=work, args=arguments, daemon=True).start()


def drive(role, commands):
    """Knows all commands, and answers `state`; the others it hears."""
    if len(sys.argv) != 2 or sys.argv[1] not in KINDS:
        sys.exit(f"usage: {sys.argv[0]} {'|'.join(KINDS)}")
    for line in sys.stdin:
        command = json.loads(line)
        name = command["do"]
        if name == "hello":
            tell("hello", driver=1, role=role, name=f"degenerate-{sys.argv[1]}", version="1", features=[])
        elif name in commands:
            commands[name](sys.argv[1], command)
        else:
            tell("unsupported", do=name)


def unix():
    return socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
