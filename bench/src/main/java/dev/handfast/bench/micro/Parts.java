package dev.handfast.bench.micro;

import dev.handfast.bench.report.Numbers;
import dev.handfast.bench.report.Spread;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;

/// What JMH measured of all that runs without a socket.
public final class Parts {
  private final Instant began;
  private final List<RunResult> runs;

  Parts(Instant began, Collection<RunResult> runs) {
    this.began = began.truncatedTo(ChronoUnit.MINUTES);
    this.runs = runs.stream().sorted(Comparator.comparing(Micro::name)).toList();
  }

  /// The page that people read.
  ///
  /// @param facts of the machine, and versions, in order
  public String page(Map<String, String> facts) {
    var page = new StringBuilder();
    BenchmarkParams how = runs.getFirst().getParams();
    page.append(
        """
        # Parts

        What runs without a socket, one thread, by JMH: `bench/run --jmh`, which is the last part of `bench/run --full`.
        On %s; processes of each: %d, in each of them iterations of %s: %d that do not count, and %d that do. The time is the
        median of those, in brackets the quartiles; the bytes are what the garbage collector was given to do, with both compilers at work
        ([allocations.json](allocations.json), which the build guards, has them without the second one's help).
        For programs, in JMH's own format: [parts.json](parts.json).

        | | ns | B allocated |
        | --- | ---: | ---: |
        """
            .formatted(
                began,
                how.getForks(),
                how.getMeasurement().getTime(),
                how.getWarmup().getCount(),
                how.getMeasurement().getCount()));
    for (RunResult run : runs) {
      page.append(
          "| %s | %s | %s |%n"
              .formatted(Micro.name(run), Numbers.show(nanos(run)), Numbers.show(bytes(run))));
    }
    page.append("%n| | |%n| --- | --- |%n".formatted());
    facts.forEach((what, value) -> page.append("| %s | %s |%n".formatted(what, value)));
    return page.toString();
  }

  /// The figures for programs, in JMH's format.
  public String json() {
    var text = new ByteArrayOutputStream();
    ResultFormatFactory.getInstance(
            ResultFormatType.JSON, new PrintStream(text, true, StandardCharsets.UTF_8))
        .writeOut(runs);
    return text.toString(StandardCharsets.UTF_8);
  }

  private static Spread nanos(RunResult run) {
    return Spread.of(
        run.getBenchmarkResults().stream()
            .flatMap(fork -> fork.getIterationResults().stream())
            .map(iteration -> iteration.getPrimaryResult().getScore())
            .toList());
  }

  /// Less than a byte is what the profiler's own work leaves.
  private static double bytes(RunResult run) {
    return Math.rint(Micro.allocated(run));
  }
}
