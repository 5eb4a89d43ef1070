package dev.handfast.bench.report;

import dev.handfast.QueueLimit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// What the library is to reach, and the figure that says whether it does.
///
/// @param what in words
/// @param placement where both ends of what it speaks of run
/// @param unit follows the figure
/// @param limit the bound
/// @param kept which figures must keep it
/// @param figure from the results, if it was measured
public record Target(
    String what,
    Placement placement,
    String unit,
    double limit,
    Kept kept,
    Function<Results, Optional<Spread>> figure) {

  /// Which figures must keep a bound.
  public enum Kept {
    /// The median is at least the bound.
    AT_LEAST,
    /// The median is at most the bound.
    AT_MOST,
    /// In no round it is more than the bound.
    ALWAYS_AT_MOST
  }

  private static final String OURS = "handfast";
  private static final int KIB = 1024;

  /// 1 KiB: what the library keeps of a message besides its bytes (its place in the queue, its
  /// receipt, who waits for it), about 600 B.
  private static final int BESIDE = KIB;

  /// 128 KiB: what the loop of a connection reads into and writes from, whatever waits.
  private static final int LOOP = 128 * KIB;

  /// 256 B: a status update of about 210 B.
  private static final int SMALL = 256;

  /// 100 KB: what is sent to the slow reader in large pieces, of which the library's queue takes
  /// fewer by their bytes than by their number.
  public static final int LARGE = 100_000;

  /// The ratios to C, one way, in the table of `performance.md`, by which its target goes.
  private static final double NETTY = 0.42;

  private static final double GRPC = 0.30;
  private static final double NODE = 0.17;

  /// All of them where the system chooses the cores, in the order of the table.
  public static final List<Target> ALL = Stream.concat(talks(Placement.SYSTEM), others()).toList();

  /// Those about one server and one client.
  public static Stream<Target> talks(Placement placement) {
    String rtt = placement.nameOf("rtt");
    String wait = placement.nameOf("wait");
    String oneWay = placement.nameOf("one-way");
    return Stream.of(
            atMost(
                "round trip, the answer handled where it is read", " × C", 1.9, floor(rtt, "p50")),
            atMost("the same beside Netty", " × Netty", 1, other(rtt, "netty", "p50")),
            atMost("round trip, a caller waits", " × C", 3.3, floor(wait, "p50")),
            atLeast("one-way, a message per call", " × C", 1.0, floor(oneWay, "rate")),
            atLeast(
                "the same by the table of performance.md: the most of 2 × Netty's 0.42, 3 × gRPC's"
                    + " 0.30 and 5 × the original's 0.17",
                " × C",
                Math.max(2 * NETTY, Math.max(3 * GRPC, 5 * NODE)),
                floor(oneWay, "rate")),
            atLeast(
                "the same beside Netty in this run", " × Netty", 2, other(oneWay, "netty", "rate")),
            atLeast(
                "the same beside a gRPC stream in this run",
                " × gRPC",
                3,
                other(oneWay, "grpc", "rate")),
            atLeast(
                "the same beside the original in this run",
                " × Node",
                5,
                other(oneWay, "node", "rate")))
        .map(target -> target.on(placement));
  }

  private static Stream<Target> others() {
    return Stream.of(
        atLeast(
            "large batches, encoded already: the transport alone",
            " × C",
            0.85,
            floor("batch", "rate")),
        atLeast(
            "fan-in, 1,000 messages of each worker",
            " × Netty",
            1.3,
            other("fan-in-long", "netty", "rate")),
        atLeast(
            "the same with 200 messages, in every round",
            " × Netty",
            1.3,
            other("fan-in", "netty", "rate")),
        atMost("heap of an idle worker on the server", " B", 4 * KIB, own("idle", "heap")),
        atMost("its resident memory", " B", 4 * KIB, own("idle", "resident")),
        atMost(
            "round trip of one among idle ones, beside one alone", " ×", 1.3, own("idle", "ratio")),
        atLeast("storm: the part of the workers that is accepted", "", 1, own("storm", "accepted")),
        atMost("storm: the slowest handshake", " s", 10, own("storm", "slowest")),
        always(
            "slow reader: what the sender holds of messages of 210 B",
            held(SMALL),
            own("slow-reader", "bytes")),
        always("the same with messages of 100 KB", held(LARGE), own("slow-reader-large", "bytes")),
        atMost(
            "start to the handshake with the launcher's cache, beside an empty `main` without"
                + " one",
            " ×",
            2,
            Target::start),
        atMost("the handshake's own cost", " round trips", 1, Target::handshake),
        atLeast(
            "interleavings of the pure machines",
            " a second",
            100_000,
            own("interleavings", "rate")),
        atMost(
            "a walk of 64 events beside one of 32: the cost is linear",
            " ×",
            2,
            results -> results.times("walk", OURS, "rate", 32, 64)),
        atMost("an hour of pings: growth of each idle worker", " B", 64, own("pings", "growth")));
  }

  private Target on(Placement elsewhere) {
    return new Target(what, elsewhere, unit, limit, kept, figure);
  }

  private static Target atMost(
      String what, String unit, double limit, Function<Results, Optional<Spread>> figure) {
    return new Target(what, Placement.SYSTEM, unit, limit, Kept.AT_MOST, figure);
  }

  private static Target atLeast(
      String what, String unit, double limit, Function<Results, Optional<Spread>> figure) {
    return new Target(what, Placement.SYSTEM, unit, limit, Kept.AT_LEAST, figure);
  }

  private static Target always(
      String what, double limit, Function<Results, Optional<Spread>> figure) {
    return new Target(
        what, Placement.SYSTEM, " B in each round", limit, Kept.ALWAYS_AT_MOST, figure);
  }

  /// What a connection holds with a queue full of messages of one size, by the limit of
  /// [QueueLimit] that binds: that of their number or that of their encoded bytes.
  private static double held(int size) {
    long messages = Math.min(QueueLimit.DEFAULT_MESSAGES, QueueLimit.DEFAULT_BYTES / size);
    return (double) (LOOP + messages * (size + BESIDE));
  }

  private static Function<Results, Optional<Spread>> own(String workload, String metric) {
    return results -> results.spread(workload, OURS, metric);
  }

  private static Function<Results, Optional<Spread>> floor(String workload, String metric) {
    return results -> results.timesFloor(workload, OURS, metric);
  }

  private static Function<Results, Optional<Spread>> other(
      String workload, String contender, String metric) {
    return results -> results.times(workload, OURS, contender, metric);
  }

  /// What the handshake takes, less what a first frame takes of anybody because the connection has
  /// still to be accepted; raw channels say how much that is.
  private static Optional<Spread> handshake(Results results) {
    return results.combine(
        "handshake",
        round -> {
          double accepting = round.of("jdk", "handshake") - round.of("jdk", "request");
          return (round.of(OURS, "handshake") - accepting) / round.of(OURS, "request");
        });
  }

  private static Optional<Spread> start(Results results) {
    return results.times("start", OURS + "-cached", "empty-main", "millis");
  }

  /// The bound in words.
  public String bound() {
    return (kept == Kept.AT_LEAST ? "≥ " : "≤ ") + Numbers.show(limit) + unit;
  }

  /// Whether the bound is kept.
  public boolean met(Spread measured) {
    return switch (kept) {
      case AT_LEAST -> measured.median() >= limit;
      case AT_MOST -> measured.median() <= limit;
      case ALWAYS_AT_MOST -> measured.most() <= limit;
    };
  }

  /// Whether the spread is on both sides of the bound: another run may say otherwise.
  public boolean near(Spread measured) {
    return kept != Kept.ALWAYS_AT_MOST && measured.q1() < limit && limit < measured.q3();
  }

  /// The figure in words, with the one that decides.
  String show(Spread measured) {
    String middle = Numbers.show(measured);
    return kept == Kept.ALWAYS_AT_MOST
        ? middle + ", at most " + Numbers.show(measured.most())
        : middle;
  }
}
