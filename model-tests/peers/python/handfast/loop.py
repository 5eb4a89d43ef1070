"""One thread that waits for sockets and for times; all that it calls, it calls with the lock.

Programs call from threads of their own, with the same lock: a look at the state and the step that follows it are one.
"""

import heapq
import itertools
import selectors
import socket
import threading
import time

READ = selectors.EVENT_READ
WRITE = selectors.EVENT_WRITE


class Timer:
    def __init__(self, callback):
        self.callback = callback

    def cancel(self):
        self.callback = None


class Loop(threading.Thread):
    def __init__(self):
        super().__init__(daemon=True)
        self.lock = threading.RLock()
        self._selector = selectors.DefaultSelector()
        self._callbacks = {}  # by socket
        self._timers = []  # a heap of (time, number, timer)
        self._numbers = itertools.count()
        self._stopped = False
        self._ear, self._mouth = socket.socketpair()  # wakes the thread
        for end in (self._ear, self._mouth):
            end.setblocking(False)
        self.watch(self._ear, READ, lambda _: self._ear.recv(4096))

    def watch(self, sock, events, callback):
        """Calls back with the events that happened; with no events, forgets the socket."""
        if sock in self._callbacks:
            self._selector.unregister(sock)
            del self._callbacks[sock]
        if events:
            self._selector.register(sock, events)
            self._callbacks[sock] = callback

    def after(self, seconds, callback):
        timer = Timer(callback)
        heapq.heappush(self._timers, (time.monotonic() + seconds, next(self._numbers), timer))
        self._wake()
        return timer

    def stop(self):
        """Ends the thread, once it has done what it does."""
        self._stopped = True
        self._wake()

    def _wake(self):
        try:
            self._mouth.send(b"!")
        except BlockingIOError:
            pass  # it is being woken already

    def run(self):
        while not self._stopped:
            events = self._selector.select(self._pause())
            with self.lock:
                for key, mask in events:
                    if callback := self._callbacks.get(key.fileobj):
                        callback(mask)
                while self._timers and self._timers[0][0] <= time.monotonic():
                    _, _, timer = heapq.heappop(self._timers)
                    if timer.callback:
                        timer.callback()
        self._selector.close()
        self._ear.close()
        self._mouth.close()

    def _pause(self):
        with self.lock:
            return max(0, self._timers[0][0] - time.monotonic()) if self._timers else None
