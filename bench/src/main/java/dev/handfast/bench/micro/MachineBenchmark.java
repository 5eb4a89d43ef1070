package dev.handfast.bench.micro;

import dev.handfast.conformance.simulation.Life;
import dev.handfast.transition.ClientState;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// The pure machines: a walk through one, and interleavings of both with a network and time.
@State(Scope.Thread)
@OutputTimeUnit(TimeUnit.SECONDS)
@BenchmarkMode(Mode.Throughput)
public class MachineBenchmark {
  private static final int EVENTS = 16;

  /// As many different ones, over and over: so every run does the same, however fast it is.
  private static final int LIVES = 4_096;

  private long drawn;

  /// A session of the worker's machine with 16 events.
  @Benchmark
  public ClientState walk() {
    return MachineWalk.walk(drawn++ % LIVES, EVENTS);
  }

  /// One interleaving: a life of both machines, judged.
  @Benchmark
  public List<String> interleaving() {
    return Life.of(drawn++ % LIVES);
  }
}
