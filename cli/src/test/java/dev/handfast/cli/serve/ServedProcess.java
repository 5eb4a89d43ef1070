package dev.handfast.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.cli.Started;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// One in a process of its own, for what only a process has: signals, streams, and other words to
/// start it.
final class ServedProcess extends Served {
  final Process process;

  /// Starts one, and waits until it listens.
  ServedProcess(Path directory, String... options) throws Exception {
    this(directory.resolve("serve.sock").toString(), options);
  }

  /// Starts one at an address as it is written on a command line.
  ServedProcess(String address, String... options) throws Exception {
    this(
        Path.of(address), new ProcessBuilder(command(Path.of(address), "--json", options)).start());
  }

  private ServedProcess(Path socket, Process process) throws InterruptedException {
    super(socket, process.getOutputStream());
    this.process = process;
    Thread.ofPlatform().daemon().start(this::hear);
    await("listening");
  }

  /// The command line of a `serve` on this socket.
  static List<String> command(Path socket, String option, String... options) {
    List<String> command = Started.handfast("serve", "--socket", socket.toString());
    if (!option.isEmpty()) {
      command.add(option);
    }
    command.addAll(List.of(options));
    return command;
  }

  private void hear() {
    try (BufferedReader out = process.inputReader()) {
      out.lines().forEach(this::printed);
    } catch (IOException | UncheckedIOException _) {
      // the same as its end
    }
    silent();
  }

  @Override
  int awaitExit() throws InterruptedException {
    assertThat(process.waitFor(HUNG_SECONDS, TimeUnit.SECONDS)).as("ends").isTrue();
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
