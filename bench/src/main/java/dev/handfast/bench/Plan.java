package dev.handfast.bench;

import static dev.handfast.bench.Peer.C;
import static dev.handfast.bench.Peer.GRPC;
import static dev.handfast.bench.Peer.GRPC_UNARY;
import static dev.handfast.bench.Peer.HANDFAST;
import static dev.handfast.bench.Peer.HANDFAST_VIRTUAL;
import static dev.handfast.bench.Peer.JDK;
import static dev.handfast.bench.Peer.JSONRPC;
import static dev.handfast.bench.Peer.JUNIX;
import static dev.handfast.bench.Peer.NETTY;
import static dev.handfast.bench.Peer.NODE;

import dev.handfast.bench.Lab.Standing;
import dev.handfast.bench.Pairs.Clients;
import dev.handfast.bench.Pairs.Turn;
import dev.handfast.bench.micro.Lives;
import dev.handfast.bench.micro.MachineWalk;
import dev.handfast.bench.report.Placement;
import dev.handfast.bench.report.Spread;
import dev.handfast.bench.report.Target;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/// What one round does, in order: a workload by all its contenders, then the next one.
final class Plan {
  private static final double NANOS = 1e9;

  /// A twentieth of the messages first, so that every connection has been read from.
  private static final int FIRST = 20;

  /// Twice as many messages as in a turn, in each pass of the warm-up.
  private static final int WARMING = 2;

  private static final double NANOS_IN_MICRO = 1e3;

  /// 100 ms between two pings: an hour's worth at the usual interval takes seconds, and the crowd
  /// keeps up.
  private static final int PING_MILLIS = 100;

  /// Looks at the round trip beside idle workers, on each side of their coming and going.
  private static final int ROUND_TRIPS = 3;

  /// Looks at a heap, of which the least counts.
  private static final int LOOKS = 9;

  /// What a server and one client play.
  private final List<Talk> talks =
      List.of(
          new Talk(
              "rtt",
              List.of(
                  C,
                  JDK,
                  JUNIX,
                  HANDFAST,
                  HANDFAST_VIRTUAL,
                  NETTY,
                  GRPC,
                  GRPC_UNARY,
                  NODE,
                  JSONRPC),
              List.of(C, HANDFAST, NETTY),
              Plan::laps),
          new Talk(
              "wait",
              List.of(HANDFAST, HANDFAST_VIRTUAL, NETTY, GRPC, GRPC_UNARY),
              List.of(HANDFAST, NETTY),
              Plan::laps),
          new Talk(
              "one-way",
              List.of(C, JDK, JUNIX, HANDFAST, HANDFAST_VIRTUAL, NETTY, GRPC, NODE, JSONRPC),
              List.of(C, HANDFAST, NETTY, GRPC, NODE),
              Plan::rate));

  private final Effort effort;
  private final List<Placement> given;
  private final List<Task> tasks = new ArrayList<>();

  private Plan(Effort effort, List<Placement> given) {
    this.effort = effort;
    this.given = given;
  }

  /// @param placed those of its peers who play it on given cores, too: of whom a target speaks
  private record Talk(
      String workload,
      List<Peer> peers,
      List<Peer> placed,
      Function<Turn, Map<String, Double>> figures) {}

  /// All of it.
  ///
  /// @param given how both ends are placed on given cores, besides where the system chooses
  static List<Task> of(Effort effort, List<Placement> given) {
    var plan = new Plan(effort, given);
    plan.talk();
    plan.crowds();
    plan.lives();
    plan.curves();
    return plan.tasks;
  }

  private void talk() {
    talks.forEach(talk -> talk(talk, talk.peers(), Placement.SYSTEM));
    given.forEach(placement -> talks.forEach(talk -> talk(talk, talk.placed(), placement)));
    for (Peer peer : List.of(C, JDK, JUNIX, HANDFAST)) {
      var pair = new Pairs.Kind(peer, "bytes", Clients.ITS_OWN, warmUp(peer, List.of("batch")));
      String order = order("batch", effort.settle(), 0, 0);
      each("batch", peer, lab -> rate(lab.pairs().ask(pair, order)));
    }
  }

  private void talk(Talk talk, List<Peer> peers, Placement placement) {
    String order = order(talk.workload(), effort.settle(), 0, 0);
    for (Peer peer : peers) {
      each(
          placement.nameOf(talk.workload()),
          peer,
          lab -> talk.figures().apply(lab.pairs().ask(talkers(peer), placement, order)));
    }
  }

  /// Those who play all talks of a contender.
  private Pairs.Kind talkers(Peer peer) {
    List<String> all =
        talks.stream().filter(talk -> talk.peers().contains(peer)).map(Talk::workload).toList();
    return new Pairs.Kind(peer, "blocking", Clients.ITS_OWN, warmUp(peer, all));
  }

  /// All of them in turn, and again: so the compilers have seen all of it before they are done.
  private List<String> warmUp(Peer peer, List<String> workloads) {
    return warmUp(
        peer, workloads.stream().map(workload -> warming(workload, peer)).toArray(String[]::new));
  }

  /// All of it counts, for nobody looks at the figure.
  private String warming(String workload, Peer peer) {
    return order(workload, 0, effort.warmUp() * peer.warmUpFactor(), 0, 0);
  }

  /// A program that nobody compiles while it runs has nothing to warm up.
  private List<String> warmUp(Peer peer, String... orders) {
    return peer.kind() == Peer.Kind.NATIVE ? List.of() : passes(orders);
  }

  private List<String> passes(String... orders) {
    return Collections.nCopies(effort.passes(), List.of(orders)).stream()
        .flatMap(List::stream)
        .toList();
  }

  private String order(String workload, double warmUp, long size, long queue) {
    return order(workload, warmUp, effort.seconds(), size, queue);
  }

  private static String order(
      String workload, double warmUp, double seconds, long size, long queue) {
    return "%s %s %s %d %d".formatted(workload, warmUp, seconds, size, queue);
  }

  private void crowds() {
    for (Peer peer : List.of(C, JDK, HANDFAST, NETTY)) {
      each("fan-in", peer, fanIn(peer, Clients.CROWD, effort.messages()));
    }
    for (Peer peer : List.of(HANDFAST_VIRTUAL, NODE)) {
      rarely("fan-in", peer, fanIn(peer, Clients.CROWD, effort.messages()));
    }
    rarely("fan-in", GRPC, fanIn(GRPC, Clients.ITS_OWN, effort.messages()));
    for (Peer peer : List.of(C, HANDFAST, NETTY)) {
      rarely("fan-in-long", peer, fanIn(peer, Clients.CROWD, effort.longer()));
    }
    for (Peer peer : List.of(JDK, HANDFAST, NETTY)) {
      rarely("idle", peer, lab -> idle(lab, peer, effort.idle()));
    }
    for (Peer peer : List.of(C, JDK, HANDFAST, NETTY)) {
      rarely("storm", peer, lab -> storm(lab, peer));
    }
  }

  /// The crowd runs in a JVM, whoever its server is, and so there is always somebody to warm up.
  private Task.Work fanIn(Peer peer, Clients clients, int messages) {
    List<String> warmUp = passes(order(WARMING * effort.messages()));
    var pair = new Pairs.Kind(peer, loop(peer), clients, warmUp);
    String order = order(messages);
    return lab -> rate(lab.pairs().ask(pair, order));
  }

  private String order(int messages) {
    return "fan-in %d %d %d".formatted(effort.crowd(), Math.max(1, messages / FIRST), messages);
  }

  private void lives() {
    for (Peer peer : List.of(JDK, HANDFAST, NETTY)) {
      rarely("handshake", peer, lab -> shake(lab, peer));
    }
    rarely("pings", HANDFAST, this::pings);
    rarely("interleavings", HANDFAST, _ -> Lives.measure(effort.warmUp(), effort.seconds()));
    for (Peer peer : List.of(HANDFAST, NETTY, GRPC, NODE)) {
      rarely("slow-reader", peer, lab -> slow(lab, peer, 0));
    }
    for (Peer peer : List.of(HANDFAST, NETTY)) {
      rarely("slow-reader-large", peer, lab -> slow(lab, peer, Target.LARGE));
    }
    StartUp.tasks(tasks);
  }

  private void curves() {
    for (long connections : effort.curves().connections()) {
      for (Peer peer : List.of(JDK, HANDFAST, NETTY)) {
        curve("connections", connections, peer, lab -> idle(lab, peer, (int) connections));
      }
    }
    for (long size : effort.curves().sizes()) {
      for (Peer peer : List.of(C, JDK, HANDFAST, NETTY)) {
        curve("size", size, peer, oneWay(peer, size, 0));
      }
    }
    for (long queue : effort.curves().queues()) {
      curve("queue", queue, HANDFAST, oneWay(HANDFAST, 0, queue));
    }
    for (long length : effort.curves().lengths()) {
      curve("walk", length, HANDFAST, _ -> MachineWalk.measure((int) length, effort.seconds()));
    }
  }

  private void each(String workload, Peer peer, Task.Work work) {
    tasks.add(new Task(workload, 0, peer.id(), 1, work));
  }

  private void rarely(String workload, Peer peer, Task.Work work) {
    tasks.add(new Task(workload, 0, peer.id(), effort.rare(), work));
  }

  private void curve(String workload, long at, Peer peer, Task.Work work) {
    tasks.add(new Task(workload, at, peer.id(), effort.drawn(), work));
  }

  private Task.Work oneWay(Peer peer, long size, long queue) {
    String order = order("one-way", effort.seconds(), size, queue);
    return lab -> rate(lab.pairs().ask(talkers(peer), order));
  }

  private static String loop(Peer peer) {
    return peer == C ? "epoll" : "selector";
  }

  /// Alone: before the others come, and once they have gone. A round trip depends on the cores that
  /// its two ends happen to get, so each is the median of several looks, with a connection of its
  /// own each.
  private Map<String, Double> idle(Lab lab, Peer peer, int connections)
      throws IOException, RunFailed, InterruptedException {
    try (Standing server = lab.serve(peer, loop(peer));
        Child worker = lab.client(peer, server.socket())) {
      for (String order : warmUp(peer, List.of("rtt"))) {
        var _ = worker.ask(order);
      }
      var alone = new ArrayList<>(roundTrips(worker));
      var among = new ArrayList<Double>();
      long files = server.process().openFiles();
      var _ = server.memory(); // makes what the first look makes once
      JsonNode before = server.memory();
      JsonNode after;
      try (Child crowd = lab.crowd(server.socket())) {
        var _ = crowd.ask("hold %d 0".formatted(connections));
        after = server.memory();
        among.addAll(roundTrips(worker));
        among.addAll(roundTrips(worker));
        crowd.mustLive(); // it ends where the server closes a connection of its
      }
      server.process().awaitOpenFiles(files);
      alone.addAll(roundTrips(worker));
      double lonely = Spread.of(alone).median();
      double crowded = Spread.of(among).median();
      var result = new LinkedHashMap<String, Double>();
      result.put("heap", more(after, before, "heap") / connections);
      result.put("resident", more(after, before, "rss") / connections);
      result.put("alone", lonely);
      result.put("among", crowded);
      result.put("ratio", crowded / lonely);
      return result;
    }
  }

  private static double more(JsonNode after, JsonNode before, String what) {
    return after.required(what).asDouble() - before.required(what).asDouble();
  }

  /// Of a few looks, each half as long as a turn.
  private List<Double> roundTrips(Child worker) throws RunFailed, InterruptedException {
    String order = order("rtt", effort.settle() / 2, effort.seconds() / 2, 0, 0);
    var found = new ArrayList<Double>();
    for (int look = 0; look < ROUND_TRIPS; look++) {
      found.add(worker.ask(order).required("p50").asDouble() / NANOS_IN_MICRO);
    }
    return found;
  }

  private Map<String, Double> storm(Lab lab, Peer peer)
      throws IOException, RunFailed, InterruptedException {
    try (Standing server = lab.serve(peer, loop(peer));
        Child crowd = lab.crowd(server.socket())) {
      JsonNode storm = crowd.ask("storm " + effort.storm());
      return Map.of(
          "accepted", storm.required("accepted").asDouble() / storm.required("all").asDouble(),
          "slowest", storm.required("slowest").asDouble() / NANOS,
          "p99", storm.required("p99").asDouble() / NANOS,
          "p50", storm.required("p50").asDouble() / NANOS);
    }
  }

  private Map<String, Double> shake(Lab lab, Peer peer)
      throws IOException, RunFailed, InterruptedException {
    try (Standing server = lab.serve(peer, loop(peer));
        Child crowd = lab.crowd(server.socket())) {
      JsonNode shaken = crowd.ask("shake %d %d".formatted(effort.shaken(), effort.shakes()));
      var result = new LinkedHashMap<String, Double>();
      for (String part : List.of("connect", "handshake", "request")) {
        result.put(part, shaken.required(part).required("p50").asDouble() / NANOS_IN_MICRO);
      }
      return result;
    }
  }

  private Map<String, Double> pings(Lab lab) throws IOException, RunFailed, InterruptedException {
    try (Standing server = lab.serve(HANDFAST, "selector", "-Dbench.ping=" + PING_MILLIS);
        Child crowd = lab.crowd(server.socket())) {
      var _ = crowd.ask("hold %d %d".formatted(effort.pinged(), effort.pings()));
      var _ = leastHeap(server); // meanwhile the first pings have made what is made once
      double before = leastHeap(server);
      var _ = crowd.json(); // they have answered all pings
      return Map.of("growth", (leastHeap(server) - before) / effort.pinged());
    }
  }

  /// What is held for good: pings that are on their way when somebody looks are no growth.
  private static double leastHeap(Standing server) throws RunFailed, InterruptedException {
    double least = Double.POSITIVE_INFINITY;
    for (int look = 0; look < LOOKS; look++) {
      least = Math.min(least, server.memory().required("heap").asDouble());
    }
    return least;
  }

  private Map<String, Double> slow(Lab lab, Peer peer, long size)
      throws IOException, RunFailed, InterruptedException {
    Peer reader = peer == GRPC ? GRPC : JDK; // raw channels speak no HTTP/2
    try (Standing server = lab.serve(reader, "stalled");
        Child client = lab.client(peer, server.socket())) {
      JsonNode slow = client.ask(order("slow", 0, size, 0));
      return Map.of(
          "taken", slow.required("taken").asDouble(),
          "refused", slow.required("refused").asDouble(),
          "bytes", slow.required("bytes").asDouble());
    }
  }

  private static Map<String, Double> laps(Turn turn) {
    var result = new LinkedHashMap<String, Double>();
    for (String name : List.of("p50", "p90", "p99")) {
      result.put(name, turn.answer().required(name).asDouble() / NANOS_IN_MICRO);
    }
    aside(result, turn, "count");
    return result;
  }

  private static Map<String, Double> rate(Turn turn) {
    double rate =
        turn.answer().required("messages").asDouble()
            * NANOS
            / turn.answer().required("nanos").asDouble();
    var result = new LinkedHashMap<String, Double>();
    result.put("rate", rate);
    aside(result, turn, "messages");
    return result;
  }

  /// What one message or round trip costs both processes, in microseconds of processor time.
  private static void aside(Map<String, Double> result, Turn turn, String counted) {
    double count = turn.answer().required(counted).asDouble();
    turn.spent().ifPresent(spent -> result.put("cost", spent.toNanos() / NANOS_IN_MICRO / count));
  }
}
