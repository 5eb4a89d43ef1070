package dev.handfast.bench;

import java.io.IOException;
import java.time.Duration;
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

  private record Pair(Lab.Standing server, Child client) implements AutoCloseable {
    Turn play(String order) throws RunFailed, InterruptedException {
      Optional<Duration> before = processorTime();
      long since = System.nanoTime();
      JsonNode answer = client.ask(order);
      double took = System.nanoTime() - since;
      Optional<Double> busy =
          before.flatMap(
              earlier -> processorTime().map(now -> now.minus(earlier).toNanos() / took));
      return new Turn(answer, busy);
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
  /// @param busy how many cores both processes kept busy meanwhile; empty where the system does not
  ///   tell
  record Turn(JsonNode answer, Optional<Double> busy) {}

  /// Has a pair do something, after it was started and warmed up where none is alive.
  ///
  /// @throws RunFailed where one of them does not; then both are ended, and others take their place
  ///   when they are needed again
  Turn ask(Kind kind, String order) throws IOException, RunFailed, InterruptedException {
    try {
      return pair(kind).play(order);
    } catch (RunFailed | IOException failure) {
      end(kind);
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
