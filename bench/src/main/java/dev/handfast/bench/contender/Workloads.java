package dev.handfast.bench.contender;

import dev.handfast.bench.contender.Contender.Setting;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/// What a client plays, over connections of its own each time:
///
/// - `rtt|wait|one-way|batch|slow WARM-UP SECONDS SIZE QUEUE`, where a size or queue of 0 is the
///   usual one
/// - `fan-in CONNECTIONS WARM-UP MESSAGES`, where each connection sends so many messages
record Workloads(Contender contender, Path socket) implements Orders {
  /// Looking at the clock costs as much as a fast send.
  private static final int SENDS_BETWEEN_LOOKS = 64;

  @Override
  public String obey(String... words) throws Exception {
    double[] with = new double[words.length - 1];
    for (int i = 0; i < with.length; i++) {
      with[i] = Double.parseDouble(words[i + 1]);
    }
    return switch (words[0]) {
      case "rtt" -> {
        try (Client client = connect(with[2], with[3])) {
          exchange(client, new Laps(with[0]));
          var laps = new Laps(with[1]);
          yield Orders.counted(() -> exchange(client, laps)).json();
        }
      }
      case "wait" -> {
        try (Client client = connect(with[2], with[3])) {
          ask(client, new Laps(with[0]));
          var laps = new Laps(with[1]);
          yield Orders.counted(() -> ask(client, laps)).json();
        }
      }
      case "one-way" -> {
        try (Client client = connect(with[2], with[3])) {
          tell(client, with[0]);
          yield rate(() -> tell(client, with[1]));
        }
      }
      case "batch" -> {
        contender.batch(socket, with[0], (int) with[2]);
        yield rate(() -> contender.batch(socket, with[1], (int) with[2]));
      }
      case "fan-in" -> fanIn((int) with[0], (int) with[1], (int) with[2]);
      case "slow" -> slow(with[1], (int) with[2]);
      default -> throw new IllegalArgumentException("no workload is called " + words[0]);
    };
  }

  private Client connect(double size, double queue) throws Exception {
    return contender.connect(socket, new Setting((int) size, (int) queue, true));
  }

  private static Laps exchange(Client client, Laps laps) throws Exception {
    client.exchange(laps);
    return laps;
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

  private String fanIn(int connections, int warmUp, int messages) throws Exception {
    Client[] clients = new Client[connections];
    for (int i = 0; i < connections; i++) {
      clients[i] = connect(0, 0);
    }
    tell(clients, warmUp);
    String rate = rate(() -> tell(clients, messages));
    for (Client client : clients) {
      client.close();
    }
    return rate;
  }

  private static long tell(Client[] clients, int messages) throws Exception {
    for (int i = 0; i < messages; i++) {
      for (Client client : clients) {
        client.tell();
      }
    }
    for (Client client : clients) {
      client.ask();
    }
    return (long) clients.length * messages;
  }

  /// Sends what is taken, to somebody who reads nothing, until nothing is, and tells what that
  /// costs.
  ///
  /// Another connection has that before it: so what a process makes once is in no figure, neither
  /// for its first look at its memory nor for its first send.
  private String slow(double seconds, int size) throws Exception {
    var _ = held();
    var _ = fill(size, seconds);
    long before = held();
    Filled filled = fill(size, seconds);
    return "{\"taken\":%d,\"refused\":%d,\"bytes\":%d}"
        .formatted(filled.taken(), filled.refused(), held() - before);
  }

  private static long held() {
    return Memory.heap() + Memory.direct();
  }

  /// @param taken sends that were taken
  /// @param refused sends that were refused
  private record Filled(long taken, long refused) {}

  /// For so long, and until nothing is taken: whoever takes everything ends for lack of memory.
  private Filled fill(int size, double seconds) throws Exception {
    Client client = contender.connect(socket, new Setting(size, 0, false));
    long taken = 0;
    long refused = 0;
    long end = System.nanoTime() + (long) (seconds * 1e9);
    for (boolean last = true; last || System.nanoTime() < end; ) {
      last = client.tell();
      if (last) {
        taken++;
      } else {
        refused++;
      }
    }
    return new Filled(taken, refused);
  }

  /// How fast so many messages were.
  ///
  /// @param part sends them, and tells how many
  static String rate(Callable<Long> part) throws Exception {
    return Orders.counted(
        () -> {
          long since = System.nanoTime();
          long messages = part.call();
          return "{\"messages\":%d,\"nanos\":%d}".formatted(messages, System.nanoTime() - since);
        });
  }
}
