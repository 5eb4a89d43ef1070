package dev.handfast.conformance.drive;

import dev.handfast.conformance.script.Caller;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What the program does in a script, as commands for a driven client. For one thread.
final class ScriptedProgram {
  private final DrivenClient client;
  private final List<String> tags = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();
  private int made;

  ScriptedProgram(DrivenClient client) {
    this.client = client;
  }

  /// The tags of all calls, in order.
  List<String> tags() {
    return tags;
  }

  private String next(String caller) {
    String tag = caller + ++made;
    tags.add(tag);
    return tag;
  }

  void send(Caller caller) {
    String tag = next(caller.name());
    client.send(tag, Fields.log(tag));
  }

  /// All callers send twice, at the same moment.
  void sendAtOnce() {
    var lists = new ArrayList<List<String>>();
    for (Caller caller : Caller.values()) {
      lists.add(List.of(next(caller.name()), next(caller.name())));
    }
    client.burst(lists, Fields.log("{tag}"));
  }

  /// All callers send twice, one after the other.
  void sendInTurn() {
    for (Caller caller : Caller.values()) {
      send(caller);
      send(caller);
    }
  }

  void ask(Duration timeout) {
    String tag = next("R");
    asked.add(tag);
    client.request(tag, Fields.confirmation(tag), timeout);
  }

  /// Cancels a request, where so many were made.
  ///
  /// @param request from 0
  void giveUp(int request) {
    if (request < asked.size()) {
      client.withdraw(asked.get(request));
    }
  }
}
