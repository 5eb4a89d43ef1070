"""Section 11 of PROTOCOL.md: the socket file has one owner (HF-28), and strangers are refused (HF-31)."""

import errno
import os
import socket
import stat
import struct
import sys

from .fault import fault

MAX_PATH_BYTES = 103 if sys.platform == "darwin" else 106


def check_path(path):
    """Raises OSError where the path does not fit a socket address."""
    size = len(os.fsencode(path))
    if size > MAX_PATH_BYTES:
        raise OSError(errno.ENAMETOOLONG, f"{path} has {size} bytes, and a socket path at most {MAX_PATH_BYTES}")


def listen_at(path):
    """Listens at the path, for this user only; gives the socket, and a function that removes the file where it is still ours."""
    check_path(path)
    directory, name = os.path.split(path)
    mode = os.stat(directory or ".").st_mode
    if mode & stat.S_IWOTH and not mode & stat.S_ISVTX:
        raise OSError(errno.EACCES, f"every user may replace files in {directory}")
    hidden = os.path.join(directory, f".{name}.new")
    if len(os.fsencode(hidden)) > MAX_PATH_BYTES:
        hidden = os.path.join(directory, ".new")
    _make_way(path)
    _make_way(hidden)
    listener = socket.socket(socket.AF_UNIX)
    listener.setblocking(False)
    listener.bind(hidden)
    if not fault("world-readable-socket"):
        os.chmod(hidden, 0o600)
    listener.listen(512)
    os.link(hidden, path)  # fails where somebody was faster
    os.unlink(hidden)
    own = os.lstat(path)

    def remove():
        try:
            if os.path.samestat(own, os.lstat(path)):
                os.unlink(path)
        except FileNotFoundError:
            pass

    return listener, remove


def _make_way(path):
    """Removes a stale socket, and raises OSError where anything else stands."""
    try:
        if not stat.S_ISSOCK(os.lstat(path).st_mode):
            raise OSError(errno.EEXIST, f"{path} is no socket, and is left alone")
    except FileNotFoundError:
        return
    with socket.socket(socket.AF_UNIX) as probe:
        probe.setblocking(False)
        try:
            probe.connect(path)
        except ConnectionRefusedError:
            os.unlink(path)
            return
        except BlockingIOError:
            pass  # its backlog is full
    raise OSError(errno.EADDRINUSE, f"{path} has an owner that lives")


def peer_uid(sock):
    """The user at the other end, None where the system does not tell."""
    if hasattr(socket, "SO_PEERCRED"):
        return struct.unpack("3i", sock.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))[1]
    if sys.platform == "darwin":
        return struct.unpack_from("=Ii", sock.getsockopt(0, 1, 76))[1]  # LOCAL_PEERCRED of SOL_LOCAL
    return None
