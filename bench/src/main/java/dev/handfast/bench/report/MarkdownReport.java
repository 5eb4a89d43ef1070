package dev.handfast.bench.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// The page that people read.
public final class MarkdownReport {
  private final Results results;
  private final Environment environment;
  private final UnaryOperator<String> titles;
  private final String readme;
  private final StringBuilder page = new StringBuilder();

  private MarkdownReport(
      Results results, Environment environment, UnaryOperator<String> titles, String readme) {
    this.readme = readme;
    this.results = results;
    this.environment = environment;
    this.titles = titles;
  }

  /// A table of one workload.
  ///
  /// @param workload which
  /// @param title its heading
  /// @param columns the metrics, and how they are called
  /// @param floor the metric that is compared with the floor's; empty where there is none
  private record Table(String workload, String title, Map<String, String> columns, String floor) {
    Table on(Placement placement) {
      return new Table(
          placement.nameOf(workload), title + "; " + placement.words(), columns, floor);
    }
  }

  /// For one of them, of both processes.
  private static final String COST = "processor time, µs";

  private static final Map<String, String> SLOW_READER =
      ordered(
          "bytes", "the sender grows by, B", "taken", "sends taken", "refused", "sends refused");

  private static final List<Table> TABLES =
      List.of(
          new Table(
              "rtt",
              "Round trip: a request and its answer, the next one sent where the answer is handled",
              ordered("p50", "p50, µs", "p90", "p90, µs", "p99", "p99, µs", "cost", COST),
              "p50"),
          new Table(
              "wait",
              "Round trip: a thread asks, waits for the answer, and asks again",
              ordered("p50", "p50, µs", "p90", "p90, µs", "p99", "p99, µs", "cost", COST),
              "p50"),
          new Table(
              "one-way",
              "One way: a status update per call, until the last one has been handled",
              ordered("rate", "messages a second", "cost", COST),
              "rate"),
          new Table(
              "batch",
              "One way: 64 KB of encoded status updates per write",
              ordered("rate", "messages a second", "cost", COST),
              "rate"),
          new Table(
              "fan-in",
              "Fan-in: many workers, each message a write of its own, one server",
              ordered("rate", "messages a second", "cost", COST),
              "rate"),
          new Table(
              "fan-in-long",
              "Fan-in, five times as many messages",
              ordered("rate", "messages a second", "cost", COST),
              "rate"),
          new Table(
              "idle",
              "Idle workers: what each costs the server, and the round trip of one among them",
              ordered(
                  "heap",
                  "heap, B",
                  "resident",
                  "resident memory, B",
                  "alone",
                  "p50 alone, µs",
                  "among",
                  "p50 among them, µs",
                  "ratio",
                  "ratio"),
              ""),
          new Table(
              "storm",
              "Storm: all workers connect and shake hands at once",
              ordered(
                  "accepted",
                  "accepted",
                  "p50",
                  "p50, s",
                  "p99",
                  "p99, s",
                  "slowest",
                  "slowest, s"),
              ""),
          new Table(
              "handshake",
              "The handshake beside the first request on the same connection",
              ordered(
                  "connect", "connect, µs", "handshake", "handshake, µs", "request", "request, µs"),
              ""),
          new Table(
              "pings",
              "An hour's worth of pings to idle workers, sent fast",
              ordered("growth", "heap of each grows by, B"),
              ""),
          new Table(
              "interleavings",
              "Interleavings: lives of both machines with a network and time, by one thread",
              ordered("rate", "lives a second"),
              ""),
          new Table("slow-reader", "Sending to somebody who reads nothing", SLOW_READER, ""),
          new Table(
              "slow-reader-large",
              "Sending messages of 100 KB to somebody who reads nothing",
              SLOW_READER,
              ""),
          new Table(
              "start",
              "Start: from `java` to the first byte of the handshake, or to a byte that an empty"
                  + " `main` prints",
              ordered("millis", "ms"),
              ""));

  private static final List<Table> CURVES =
      List.of(
          new Table(
              "connections",
              "Growth: idle workers",
              ordered("among", "p50, µs", "heap", "heap of each, B"),
              ""),
          new Table("size", "Growth: bytes of a message", ordered("rate", "messages a second"), ""),
          new Table(
              "queue", "Growth: messages that may wait", ordered("rate", "messages a second"), ""),
          new Table(
              "walk",
              "Growth: events in a walk through the machine",
              ordered("rate", "walks a second"),
              ""));

  private static Map<String, String> ordered(String... pairs) {
    var map = new LinkedHashMap<String, String>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i], pairs[i + 1]);
    }
    return map;
  }

  /// Writes the page.
  ///
  /// @param titles the full name of a contender
  /// @param readme the path from the page to the one that explains it
  public static String of(
      Results results, Environment environment, UnaryOperator<String> titles, String readme) {
    var report = new MarkdownReport(results, environment, titles, readme);
    report.head();
    report.targets();
    report.targetsOnGivenCores();
    for (Table table : TABLES) {
      report.table(table);
      Placement.GIVEN.forEach(placement -> report.table(table.on(placement)));
    }
    CURVES.forEach(report::curve);
    report.noise();
    report.where();
    return report.page.toString();
  }

  private void head() {
    line("# Results");
    line("");
    line(
        "Written by `bench/run`; [README.md](%s) says what is measured and how to read it."
            .formatted(readme));
    line(
        "Rounds: %d, on %s, in %s minutes, of which the core table (all but the curves) took %s. Pairs of processes live for %d rounds."
            .formatted(
                environment.rounds(),
                environment.began(),
                Numbers.show(environment.minutes()),
                Numbers.show(environment.coreMinutes()),
                environment.fork()));
    line(
        environment
            .asleep()
            .map(
                why ->
                    "**Idle cores sleep (%s): round trips contain the time that a core needs to wake.**"
                        .formatted(why))
            .orElse(
                "Idle cores are kept awake by a process on each that gives way to all others"
                    + " (`SCHED_IDLE`)."));
    if (environment.quick()) {
      line("");
      line(
          "**A smoke test (`--quick`): it shows that everything runs, and no figure means"
              + " anything.**");
    } else if (environment.noisy()) {
      line("");
      line(
          "**Others worked on the machine (%s cores at the start): absolute figures are noise, ratios are doubtful.**"
              .formatted(Numbers.show(environment.busyCores())));
    }
    environment
        .lessened()
        .ifPresent(
            crowds -> {
              line("");
              line(
                  "**The limit of open files made the crowds smaller (%s): no target is judged.**"
                      .formatted(crowds));
            });
    if (!results.leftOut().isEmpty() || !results.failures().isEmpty()) {
      line("");
      results
          .leftOut()
          .forEach((who, why) -> line("- left out: %s (%s)".formatted(titles.apply(who), why)));
      results.failures().forEach(what -> line("- failed: " + what));
    }
    line("");
  }

  private void targets() {
    line("## Targets");
    line("");
    line(
        "Of Handfast with its callbacks on the thread that reads; what its default, virtual"
            + " threads, costs");
    line(
        "is in the tables. What takes long has a turn in every seventh round, a curve in every"
            + " eighth:");
    line(
        "*rounds* says how many figures a verdict rests on. performance.md asks for 15; with all of"
            + " it in each round the core table would take more than an hour.");
    line("");
    line("| what | target | measured | rounds | met |");
    line("| --- | ---: | ---: | ---: | --- |");
    for (Target target : Target.ALL) {
      line("| %s | %s |%s".formatted(target.what(), target.bound(), judged(target)));
    }
    line("");
  }

  /// The same bounds, without the system's choice of cores in the figures.
  private void targetsOnGivenCores() {
    List<List<Target>> columns =
        Placement.GIVEN.stream().map(placement -> Target.talks(placement).toList()).toList();
    boolean measured =
        columns.stream()
            .flatMap(List::stream)
            .anyMatch(target -> target.figure().apply(results).isPresent());
    if (!measured) {
      return;
    }
    line("### The same on given cores");
    line("");
    line("Both ends on cores that were given to them, so the system's choice is in no figure.");
    line("");
    line(
        "| what | target |%s"
            .formatted(
                Placement.GIVEN.stream()
                    .map(placement -> " %s | rounds | met |".formatted(placement.words()))
                    .collect(Collectors.joining())));
    line("| --- | ---: |" + " ---: | ---: | --- |".repeat(columns.size()));
    for (int row = 0; row < columns.getFirst().size(); row++) {
      Target first = columns.getFirst().get(row);
      var text = new StringBuilder("| %s | %s |".formatted(first.what(), first.bound()));
      for (List<Target> column : columns) {
        text.append(judged(column.get(row)));
      }
      line(text.toString());
    }
    line("");
  }

  /// Its cells: what was measured, in how many rounds, and whether that keeps the bound.
  private String judged(Target target) {
    Optional<Spread> measured = target.figure().apply(results);
    return " %s | %s | %s |"
        .formatted(
            measured.map(target::show).orElse("not measured"),
            measured.map(spread -> String.valueOf(spread.count())).orElse("–"),
            measured.map(spread -> verdict(target, spread)).orElse("–"));
  }

  private String verdict(Target target, Spread measured) {
    if (!environment.judges()) {
      return "–";
    }
    String near = target.near(measured) ? ", but within the spread" : "";
    return target.met(measured)
        ? "yes" + near
        : "**no**%s, [why](%s#where-the-time-goes)".formatted(near, readme);
  }

  private void table(Table table) {
    List<String> contenders = results.contenders(table.workload());
    if (contenders.isEmpty()) {
      return;
    }
    line("## " + table.title());
    line("");
    String floor = table.floor().isEmpty() ? "" : " × C |";
    line("| | %s |%s rounds |".formatted(String.join(" | ", table.columns().values()), floor));
    line("| --- |" + " ---: |".repeat(table.columns().size() + (floor.isEmpty() ? 1 : 2)));
    for (String contender : contenders) {
      var row = new StringBuilder("| %s |".formatted(titles.apply(contender)));
      int rounds = 0;
      for (String metric : table.columns().keySet()) {
        Optional<Spread> spread = results.spread(table.workload(), contender, metric);
        rounds = spread.map(Spread::count).orElse(rounds);
        row.append(" %s |".formatted(show(spread)));
      }
      if (!floor.isEmpty()) {
        row.append(
            " %s |"
                .formatted(show(results.timesFloor(table.workload(), contender, table.floor()))));
      }
      line(row.append(" %d |".formatted(rounds)).toString());
    }
    line("");
  }

  private void curve(Table table) {
    List<Long> points = results.points(table.workload());
    if (points.isEmpty()) {
      return;
    }
    line("## " + table.title());
    line("");
    line("![%s](plots/%s.svg)".formatted(table.title(), table.workload()));
    line("");
    line("Rounds: %d.".formatted(roundsOf(table)));
    line("");
    for (Map.Entry<String, String> metric : table.columns().entrySet()) {
      line("| %s |%s".formatted(metric.getValue(), row(points, point -> "%,d".formatted(point))));
      line("| --- |" + " ---: |".repeat(points.size()));
      for (String contender : results.contenders(table.workload())) {
        line(
            "| %s |%s"
                .formatted(
                    titles.apply(contender),
                    row(
                        points,
                        point ->
                            show(
                                results.spread(
                                    table.workload(), point, contender, metric.getKey())))));
      }
      line("");
    }
  }

  /// How many figures stand behind each of a curve's points at most.
  private int roundsOf(Table curve) {
    return (int)
        results.samples().stream()
            .filter(sample -> sample.workload().equals(curve.workload()))
            .map(Sample::round)
            .distinct()
            .count();
  }

  private static String row(List<Long> points, LongFunction<String> cell) {
    var row = new StringBuilder();
    points.forEach(point -> row.append(" %s |".formatted(cell.apply(point))));
    return row.toString();
  }

  private static String show(Optional<Spread> spread) {
    return spread.map(Numbers::show).orElse("–");
  }

  private void noise() {
    line("## What is noise");
    line("");
    line(
        "A cell is the median of its rounds, in brackets the quartiles, between which half of the"
            + " rounds lie; of fewer than %d rounds the least and the greatest. Two"
                .formatted(Spread.FEW));
    line(
        "contenders whose brackets overlap are not told apart by this run. A ratio is the median of"
            + " the ratios in each");
    line(
        "round, so what slows a whole round cancels out, but not what changes from turn to turn; it"
            + " is");
    line("not the ratio of two medians.");
    line(
        "Rounds of one fork have their processes in common, and are no more independent than those:"
            + " behind %d rounds stand %d forks."
                .formatted(
                    environment.rounds(), Math.ceilDiv(environment.rounds(), environment.fork())));
    results
        .spread("rtt", Results.FLOOR, "p50")
        .ifPresent(
            floor ->
                line(
                    "The floor's own round trip varied by %s %% between the quartiles."
                        .formatted(
                            Numbers.show(100 * (floor.q3() - floor.q1()) / floor.median()))));
    line("");
  }

  private void where() {
    line("## Machine and versions");
    line("");
    line("| | |");
    line("| --- | --- |");
    environment.machine().forEach((what, value) -> line("| %s | %s |".formatted(what, value)));
    environment.versions().forEach((what, value) -> line("| %s | %s |".formatted(what, value)));
  }

  private void line(String text) {
    page.append(text).append('\n');
  }
}
