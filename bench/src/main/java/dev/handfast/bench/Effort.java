package dev.handfast.bench;

import java.util.List;

/// How much is done of everything.
///
/// @param rounds rounds, unless the command line says otherwise
/// @param fork rounds that a pair of processes lives
/// @param warmUp seconds that a pair plays each of its workloads, in turn, when it starts
/// @param passes how often it does so
/// @param settle seconds before anything counts, each time
/// @param seconds seconds that count
/// @param crowd connections of the fan-in
/// @param messages messages that each of them sends
/// @param idle connections that do nothing, while one works
/// @param storm connections that come at once
/// @param pinged connections that are pinged
/// @param pings how often each, an hour's worth at the library's own interval
/// @param shakes handshakes
/// @param shaken handshakes before them, for warming up
/// @param rare how many rounds share one run of what takes long; in the core table once in each
///   fork, at another place of it each time
/// @param drawn how many rounds share one drawing of the curves
/// @param curves the points of each curve; empty without curves
record Effort(
    int rounds,
    int fork,
    double warmUp,
    int passes,
    double settle,
    double seconds,
    int crowd,
    int messages,
    int idle,
    int storm,
    int pinged,
    int pings,
    int shakes,
    int shaken,
    int rare,
    int drawn,
    Curves curves) {

  /// @param connections idle connections
  /// @param sizes bytes of a message
  /// @param queues messages that may wait
  /// @param lengths events in a walk through the machine
  record Curves(List<Long> connections, List<Long> sizes, List<Long> queues, List<Long> lengths) {}

  /// 500 files: what a process opens besides its connections.
  private static final int SPARE = 500;

  /// Half a second: with less warm-up no figure means anything.
  private static final double MEANINGFUL = 0.5;

  private static final int LONG = 5;

  /// 206 B: a status update with its usual fields, and the smallest that is sent.
  private static final long USUAL = 206;

  private static final Curves NONE = new Curves(List.of(), List.of(), List.of(), List.of());

  /// The core table.
  static Effort core() {
    return new Effort(
        15, 5, 1.5, 2, 0.2, 0.5, 1000, 200, 10_000, 10_000, 1000, 120, 1000, 20_000, 7, 8, NONE);
  }

  /// The core table and the curves.
  static Effort full() {
    return core()
        .with(
            new Curves(
                List.of(1L, 10L, 100L, 1_000L, 10_000L),
                List.of(USUAL, 1_000L, 10_000L, 100_000L, 1_000_000L),
                List.of(1L, 10L, 100L, 1_000L, 10_000L, 100_000L),
                List.of(4L, 8L, 16L, 32L, 64L)));
  }

  /// Everything once or twice and hardly any of it: whether it works, not how fast it is.
  static Effort quick() {
    return new Effort(2, 2, 0.02, 1, 0.02, 0.02, 3, 5, 5, 20, 5, 2, 5, 5, 1, 1, NONE)
        .with(new Curves(List.of(2L), List.of(1_000L), List.of(8L), List.of(4L, 8L)));
  }

  /// As much of it as the limit of open files allows; the report tells what was done.
  Effort within(long limit) {
    int most = Math.clamp(limit - SPARE, 1, Integer.MAX_VALUE);
    return new Effort(
        rounds,
        fork,
        warmUp,
        passes,
        settle,
        seconds,
        Math.min(crowd, most),
        messages,
        Math.min(idle, most),
        Math.min(storm, most),
        Math.min(pinged, most),
        pings,
        shakes,
        shaken,
        rare,
        drawn,
        new Curves(
            curves.connections().stream().filter(point -> point <= most).toList(),
            curves.sizes(),
            curves.queues(),
            curves.lengths()));
  }

  /// What every contender's JVM is started with: the collector by its name, so that none chooses
  /// another one; and what starts fast, unless anything is measured.
  List<String> options() {
    return warmUp < MEANINGFUL
        ? List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
        : List.of("-XX:+UseG1GC");
  }

  /// Messages of each connection in the long fan-in: the 1,000 of which `performance.md` speaks.
  int longer() {
    return LONG * messages;
  }

  /// In words, for the report.
  String crowds() {
    return "fan-in %,d × %,d messages, long: × %,d; idle %,d; storm %,d; pings %,d × %,d"
        .formatted(crowd, messages, longer(), idle, storm, pinged, pings);
  }

  private Effort with(Curves curves) {
    return new Effort(
        rounds, fork, warmUp, passes, settle, seconds, crowd, messages, idle, storm, pinged, pings,
        shakes, shaken, rare, drawn, curves);
  }
}
