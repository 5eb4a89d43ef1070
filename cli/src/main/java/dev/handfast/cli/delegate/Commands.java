package dev.handfast.cli.delegate;

import dev.handfast.cli.process.Program;
import dev.handfast.cli.process.Self;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The words that start a worker's process.
///
/// A placeholder is replaced only where it is a whole argument: nothing is ever pasted into a
/// string that a shell reads.
final class Commands {
  /// 1 hour: more is no grace for `handfast work`.
  private static final double MOST_SECONDS = 3600;

  private final List<String> command;
  private final Order.Manner manner;
  private final Path socket;
  private final Duration grace;

  /// @param grace how long a command has to end that `handfast work` speaks for
  Commands(List<String> command, Order.Manner manner, Path socket, Duration grace) {
    this.command = command;
    this.manner = manner;
    this.socket = socket;
    this.grace = grace;
  }

  /// A worker for this task, in this place.
  Program worker(Task task, Site site) {
    return switch (manner) {
      case WRAPPED -> wrapped(task, site);
      case NATIVE -> speaking(task, site);
    };
  }

  private Program wrapped(Task task, Site site) {
    List<String> words = new ArrayList<>(Self.command());
    words.addAll(List.of("work", "--socket", socket.toString(), "--child-id", task.id()));
    words.addAll(List.of("--task=" + task.text(), "--worktree", site.directory().toString()));
    site.branch().ifPresent(branch -> words.add("--branch=" + branch));
    words.add("--rooms=" + socket.getParent());
    words.add("--grace=" + Math.min(grace.toMillis() / 1000.0, MOST_SECONDS));
    words.add("--");
    words.addAll(filled(task));
    return program(words, task, site);
  }

  /// As the original orchestrator starts its workers, unless the command says where what goes.
  private Program speaking(Task task, Site site) {
    List<String> words = new ArrayList<>(filled(task));
    if (!command.contains("{socket}")) {
      words.addAll(List.of("--child-mode", "--socket-path", socket.toString()));
      words.addAll(List.of("--child-id", task.id(), "--child-task", task.text()));
    }
    return program(words, task, site)
        .with("CODI_CHILD_MODE", "1")
        .with("CODI_SOCKET_PATH", socket.toString())
        .with("CODI_CHILD_ID", task.id());
  }

  private static Program program(List<String> words, Task task, Site site) {
    return Program.of(words)
        .in(site.directory())
        .with("HANDFAST_TASK", task.text())
        .with("HANDFAST_CHILD_ID", task.id())
        .withErrorsAmongOutput();
  }

  private List<String> filled(Task task) {
    return command.stream()
        .map(
            word ->
                switch (word) {
                  case "{task}" -> task.text();
                  case "{id}" -> task.id();
                  case "{socket}" -> socket.toString();
                  default -> word;
                })
        .toList();
  }
}
