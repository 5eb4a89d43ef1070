package dev.handfast.bench;

import dev.handfast.bench.report.Placement;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Servers and clients that stay alive over several rounds, so that in each the JIT compilers of
/// both find their work done; a fork is what they live for, in the terms of JMH.
///
/// A pair starts when it is first needed, and plays everything that it will ever be asked for
/// before the first of it counts: so it does the same whichever workloads were chosen.
final class Pairs {
  private final Lab lab;
  private final Map<Kind, Pair> alive = new LinkedHashMap<>();

  Pairs(Lab lab) {
    this.lab = lab;
  }

  /// Who talks to whom.
  ///
  /// @param peer whose server and client they are
  /// @param mode of the server
  /// @param clients who plays its clients
  /// @param warmUp orders that are given in turn before anything counts
  record Kind(Peer peer, String mode, Clients clients, List<String> warmUp) {}

  /// Who plays the clients of a server.
  enum Clients {
    /// The contender itself.
    ITS_OWN,
    /// The crowd that is the same for every server.
    CROWD
  }

  private static final class Pair implements AutoCloseable {
    private final Lab.Standing server;
    private final Child client;
    private Placement placement = Placement.SYSTEM;

    Pair(Lab.Standing server, Child client) {
      this.server = server;
      this.client = client;
    }

    /// Moves both ends, if they are not there yet; they stay until they are wanted elsewhere.
    void place(Placement wanted) throws IOException, RunFailed, InterruptedException {
      if (placement == wanted) {
        return;
      }
      List<Integer> ours = Cores.ours();
      Cores.place(server.process(), Cores.ofServer(wanted, ours));
      Cores.place(client, Cores.ofClient(wanted, ours));
      placement = wanted;
    }

    Turn play(String order) throws RunFailed, InterruptedException {
      var marks = new ArrayList<Optional<Duration>>();
      JsonNode answer = client.ask(order, () -> marks.add(processorTime()));
      if (marks.size() != 2) {
        throw new RunFailed(
            "%s: got %d marks, wanted one where what counts begins, and one where it ends"
                .formatted(order, marks.size()));
      }
      Optional<Duration> spent =
          marks.getFirst().flatMap(from -> marks.getLast().map(until -> until.minus(from)));
      return new Turn(answer, spent);
    }

    private Optional<Duration> processorTime() {
      return client
          .processorTime()
          .flatMap(ours -> server.process().processorTime().map(ours::plus));
    }

    @Override
    public void close() {
      client.close();
      server.close();
    }
  }

  /// What came of an order.
  ///
  /// @param answer the client's
  /// @param spent the processor time of both processes over the part that counts; empty where the
  ///   system does not tell
  record Turn(JsonNode answer, Optional<Duration> spent) {}

  /// Has a pair do something where the system chooses.
  ///
  /// @throws RunFailed as [#ask(Kind, Placement, String)]
  Turn ask(Kind kind, String order) throws IOException, RunFailed, InterruptedException {
    return ask(kind, Placement.SYSTEM, order);
  }

  /// Has a pair do something, after it was started and warmed up where none is alive. It starts and
  /// warms up where the system chooses.
  ///
  /// @throws RunFailed where one of them does not; then both are ended, and others take their place
  ///   when they are needed again
  Turn ask(Kind kind, Placement placement, String order)
      throws IOException, RunFailed, InterruptedException {
    try {
      Pair pair = pair(kind);
      pair.place(placement);
      return pair.play(order);
    } catch (RunFailed | IOException failure) {
      Optional<String> server = endOfServer(kind);
      end(kind);
      if (server.isPresent()) {
        throw new RunFailed("%s; then %s".formatted(server.get(), failure.getMessage()));
      }
      throw failure;
    }
  }

  private Pair pair(Kind kind) throws IOException, RunFailed, InterruptedException {
    Pair found = alive.get(kind);
    if (found != null) {
      return found;
    }
    var server = lab.serve(kind.peer(), kind.mode());
    Child client;
    try {
      client =
          switch (kind.clients()) {
            case ITS_OWN -> lab.client(kind.peer(), server.socket());
            case CROWD -> lab.crowd(server.socket());
          };
    } catch (IOException failure) {
      server.close();
      throw failure;
    }
    var pair = new Pair(server, client);
    alive.put(kind, pair);
    for (String order : kind.warmUp()) {
      var _ = client.ask(order);
    }
    return pair;
  }

  /// How the server has ended, if it has: what its client says of that tells less.
  private Optional<String> endOfServer(Kind kind) throws InterruptedException {
    Pair pair = alive.get(kind);
    return pair == null || pair.server.process().process().isAlive()
        ? Optional.empty()
        : Optional.of(pair.server.process().end());
  }

  private void end(Kind kind) {
    Pair pair = alive.remove(kind);
    if (pair != null) {
      pair.close();
    }
  }

  /// Ends all of them: the next round is the first one of another fork.
  void end() {
    alive.values().forEach(Pair::close);
    alive.clear();
  }
}
