package dev.handfast.bench.micro;

import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/// Runs the benchmarks of this package.
public final class Micro {
  /// All lives once, and far more than enough for anything else.
  private static final int OPERATIONS = 4_096;

  /// Processes of each benchmark: the compilers decide in each anew.
  private static final int FORKS = 3;

  /// In each of them so many half seconds to get warm, and as many that count.
  private static final int ITERATIONS = 4;

  private static final TimeValue ITERATION = TimeValue.milliseconds(500);
  private static final TimeValue HARDLY = TimeValue.milliseconds(10);

  /// JMH's own lock is a file that it leaves behind, and makes two builds on a machine fail.
  private static final String NO_LOCK = "jmh.ignoreLock";

  private static final String ALLOCATED = "gc.alloc.rate.norm";

  static {
    System.setProperty(NO_LOCK, "true");
  }

  private Micro() {}

  /// Measures time and allocation; JMH says on the standard output how it goes on.
  ///
  /// @param pattern of the benchmarks' names
  /// @param quick to see whether they run, not how fast
  public static Parts run(String pattern, boolean quick) throws RunnerException {
    var options = new OptionsBuilder().include(pattern).addProfiler(GCProfiler.class);
    options.jvmArgs("-Xmx1g");
    options.shouldFailOnError(true);
    options.mode(Mode.AverageTime).timeUnit(TimeUnit.NANOSECONDS);
    options.forks(quick ? 1 : FORKS);
    options.warmupIterations(quick ? 1 : ITERATIONS).warmupTime(quick ? HARDLY : ITERATION);
    options.measurementIterations(quick ? 1 : ITERATIONS);
    options.measurementTime(quick ? HARDLY : ITERATION);
    return new Parts(Instant.now(), new Runner(options.build()).run());
  }

  /// How many bytes each operation allocates, by its name.
  ///
  /// Under the first compiler alone, which removes no allocation: so the figures are what the code
  /// asks for, and do not depend on what the second one has inlined by then. And over a fixed
  /// number of operations, not a fixed time: so a busy machine comes to the same figures.
  public static SortedMap<String, Double> allocations() throws RunnerException {
    var options =
        new OptionsBuilder()
            .include(Micro.class.getPackageName())
            .addProfiler(GCProfiler.class)
            .jvmArgs("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m")
            .forks(1)
            .mode(Mode.SingleShotTime)
            .warmupIterations(1)
            .warmupBatchSize(OPERATIONS)
            .measurementIterations(1)
            .measurementBatchSize(OPERATIONS)
            .verbosity(VerboseMode.SILENT)
            .build();
    return new Runner(options)
        .run().stream()
            .collect(
                Collectors.toMap(
                    Micro::name, Micro::bytes, (one, other) -> Math.max(one, other), TreeMap::new));
  }

  static String name(RunResult run) {
    String benchmark = run.getParams().getBenchmark();
    String name = benchmark.substring(Micro.class.getPackageName().length() + 1);
    return run.getParams().getParamsKeys().stream()
        .map(key -> key + "=" + run.getParams().getParam(key))
        .reduce(name, (all, param) -> all + " " + param);
  }

  private static double bytes(RunResult run) {
    return allocated(run) / OPERATIONS;
  }

  static double allocated(RunResult run) {
    for (String key : run.getSecondaryResults().keySet()) {
      if (key.endsWith(ALLOCATED)) {
        return run.getSecondaryResults().get(key).getScore();
      }
    }
    throw new IllegalStateException("JMH told no allocation of " + name(run));
  }
}
