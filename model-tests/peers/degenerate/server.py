#!/usr/bin/env python3
"""A server that does the same whatever is said to it."""

from driving import beside, drive, quietly, tell, unix


def serve(kind, listener):
    while True:
        connection, _ = listener.accept()
        beside(quietly, kind, connection)


def listen(kind, command):
    listener = unix()
    try:
        listener.bind(command["socket"])
    except OSError as failure:
        tell("error", do="listen", message=str(failure))
        return
    listener.listen()
    beside(serve, kind, listener)
    tell("listening")


drive(
    "server",
    {
        "listen": listen,
        "send": lambda kind, command: None,
        "broadcast": lambda kind, command: None,
        "stop": lambda kind, command: None,
        "state": lambda kind, command: tell("state", workers=[], counted=0),
    },
)
