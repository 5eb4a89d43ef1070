package dev.handfast.cli.serve;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;

/// One in the test's own process: the same command without the start of a Java.
final class ServedHere extends Served {
  private final CompletableFuture<Integer> exit = new CompletableFuture<>();

  /// Starts one, and waits until it listens.
  ServedHere(Path directory, String... options) throws Exception {
    this(directory.resolve("serve.sock"), new PipedOutputStream(), options);
  }

  private ServedHere(Path socket, PipedOutputStream orders, String... options) throws Exception {
    super(socket, orders);
    var words = new ArrayList<>(List.of("--socket", socket.toString(), "--json"));
    words.addAll(List.of(options));
    CommandLine command =
        new CommandLine(new ServeCommand(new PipedInputStream(orders)))
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setOut(new PrintWriter(new Lines()));
    Thread.ofPlatform()
        .daemon()
        .name("serve")
        .start(
            () -> {
              exit.complete(command.execute(words.toArray(String[]::new)));
              silent();
            });
    await("listening");
  }

  /// Its output.
  private final class Lines extends Writer {
    private final StringBuilder unfinished = new StringBuilder();

    @Override
    public void write(char[] text, int from, int length) {
      unfinished.append(text, from, length);
      for (int end = unfinished.indexOf("\n"); end >= 0; end = unfinished.indexOf("\n")) {
        printed(unfinished.substring(0, end));
        unfinished.delete(0, end + 1);
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @Override
  int awaitExit() {
    return exit.copy().orTimeout(HUNG_SECONDS, TimeUnit.SECONDS).join();
  }

  /// Stops it, unless its orders have ended.
  @Override
  public void close() {
    try {
      order("{'command':'stop'}");
    } catch (IOException _) {
      // it ends, or has ended, at the end of its orders
    }
    var _ = awaitExit();
  }
}
