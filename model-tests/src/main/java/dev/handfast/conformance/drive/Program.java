package dev.handfast.conformance.drive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// A driver that runs: its three streams, and its end.
public interface Program {
  /// 1 s for a process to go by itself once its input has ended.
  Duration LEAVE = Duration.ofSeconds(1);

  /// Its standard input.
  OutputStream commands();

  /// Its standard output.
  InputStream events();

  /// Its standard error.
  InputStream errors();

  /// Waits for its end.
  ///
  /// @return whether it came in time
  boolean await(Duration time) throws InterruptedException;

  /// What its process ended with; none while it runs, and where it has no process of its own.
  default OptionalInt exitCode() {
    return OptionalInt.empty();
  }

  /// Waits for its end, up to [#LEAVE], and then ends it.
  default void end() {
    try {
      if (!await(LEAVE)) {
        kill();
      }
    } catch (InterruptedException interrupted) {
      kill();
      Thread.currentThread().interrupt();
    }
  }

  /// Ends it at once.
  void kill();

  /// It stands still from here on, where it is a process of its own.
  default void pause() {}

  /// It goes on.
  default void goOn() {}

  /// Starts it.
  @FunctionalInterface
  interface Start {
    /// The running program.
    ///
    /// @throws IOException where it cannot be started
    Program start() throws IOException;
  }

  /// A process of its own for each start. What it has started itself stands still, goes on and ends
  /// with it: a driver may stand behind a script.
  ///
  /// @param command the program and its arguments
  static Start of(List<String> command) {
    List<String> copy = List.copyOf(command);
    return () -> of(new ProcessBuilder(copy).start());
  }

  private static Program of(Process process) {
    return new Program() {
      @Override
      public OutputStream commands() {
        return process.getOutputStream();
      }

      @Override
      public InputStream events() {
        return process.getInputStream();
      }

      @Override
      public InputStream errors() {
        return process.getErrorStream();
      }

      @Override
      public boolean await(Duration time) throws InterruptedException {
        return process.waitFor(time);
      }

      @Override
      public OptionalInt exitCode() {
        return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
      }

      @Override
      public void kill() {
        List<ProcessHandle> started = process.descendants().toList();
        process.destroyForcibly();
        started.forEach(ProcessHandle::destroyForcibly);
      }

      @Override
      public void pause() {
        signal("STOP");
      }

      @Override
      public void goOn() {
        signal("CONT");
      }

      private void signal(String name) {
        var kill = new ArrayList<>(List.of("kill", "-" + name, Long.toString(process.pid())));
        process.descendants().map(ProcessHandle::pid).map(String::valueOf).forEach(kill::add);
        try {
          new ProcessBuilder(kill).start().waitFor();
        } catch (IOException failure) {
          throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    };
  }
}
