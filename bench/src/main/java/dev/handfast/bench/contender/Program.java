package dev.handfast.bench.contender;

import dev.handfast.bench.contender.Contender.Mode;
import dev.handfast.bench.contender.Contender.Setting;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Scanner;

/// `CONTENDER server SOCKET MODE` or `CONTENDER client SOCKET WORKLOAD NUMBER...`.
///
/// A server says `ready` and lives until its standard input ends; the line `memory` there is
/// answered with what it holds. A client prints one line of JSON.
public final class Program {
  /// Looking at the clock costs as much as a fast send.
  private static final int SENDS_BETWEEN_LOOKS = 64;

  /// One message in five is for warming up.
  private static final int WARM_UP = 5;

  private Program() {}

  /// Runs one role of one contender.
  public static void main(String[] arguments) throws Exception {
    Contender contender = contender(arguments[0]);
    Path socket = Path.of(arguments[2]);
    if (arguments[1].equals("server")) {
      Mode mode = Mode.valueOf(arguments[3].toUpperCase(Locale.ROOT));
      try (var _ = contender.serve(socket, mode)) {
        IO.println("ready");
        obey();
      }
    } else {
      double[] numbers = new double[arguments.length - 4];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = Double.parseDouble(arguments[4 + i]);
      }
      IO.println(run(contender, socket, arguments[3], numbers));
    }
    System.exit(0); // whatever threads a contender leaves
  }

  private static Contender contender(String name) {
    return switch (name) {
      case "jdk" -> new Channels(new Channels.Jdk());
      case "junix" -> new Channels(new Channels.Junix());
      case "handfast" -> new Handfast();
      case "netty" -> new Netty();
      case "grpc" -> new Grpc(Grpc.Call.STREAM);
      case "grpc-unary" -> new Grpc(Grpc.Call.UNARY);
      default -> throw new IllegalArgumentException("no contender is called " + name);
    };
  }

  private static String run(Contender contender, Path socket, String workload, double[] with)
      throws Exception {
    return switch (workload) {
      case "rtt" -> {
        try (Client client = contender.connect(socket, setting(with[2]))) {
          client.exchange(new Laps(with[0]));
          var laps = new Laps(with[1]);
          client.exchange(laps);
          yield laps.json();
        }
      }
      case "wait" -> {
        try (Client client = contender.connect(socket, setting(with[2]))) {
          ask(client, new Laps(with[0]));
          yield ask(client, new Laps(with[1])).json();
        }
      }
      case "one-way" -> {
        int queue = with.length > 3 ? (int) with[3] : 0;
        try (Client client = contender.connect(socket, new Setting((int) with[2], queue, true))) {
          tell(client, with[0]);
          long since = System.nanoTime();
          yield rate(tell(client, with[1]), since);
        }
      }
      case "batch" -> {
        contender.batch(socket, with[0], (int) with[2]);
        long since = System.nanoTime();
        yield rate(contender.batch(socket, with[1], (int) with[2]), since);
      }
      case "connect" -> connect(contender, socket, (int) with[0], (int) with[1]);
      case "fan-in" -> fanIn(contender, socket, (int) with[0], (int) with[1]);
      case "slow" -> slow(contender, socket, with[0]);
      default -> throw new IllegalArgumentException("no workload is called " + workload);
    };
  }

  private static Setting setting(double size) {
    return new Setting((int) size, 0, true);
  }

  private static Laps ask(Client client, Laps laps) throws Exception {
    while (laps.getAsBoolean()) {
      client.ask();
    }
    return laps;
  }

  /// Tells until the time is over, and then asks: the answer says that everything has arrived.
  private static long tell(Client client, double seconds) throws Exception {
    long count = 0;
    for (long end = System.nanoTime() + (long) (seconds * 1e9); System.nanoTime() < end; ) {
      for (int i = 0; i < SENDS_BETWEEN_LOOKS; i++) {
        client.tell();
      }
      count += SENDS_BETWEEN_LOOKS;
    }
    client.ask();
    return count;
  }

  private static String connect(Contender contender, Path socket, int warmUp, int times)
      throws Exception {
    long[] nanos = new long[times];
    for (int i = -warmUp; i < times; i++) {
      long from = System.nanoTime();
      Client client = contender.connect(socket, setting(0));
      if (i >= 0) {
        nanos[i] = System.nanoTime() - from;
      }
      client.close();
    }
    return Laps.json(nanos, times);
  }

  private static String fanIn(Contender contender, Path socket, int connections, int messages)
      throws Exception {
    Client[] clients = new Client[connections];
    for (int i = 0; i < connections; i++) {
      clients[i] = contender.connect(socket, setting(0));
    }
    tell(clients, Math.max(1, messages / WARM_UP));
    long since = System.nanoTime();
    tell(clients, messages);
    return rate((long) connections * messages, since);
  }

  private static void tell(Client[] clients, int messages) throws Exception {
    for (int i = 0; i < messages; i++) {
      for (Client client : clients) {
        client.tell();
      }
    }
    for (Client client : clients) {
      client.ask();
    }
  }

  /// Sends what is taken, to somebody who reads nothing, and tells what that costs.
  private static String slow(Contender contender, Path socket, double seconds) throws Exception {
    Client client = contender.connect(socket, new Setting(0, 0, false));
    long before = Memory.heap();
    long taken = 0;
    long refused = 0;
    for (long end = System.nanoTime() + (long) (seconds * 1e9); System.nanoTime() < end; ) {
      if (client.tell()) {
        taken++;
      } else {
        refused++;
      }
    }
    return "{\"taken\":%d,\"refused\":%d,\"bytes\":%d}"
        .formatted(taken, refused, Memory.heap() - before);
  }

  private static String rate(long messages, long since) {
    return "{\"messages\":%d,\"nanos\":%d}".formatted(messages, System.nanoTime() - since);
  }

  private static void obey() throws IOException {
    var orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    while (orders.readLine() != null) {
      IO.println("{\"heap\":%d,\"rss\":%d}".formatted(Memory.heap(), Memory.resident()));
    }
  }

  /// What this process holds.
  private static final class Memory {
    private static final int PAGE = 4096;

    static long heap() {
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      return runtime.totalMemory() - runtime.freeMemory();
    }

    static long resident() throws IOException {
      try (var pages = new Scanner(Path.of("/proc/self/statm"), StandardCharsets.UTF_8)) {
        pages.nextLong(); // the size of its address space
        return pages.nextLong() * PAGE;
      }
    }
  }
}
