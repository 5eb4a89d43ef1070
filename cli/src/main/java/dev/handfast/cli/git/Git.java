package dev.handfast.cli.git;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/// Runs the `git` program in a directory: words as a list, no shell, no pager, no question.
///
/// What a repository's configuration could start (a file watcher, a hook) is turned off where we
/// only ask.
final class Git {
  /// 30 s: a status of a very large work tree from a cold disk; longer is a hang.
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /// Variables that make git look at another place than the directory.
  private static final List<String> ELSEWHERE =
      List.of(
          "GIT_DIR",
          "GIT_WORK_TREE",
          "GIT_INDEX_FILE",
          "GIT_OBJECT_DIRECTORY",
          "GIT_COMMON_DIR",
          "GIT_NAMESPACE",
          "GIT_PREFIX");

  private static final Map<String, String> QUIET =
      Map.of("GIT_OPTIONAL_LOCKS", "0", "GIT_TERMINAL_PROMPT", "0", "LC_ALL", "C.UTF-8");

  private final Path directory;

  Git(Path directory) {
    this.directory = directory;
  }

  /// What git said.
  ///
  /// @param exitCode 0 where it did what was asked; 127 where there is no git
  /// @param out its output
  /// @param err its complaint
  record Said(int exitCode, String out, String err) {
    boolean isFine() {
      return exitCode == 0;
    }

    /// The output without its last line feed.
    String line() {
      return out.endsWith("\n") ? out.substring(0, out.length() - 1) : out;
    }

    /// The names of a list that `-z` made: any character but NUL may be in a name.
    List<String> names() {
      return List.of(out.split("\0")).stream().filter(name -> !name.isEmpty()).toList();
    }
  }

  /// Asks; an interrupted thread gets an answer that is not fine.
  Said ask(List<String> words) {
    List<String> command = new ArrayList<>(List.of("git", "--no-pager"));
    command.addAll(List.of("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null"));
    command.addAll(words);
    var builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.redirectInput(new File("/dev/null"));
    builder.environment().keySet().removeAll(ELSEWHERE);
    builder.environment().putAll(QUIET);
    try {
      return hear(builder.start());
    } catch (IOException notThere) {
      return new Said(127, "", "git cannot be started: " + notThere.getMessage());
    }
  }

  private Said hear(Process process) {
    CompletableFuture<String> out = read(process.getInputStream());
    CompletableFuture<String> err = read(process.getErrorStream());
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return new Said(
            1,
            "",
            "git did not answer within %d s in %s".formatted(PATIENCE.toSeconds(), directory));
      }
      return new Said(process.exitValue(), out.get(), err.get().strip());
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      return new Said(1, "", "interrupted while git ran");
    } catch (ExecutionException unreadable) {
      return new Said(1, "", "git cannot be heard: " + unreadable.getCause());
    }
  }

  private static CompletableFuture<String> read(InputStream stream) {
    var text = new CompletableFuture<String>();
    Thread.ofVirtual()
        .name("hear-git")
        .start(
            () -> {
              try (stream) {
                var bytes = new ByteArrayOutputStream();
                stream.transferTo(bytes);
                text.complete(bytes.toString(StandardCharsets.UTF_8));
              } catch (IOException failure) {
                text.completeExceptionally(failure);
              }
            });
    return text;
  }
}
