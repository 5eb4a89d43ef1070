package dev.handfast.transport;

import dev.handfast.HandfastException.CannotListen;
import dev.handfast.SocketPath;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// A process that listens where it is told, until it is told to stop, or killed.
final class Starter implements AutoCloseable {
  private final Process process;
  private final BufferedReader answers;

  Starter() {
    try {
      process =
          new ProcessBuilder(
                  ProcessHandle.current().info().command().orElseThrow(),
                  "-XX:TieredStopAtLevel=1",
                  "-XX:+UseSerialGC",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Starter.class.getName())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      answers = process.inputReader();
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  long pid() {
    return process.pid();
  }

  /// Tells it to listen there, and does not wait.
  void listen(SocketPath.File socket) {
    tell("listen " + socket);
  }

  /// Tells it to stop listening, and waits until it has.
  void stop() {
    tell("stop");
    if (!answer().equals("stopped")) {
      throw new AssertionError("not stopped");
    }
  }

  /// What it says: `listening`, or the error.
  String answer() {
    try {
      return String.valueOf(answers.readLine());
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  /// Ends it as SIGKILL does.
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  private void tell(String order) {
    try {
      process.outputWriter().write(order + "\n");
      process.outputWriter().flush();
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  @Override
  public void close() {
    kill();
  }

  /// The other side: one order a line, one answer a line.
  public static void main(String... none) throws IOException {
    var orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    Bound bound = null;
    for (String order; (order = orders.readLine()) != null; ) {
      if (order.startsWith("listen ")) {
        try {
          Path path = Path.of(order.substring("listen ".length()));
          bound = SocketFile.bind(new JdkSockets(), SocketPath.of(path), 8);
          System.out.println("listening");
        } catch (CannotListen refused) {
          System.out.println(refused.getMessage());
        }
      } else if (bound != null) {
        bound.place().giveBack();
        bound.channel().close();
        System.out.println("stopped");
      }
    }
  }
}
