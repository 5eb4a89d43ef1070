"""The driver of the client: spec/DRIVER.md, section 2."""

import threading

from driving import drive, settings, tell
from handfast import Client, ClientSettings, Refused


class Teller:
    def ready(self):
        tell("ready")

    def outcome(self, tag, outcome, cause, code):
        tell("outcome", tag=tag, outcome=outcome, cause=cause, code=code)

    def response(self, tag, result=None, ended=None, code=None):
        tell("response", tag=tag, result=result, ended=ended, code=code)

    def received(self, frame):
        tell("received", message=frame)

    def closed(self, cause, code, unwritten):
        tell("closed", cause=cause, code=code, unwritten=unwritten)


class Driver:
    client = None

    def connect(self, command):
        self.client = Client(settings(ClientSettings, command), Teller())
        self.client.start()

    def send(self, command):
        self._attempt(command["tag"], lambda: self.client.send(command["message"], command["tag"]))

    def burst(self, command):
        """Each list of tags is a thread's, and all begin at the same moment; waits until all have made their calls."""
        gate = threading.Barrier(len(command["tags"]))

        def call(tags):
            gate.wait()
            for tag in tags:
                message = dict(command["message"])
                if "content" in message:
                    message["content"] = message["content"].replace("{tag}", tag)
                self._attempt(tag, lambda: self.client.send(message, tag))

        self._has_client()
        threads = [threading.Thread(target=call, args=[tags], daemon=True) for tags in command["tags"]]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def request(self, command):
        self._attempt(command["tag"], lambda: self.client.request(command["confirmation"], command["tag"], command["timeoutMs"]))

    def withdraw(self, command):
        self._has_client().withdraw(command["tag"])

    def close(self, command):
        self._has_client().close(command["deadlineMs"])

    def state(self, _):
        with self._has_client().lock:
            tell("state", state=self.client.state, counted=self.client.counted)

    def hang_up(self):
        if self.client:
            self.client.close(0)

    def _attempt(self, tag, call):
        with self._has_client().lock:  # a refusal is told before anything that comes of later calls
            try:
                call()
            except Refused as refused:
                tell("outcome", tag=tag, outcome="refused", cause=refused.cause, code=refused.code)

    def _has_client(self):
        if not self.client:
            raise LookupError("there is no client")
        return self.client


driver = Driver()
commands = {name: getattr(driver, name) for name in ("connect", "send", "burst", "request", "withdraw", "close", "state")}
drive("client", ["requests", "withdrawal", "threads", "dropping", "counts", "keepalive", "limits"], commands, driver.hang_up)
