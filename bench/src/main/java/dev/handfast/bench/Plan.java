package dev.handfast.bench;

import static dev.handfast.bench.Peer.C;
import static dev.handfast.bench.Peer.GRPC;
import static dev.handfast.bench.Peer.GRPC_UNARY;
import static dev.handfast.bench.Peer.HANDFAST;
import static dev.handfast.bench.Peer.JDK;
import static dev.handfast.bench.Peer.JSONRPC;
import static dev.handfast.bench.Peer.JUNIX;
import static dev.handfast.bench.Peer.NETTY;
import static dev.handfast.bench.Peer.NODE;

import dev.handfast.bench.Lab.Standing;
import dev.handfast.bench.micro.Lives;
import dev.handfast.bench.micro.MachineWalk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// What one round does, in order: a workload by all its contenders, then the next one.
final class Plan {
  private static final double NANOS = 1e9;

  /// A fifth of the messages for those who take several times as long: a rate is a rate.
  private static final int SLOWER = 5;

  private static final double NANOS_IN_MICRO = 1e3;

  /// 30 ms between two pings: an hour's worth at the usual interval takes seconds.
  private static final int PING_MILLIS = 30;

  private final Effort effort;
  private final List<Task> tasks = new ArrayList<>();

  private Plan(Effort effort) {
    this.effort = effort;
  }

  static List<Task> of(Effort effort) {
    var plan = new Plan(effort);
    plan.talk();
    plan.crowds();
    plan.lives();
    plan.curves();
    return plan.tasks;
  }

  private void talk() {
    for (Peer peer : List.of(C, JDK, JUNIX, HANDFAST, NETTY, GRPC, GRPC_UNARY, NODE, JSONRPC)) {
      each("rtt", peer, lab -> laps(lab, peer, "rtt"));
    }
    for (Peer peer : List.of(HANDFAST, NETTY, GRPC, GRPC_UNARY)) {
      each("wait", peer, lab -> laps(lab, peer, "wait"));
    }
    for (Peer peer : List.of(C, JDK, JUNIX, HANDFAST, NETTY, GRPC, NODE, JSONRPC)) {
      each("one-way", peer, lab -> oneWay(lab, peer, 0, 0));
    }
    for (Peer peer : List.of(C, JDK, JUNIX, HANDFAST)) {
      each("batch", peer, lab -> rate(client(lab, peer, "bytes", "batch", 0)));
    }
  }

  private void crowds() {
    for (Peer peer : List.of(C, JDK, HANDFAST, NETTY)) {
      each("fan-in", peer, lab -> fanIn(lab, peer, effort.messages()));
    }
    int few = Math.max(1, effort.messages() / SLOWER);
    rarely("fan-in", NODE, lab -> fanIn(lab, NODE, few));
    rarely("fan-in", GRPC, lab -> rate(client(lab, GRPC, "fan-in", effort.crowd(), few)));
    for (Peer peer : List.of(JDK, HANDFAST, NETTY)) {
      rarely("idle", peer, lab -> idle(lab, peer, effort.idle()));
    }
    for (Peer peer : List.of(C, JDK, HANDFAST, NETTY)) {
      rarely("storm", peer, lab -> storm(lab, peer));
    }
  }

  private void lives() {
    for (Peer peer : List.of(JDK, HANDFAST, NETTY)) {
      rarely("handshake", peer, lab -> shake(lab, peer));
    }
    rarely("pings", HANDFAST, this::pings);
    rarely("interleavings", HANDFAST, _ -> Lives.measure(effort.warmUp(), effort.seconds()));
    for (Peer peer : List.of(HANDFAST, NETTY, GRPC, NODE)) {
      rarely("slow-reader", peer, lab -> slow(lab, peer));
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
        curve("size", size, peer, lab -> oneWay(lab, peer, size, 0));
      }
    }
    for (long queue : effort.curves().queues()) {
      curve("queue", queue, HANDFAST, lab -> oneWay(lab, HANDFAST, 0, queue));
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
    tasks.add(new Task(workload, at, peer.id(), effort.rare(), work));
  }

  private Map<String, Double> laps(Lab lab, Peer peer, String workload)
      throws IOException, RunFailed, InterruptedException {
    return micros(client(lab, peer, "blocking", workload, 0), "p50", "p90", "p99");
  }

  private Map<String, Double> oneWay(Lab lab, Peer peer, long size, long queue)
      throws IOException, RunFailed, InterruptedException {
    try (Standing server = lab.serve(server(peer), "blocking")) {
      Number[] numbers =
          queue == 0
              ? new Number[] {effort.warmUp(), effort.seconds(), size}
              : new Number[] {effort.warmUp(), effort.seconds(), size, queue};
      return rate(lab.client(peer, server.socket(), "one-way", numbers));
    }
  }

  private JsonNode client(Lab lab, Peer peer, String mode, String workload, long size)
      throws IOException, RunFailed, InterruptedException {
    try (Standing server = lab.serve(server(peer), mode)) {
      return lab.client(peer, server.socket(), workload, effort.warmUp(), effort.seconds(), size);
    }
  }

  private static JsonNode client(Lab lab, Peer peer, String workload, int first, int second)
      throws IOException, RunFailed, InterruptedException {
    try (Standing server = lab.serve(server(peer), "selector")) {
      return lab.client(peer, server.socket(), workload, first, second);
    }
  }

  /// One server answers both ways of calling.
  private static Peer server(Peer peer) {
    return peer == GRPC_UNARY ? GRPC : peer;
  }

  private static String loop(Peer peer) {
    return peer == C ? "epoll" : "selector";
  }

  private Map<String, Double> fanIn(Lab lab, Peer peer, int messages)
      throws IOException, RunFailed, InterruptedException {
    try (Standing server = lab.serve(peer, loop(peer));
        Child crowd = lab.crowd(server.socket(), "fan-in", effort.crowd(), messages)) {
      return rate(crowd.json());
    }
  }

  private Map<String, Double> idle(Lab lab, Peer peer, int connections)
      throws IOException, RunFailed, InterruptedException {
    try (Standing server = lab.serve(peer, loop(peer))) {
      double alone = roundTrip(lab, peer, server);
      JsonNode before = server.memory();
      try (Child crowd = lab.crowd(server.socket(), "hold", connections, 0)) {
        crowd.awaitLine("ready");
        JsonNode after = server.memory();
        double among = roundTrip(lab, peer, server);
        var result = new LinkedHashMap<String, Double>();
        result.put(
            "heap", (after.get("heap").asDouble() - before.get("heap").asDouble()) / connections);
        result.put(
            "resident", (after.get("rss").asDouble() - before.get("rss").asDouble()) / connections);
        result.put("alone", alone);
        result.put("among", among);
        result.put("ratio", among / alone);
        return result;
      }
    }
  }

  private double roundTrip(Lab lab, Peer peer, Standing server)
      throws IOException, RunFailed, InterruptedException {
    JsonNode laps = lab.client(peer, server.socket(), "rtt", effort.warmUp(), effort.seconds(), 0);
    return laps.get("p50").asDouble() / NANOS_IN_MICRO;
  }

  private Map<String, Double> storm(Lab lab, Peer peer)
      throws IOException, RunFailed, InterruptedException {
    try (Standing server = lab.serve(peer, loop(peer));
        Child crowd = lab.crowd(server.socket(), "storm", effort.storm())) {
      JsonNode storm = crowd.json();
      return Map.of(
          "accepted", storm.get("accepted").asDouble() / storm.get("all").asDouble(),
          "slowest", storm.get("slowest").asDouble() / NANOS,
          "p99", storm.get("p99").asDouble() / NANOS,
          "p50", storm.get("p50").asDouble() / NANOS);
    }
  }

  private Map<String, Double> shake(Lab lab, Peer peer)
      throws IOException, RunFailed, InterruptedException {
    try (Standing server = lab.serve(peer, loop(peer));
        Child crowd = lab.crowd(server.socket(), "shake", effort.shakes())) {
      JsonNode shaken = crowd.json();
      var result = new LinkedHashMap<String, Double>();
      for (String part : List.of("connect", "handshake", "request")) {
        result.put(part, shaken.get(part).get("p50").asDouble() / NANOS_IN_MICRO);
      }
      return result;
    }
  }

  private Map<String, Double> pings(Lab lab) throws IOException, RunFailed, InterruptedException {
    try (Standing server = lab.serve(HANDFAST, "selector", "-Dbench.ping=" + PING_MILLIS);
        Child crowd = lab.crowd(server.socket(), "hold", effort.pinged(), effort.pings())) {
      crowd.awaitLine("ready");
      JsonNode before = server.memory();
      crowd.awaitLine("pinged");
      JsonNode after = server.memory();
      return Map.of(
          "growth",
          (after.get("heap").asDouble() - before.get("heap").asDouble()) / effort.pinged());
    }
  }

  private Map<String, Double> slow(Lab lab, Peer peer)
      throws IOException, RunFailed, InterruptedException {
    try (Standing server = lab.serve(peer, "stalled")) {
      JsonNode slow = lab.client(peer, server.socket(), "slow", effort.seconds(), 0, 0);
      return Map.of(
          "taken", slow.get("taken").asDouble(),
          "refused", slow.get("refused").asDouble(),
          "bytes", slow.get("bytes").asDouble());
    }
  }

  private static Map<String, Double> micros(JsonNode nanos, String... names) {
    var result = new LinkedHashMap<String, Double>();
    for (String name : names) {
      result.put(name, nanos.get(name).asDouble() / NANOS_IN_MICRO);
    }
    return result;
  }

  private static Map<String, Double> rate(JsonNode sent) {
    return Map.of("rate", sent.get("messages").asDouble() * NANOS / sent.get("nanos").asDouble());
  }
}
