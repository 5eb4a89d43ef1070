package dev.handfast.cli.demo;

import dev.handfast.cli.demo.Note.Barrier;
import dev.handfast.cli.process.Tail;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// A worker's process, as the orchestrator's process sees it: its notes, its output, its end.
final class Child {
  /// 5 lines: what a person reads of a dead process's output.
  private static final int LAST_LINES = 5;

  private final String name;
  private final Process process;
  private final BufferedWriter orders;
  private final Consumer<Note> listener;
  private final Map<Barrier, CompletableFuture<Boolean>> barriers = new EnumMap<>(Barrier.class);
  private final CompletableFuture<List<Note>> ended = new CompletableFuture<>();
  private final Tail lastLines = new Tail(LAST_LINES);

  /// Listens to a process from now on.
  ///
  /// @param process its error output goes where its output goes
  /// @param listener called with each note, on a thread of this child
  Child(String name, Process process, Consumer<Note> listener) {
    this.name = name;
    this.process = process;
    this.orders = process.outputWriter();
    this.listener = listener;
    for (Barrier barrier : Barrier.values()) {
      barriers.put(barrier, new CompletableFuture<>());
    }
    Thread.ofVirtual().name("hear-" + name).start(this::hear);
  }

  String name() {
    return name;
  }

  /// Waits until the worker has come so far.
  ///
  /// @throws DemoFailed where it ended before, or takes longer than that
  void await(Barrier barrier, Duration patience) {
    var _ =
        Waiting.await(
            barrier(barrier),
            patience,
            () -> hung("did not reach \"%s\"".formatted(lower(barrier)), patience));
  }

  /// Waits for the process's end, and returns all its notes.
  ///
  /// @throws DemoFailed where it ended with another code than 0, or takes longer than that
  List<Note> awaitEnd(Duration patience) {
    return Waiting.await(ended, patience, () -> hung("did not end", patience));
  }

  /// Writes a line to the worker's input; why a dead one takes none, the next wait for it says.
  void tell(String line) {
    try {
      orders.write(line);
      orders.newLine();
      orders.flush();
    } catch (IOException _) {
      // it has ended, or is about to
    }
  }

  /// Ends the process, whatever it does.
  void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    var _ = process.destroyForcibly();
  }

  /// When the process has ended.
  CompletableFuture<Process> onExit() {
    return process.onExit();
  }

  private CompletableFuture<Boolean> barrier(Barrier barrier) {
    return barriers.computeIfAbsent(barrier, _ -> new CompletableFuture<>());
  }

  private void hear() {
    List<Note> notes = new ArrayList<>();
    try (BufferedReader in = process.inputReader()) {
      for (String line; (line = in.readLine()) != null; ) {
        lastLines.add(line);
        NoteLine.read(line)
            .ifPresent(
                note -> {
                  notes.add(note);
                  listener.accept(note);
                  if (note instanceof Note.Reached(Barrier barrier)) {
                    barrier(barrier).complete(true);
                  }
                });
      }
      finish(process.waitFor(), notes);
    } catch (IOException | InterruptedException | RuntimeException failure) {
      fail(new DemoFailed(complaint("cannot be heard (%s)".formatted(failure)), failure));
    }
  }

  private void finish(int exitCode, List<Note> notes) {
    if (exitCode == 0) {
      ended.complete(List.copyOf(notes));
    }
    fail(new DemoFailed(complaint("ended too early with exit code " + exitCode)));
  }

  private void fail(DemoFailed failure) {
    ended.completeExceptionally(failure);
    barriers.values().forEach(barrier -> barrier.completeExceptionally(failure));
  }

  private String hung(String what, Duration patience) {
    return complaint("%s within %d s".formatted(what, patience.toSeconds()));
  }

  private String complaint(String what) {
    List<String> lines = lastLines.lines();
    return "%s (process %d) %s; its last lines: %s"
        .formatted(
            name,
            process.pid(),
            what,
            lines.isEmpty() ? "none" : "\n  " + String.join("\n  ", lines));
  }

  private static String lower(Barrier barrier) {
    return barrier.name().toLowerCase(Locale.ROOT);
  }
}
