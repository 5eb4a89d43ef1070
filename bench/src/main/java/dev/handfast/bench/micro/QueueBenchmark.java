package dev.handfast.bench.micro;

import dev.handfast.QueueLimit;
import dev.handfast.frame.EncodedFrame;
import dev.handfast.transition.PendingQueue;
import dev.handfast.transition.Send;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// The queue of a state: one message in, one out, while so many wait.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class QueueBenchmark {
  /// How many messages wait.
  @Param({"1", "1000", "100000"})
  int waiting = 1;

  private final Send send = new Send(1, EncodedFrame.ofText(Examples.STATUS_UPDATE.line()));
  private PendingQueue queue = PendingQueue.empty(QueueLimit.DEFAULT);

  /// Fills the queue.
  @Setup
  public void fill() {
    queue = PendingQueue.empty(new QueueLimit(Integer.MAX_VALUE, Long.MAX_VALUE));
    for (int i = 0; i < waiting; i++) {
      queue = queue.plus(send);
    }
  }

  /// One in, one out.
  @Benchmark
  public PendingQueue turn() {
    queue = queue.plus(send).drop(1);
    return queue;
  }
}
