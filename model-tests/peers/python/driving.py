"""What both drivers of spec/DRIVER.md share: a command a line on standard input, an event a line on standard output."""

import dataclasses
import re
import sys
import threading

from handfast.fault import check_fault
from handfast.strict_json import parse, write

_lock = threading.Lock()


def tell(event, **fields):
    line = write({"event": event, **{name: value for name, value in fields.items() if value is not None}})
    with _lock:
        sys.stdout.buffer.write(line.encode() + b"\n")
        sys.stdout.buffer.flush()


def settings(kind, command):
    """The settings that a command names, as childId for child_id."""
    known = {field.name for field in dataclasses.fields(kind)}
    named = {re.sub("([A-Z])", r"_\1", name).lower(): value for name, value in command.items()}
    return kind(**{name: value for name, value in named.items() if name in known})


def drive(role, features, commands, hang_up):
    """Carries out each command by the function of its name; at the end of the input, hangs up."""
    check_fault(role)
    commands["hello"] = lambda _: tell("hello", driver=1, role=role, name="handfast-python", version="1", features=features)
    for line in sys.stdin.buffer:
        command = parse(line.decode(), any_text=True)
        name = command["do"]
        if name not in commands:
            tell("unsupported", do=name)
            continue
        try:
            commands[name](command)
        except Exception as error:  # whatever it is, the suite is told
            tell("error", do=name, message=f"{type(error).__name__}: {error}")
    hang_up()
