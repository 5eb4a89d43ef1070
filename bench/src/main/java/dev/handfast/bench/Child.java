package dev.handfast.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.Channel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One process that is measured: it ends when its standard input does, or is ended.
final class Child implements AutoCloseable {
  /// Longer than any workload: whoever needs it hangs.
  private static final int HUNG_SECONDS = 300;

  /// Nothing is measured any more, so nobody is given time to tidy up.
  private static final int GRACE_SECONDS = 2;

  private static final int LAST_WORDS = 600;

  /// Between two looks at what it has open.
  private static final int PAUSE_MILLIS = 10;

  /// The line that a client says where what counts begins, and where it ends.
  private static final String MARK = "mark";

  private static final JsonMapper JSON = new JsonMapper();

  private final String name;
  private final Path errors;
  private final Process process;
  private final Writer input;
  private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();

  Child(String name, List<String> command, Map<String, String> environment, Path errors)
      throws IOException {
    this.name = name;
    this.errors = errors;
    var builder = new ProcessBuilder(command).redirectError(errors.toFile());
    builder.environment().putAll(environment);
    process = builder.start();
    input = process.outputWriter();
    Thread.ofPlatform().daemon().name(name).start(this::read);
  }

  private void read() {
    try (BufferedReader output = process.inputReader()) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        lines.add(Optional.of(line));
      }
    } catch (IOException closed) {
      // ended from here, while it still spoke
    }
    lines.add(Optional.empty());
  }

  Process process() {
    return process;
  }

  /// Who it is.
  @Override
  public String toString() {
    return name;
  }

  /// The processor time that it has taken so far, in all its threads; empty where this system does
  /// not tell.
  Optional<Duration> processorTime() {
    return process.info().totalCpuDuration();
  }

  /// How many files it has open, connections included.
  long openFiles() throws IOException {
    String[] files = Path.of("/proc", String.valueOf(process.pid()), "fd").toFile().list();
    if (files == null) {
      throw new IOException(name + " has gone: " + lastWords());
    }
    return files.length;
  }

  /// Waits until it has no more files open than that.
  void awaitOpenFiles(long most) throws IOException, RunFailed, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(HUNG_SECONDS);
    for (long open = openFiles(); open > most; open = openFiles()) {
      if (System.nanoTime() - end > 0) {
        throw new RunFailed(
            "%s: got %d open files after %d s, wanted %d at most"
                .formatted(name, open, HUNG_SECONDS, most));
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
  }

  /// Waits for the line that says that it stands.
  void awaitLine(String wanted) throws RunFailed, InterruptedException {
    String line = line();
    if (!line.equals(wanted)) {
      throw new RunFailed("%s: got `%s`, wanted `%s`".formatted(name, line, wanted));
    }
  }

  /// Waits for a line of JSON.
  JsonNode json() throws RunFailed, InterruptedException {
    return json(line());
  }

  private JsonNode json(String line) throws RunFailed {
    try {
      return JSON.readTree(line);
    } catch (JacksonException noJson) {
      throw new RunFailed("%s: got `%s`, wanted JSON".formatted(name, line));
    }
  }

  /// Gives an order, and waits for its answer.
  JsonNode ask(String order) throws RunFailed, InterruptedException {
    return ask(order, () -> {});
  }

  /// Gives an order, and waits for its answer.
  ///
  /// @param mark called where what counts begins, and where it ends; soon, not at once
  JsonNode ask(String order, Runnable mark) throws RunFailed, InterruptedException {
    try {
      input.write(order + "\n");
      input.flush();
    } catch (IOException gone) {
      throw new RunFailed(end());
    }
    String line = line();
    while (line.equals(MARK)) {
      mark.run();
      line = line();
    }
    return json(line);
  }

  private String line() throws RunFailed, InterruptedException {
    Optional<String> line = lines.poll(HUNG_SECONDS, TimeUnit.SECONDS);
    if (line == null) {
      throw new RunFailed(
          "%s hangs: nothing for %d s; %s".formatted(name, HUNG_SECONDS, lastWords()));
    }
    if (line.isEmpty()) {
      throw new RunFailed(end());
    }
    return line.get();
  }

  /// How it has ended, and what it said last.
  String end() throws InterruptedException {
    return process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)
        ? "%s ended with exit code %d: %s".formatted(name, process.exitValue(), lastWords())
        : "%s speaks no more: %s".formatted(name, lastWords());
  }

  private String lastWords() {
    try {
      String all = Files.readString(errors).strip();
      if (all.isEmpty()) {
        return "it said nothing";
      }
      if (all.length() <= LAST_WORDS) {
        return all;
      }
      String last = all.substring(all.length() - LAST_WORDS);
      return last.substring(last.indexOf('\n') + 1); // from the beginning of a line, if one begins
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /// Closes something where the process ends, or hangs, so that nobody waits for it there.
  void closeAtItsEnd(Channel channel) {
    var _ =
        process
            .onExit()
            .orTimeout(HUNG_SECONDS, TimeUnit.SECONDS)
            .whenComplete((_, _) -> close(channel));
  }

  private static void close(Channel channel) {
    try {
      channel.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// Waits for a good end.
  void awaitEnd() throws RunFailed, InterruptedException {
    if (!process.waitFor(HUNG_SECONDS, TimeUnit.SECONDS)) {
      throw new RunFailed(name + " does not end: " + lastWords());
    }
    if (process.exitValue() != 0) {
      throw new RunFailed(
          "%s ended with exit code %d: %s".formatted(name, process.exitValue(), lastWords()));
    }
  }

  /// That it has not ended so far.
  void mustLive() throws RunFailed, InterruptedException {
    if (!process.isAlive()) {
      throw new RunFailed(end());
    }
  }

  /// Ends its input, and the process where that is not enough.
  @Override
  public void close() {
    try {
      input.close();
    } catch (IOException _) {
      // it has ended already
    }
    try {
      if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor(HUNG_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException _) {
      var _ = process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
