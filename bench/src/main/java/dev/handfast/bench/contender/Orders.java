package dev.handfast.bench.contender;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.concurrent.Callable;

/// What a process is told to do: a line of its standard input for each order, words with a space
/// between them. Each is answered with one line.
@FunctionalInterface
interface Orders {
  /// Does what the words say.
  ///
  /// @return the answer
  String obey(String... words) throws Exception;

  /// Does the part of an order that counts, and tells where it begins and where it ends, for
  /// whoever looks at the processor time meanwhile.
  static <T> T counted(Callable<T> part) throws Exception {
    IO.println("mark");
    T result = part.call();
    IO.println("mark");
    return result;
  }

  /// Obeys until the input ends, and ends the process then, or where an order fails; whatever
  /// threads a contender leaves.
  static void live(Orders orders) {
    try (var lines = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        IO.println(orders.obey(line.split(" ")));
      }
    } catch (Throwable failure) { // an error, too: other threads would keep this process
      failure.printStackTrace();
      System.exit(1);
    }
    System.exit(0);
  }
}
