"""The driver of the server: spec/DRIVER.md, section 3."""

from driving import drive, settings, tell
from handfast import Refused, Server, ServerSettings


class Teller:
    def handshake(self, child_id):
        tell("handshake", childId=child_id)

    def joined(self, child_id):
        tell("joined", childId=child_id)

    def received(self, child_id, frame):
        tell("received", childId=child_id, message=frame)

    def asked(self, child_id, frame):
        tell("asked", childId=child_id, message=frame)

    def outcome(self, tag, child_id, outcome, cause, code):
        tell("outcome", tag=tag, childId=child_id, outcome=outcome, cause=cause, code=code)

    def left(self, child_id, cause, code):
        tell("left", childId=child_id, cause=cause, code=code)

    def stopped(self):
        tell("stopped")


class Driver:
    server = None

    def listen(self, command):
        server = Server(settings(ServerSettings, command), Teller())
        with server.lock:  # nobody joins before it is told
            server.listen()
            tell("listening")
        self.server = server

    def verdict(self, command):
        self._has_server().decide(command["childId"], command["accept"])

    def send(self, command):
        self._attempt(command, command["childId"], lambda server, child_id: server.send(child_id, command["message"], command["tag"]))

    def broadcast(self, command):
        with self._has_server().lock:
            for child_id in self.server.workers:
                self._attempt(command, child_id, lambda server, child_id: server.send(child_id, command["message"], command["tag"]))

    def reply(self, command):
        self._attempt(command, command["childId"],
                      lambda server, child_id: server.reply(child_id, command["requestId"], command["result"], command["tag"]))

    def stop(self, command):
        self._has_server().stop(command["deadlineMs"])

    def state(self, _):
        with self._has_server().lock:
            tell("state", workers=self.server.workers, counted=self.server.counted)

    def hang_up(self):
        if self.server:
            self.server.stop(0)

    def _attempt(self, command, child_id, call):
        with self._has_server().lock:
            try:
                call(self.server, child_id)
            except Refused as refused:
                tell("outcome", tag=command["tag"], childId=child_id, outcome="refused", cause=refused.cause, code=refused.code)

    def _has_server(self):
        if not self.server:
            raise LookupError("there is no server")
        return self.server


driver = Driver()
commands = {name: getattr(driver, name) for name in ("listen", "verdict", "send", "broadcast", "reply", "stop", "state")}
drive("server", ["counts", "keepalive", "limits", "verdicts", "replacing", "requests"], commands, driver.hang_up)
