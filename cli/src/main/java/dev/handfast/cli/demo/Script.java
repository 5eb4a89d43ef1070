package dev.handfast.cli.demo;

import dev.handfast.cli.demo.Note.Barrier;
import dev.handfast.cli.demo.Speaker.Verdict;
import dev.handfast.message.Decision;
import dev.handfast.message.WorkerStatus;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// What a worker does, from its first message to its last: the same for either client.
final class Script {
  /// 5 messages in each phase: enough to see an order, few enough to read.
  static final int BURST = 5;

  private final Part part;
  private final Speaker speaker;
  private final Consumer<Note> notes;
  private final Runnable orchestratorListens;
  private int sent;

  /// @param notes where to note what happens
  /// @param orchestratorListens waits until the orchestrator's process says that it listens
  Script(Part part, Speaker speaker, Consumer<Note> notes, Runnable orchestratorListens) {
    this.part = part;
    this.speaker = speaker;
    this.notes = notes;
    this.orchestratorListens = orchestratorListens;
  }

  void play() {
    burst("before anybody listens");
    notes.accept(new Note.Reached(Barrier.EARLY));
    orchestratorListens.run();
    speaker.orchestratorListens();
    speaker.awaitHandshaking();
    burst("while shaking hands");
    notes.accept(new Note.Reached(Barrier.HANDSHAKING));
    Verdict verdict = speaker.awaitVerdict();
    notes.accept(new Note.Judged(verdict));
    if (verdict == Verdict.ACCEPTED) {
      burst("after the verdict");
      notes.accept(new Note.Reached(Barrier.READY));
      work();
    }
    speaker.end();
  }

  private void burst(String when) {
    status(WorkerStatus.THINKING, when);
    for (int i = 1; i < BURST; i++) {
      send("log", () -> speaker.log(text(when)));
    }
  }

  private void work() {
    switch (part) {
      case ASKS -> {
        status(WorkerStatus.WAITING_PERMISSION, "may I?");
        send("permission_request", () -> speaker.ask("write_file"));
        Decision decision = speaker.answer();
        status(
            decision.approves() ? WorkerStatus.TOOL_CALL : WorkerStatus.THINKING,
            decision.approves() ? "I may" : "I may not");
        complete();
      }
      case CALLED_OFF -> {
        speaker.awaitCancel();
        status(WorkerStatus.CANCELLED, "called off");
      }
      case PLAIN, TURNED_AWAY -> complete();
    }
  }

  private void complete() {
    send("task_complete", () -> speaker.complete(text("done")));
    status(WorkerStatus.COMPLETE, "the last message");
  }

  private void status(WorkerStatus status, String text) {
    send("status_update", () -> speaker.status(status, text(text)));
  }

  /// Sends once and notes whether the caller may believe that the message goes.
  private void send(String type, Supplier<String> send) {
    String phase = speaker.phase();
    sent++;
    try {
      notes.accept(new Note.Accepted(send.get(), sent, type, phase));
    } catch (RuntimeException refusal) {
      notes.accept(new Note.Refused(sent, type, phase, String.valueOf(refusal.getMessage())));
    }
  }

  /// Every text starts with the number of its message.
  private String text(String words) {
    return "#" + sent + " " + words;
  }
}
