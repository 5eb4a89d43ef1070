package dev.handfast.conformance.scenario;

import dev.handfast.conformance.script.Word;
import dev.handfast.conformance.world.MemoryPeer;
import dev.handfast.conformance.world.Spoken;
import java.util.List;

/// A scripted orchestrator: it says what it is told to, and leaves when the worker does.
final class Orchestrator extends MemoryPeer {
  /// In a turn of the owner's.
  void say(Word word) {
    write(Spoken.bytes(word, heard().handshake(), heard().requests()), () -> {});
  }

  @Override
  public void ended(String detail) {
    super.ended(detail);
    leave();
  }

  /// The tags of the messages that it heard, in order.
  List<String> tags() {
    return heard().frames().stream()
        .filter(frame -> frame.startsWith("log ") || frame.startsWith("request "))
        .map(frame -> frame.substring(frame.indexOf(' ') + 1))
        .toList();
  }
}
