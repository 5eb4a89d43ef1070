package dev.handfast.bench.micro;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.handfast.frame.Decoded;
import dev.handfast.frame.FrameDecoder;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// Lines out of chunks, for each line: when they come whole, and when they come in pieces.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FramingBenchmark {
  private static final int LINES = 256;
  private static final int LIMIT = 8 << 20;

  /// Bytes of a chunk: a piece of a line, or as much as one read brings.
  @Param({"100", "65536"})
  int chunk = LIMIT;

  private final FrameDecoder decoder = new FrameDecoder(LIMIT);
  private ByteBuffer stream = ByteBuffer.allocate(0);

  /// Makes the stream.
  @Setup
  public void fill() {
    String lines = (Examples.STATUS_UPDATE.line() + "\n").repeat(LINES);
    stream = ByteBuffer.wrap(lines.getBytes(UTF_8));
  }

  /// Cuts the stream into its lines.
  @Benchmark
  @OperationsPerInvocation(LINES)
  public int decode() {
    int length = 0;
    for (int at = 0; at < stream.capacity(); at += chunk) {
      decoder.feed(stream.slice(at, Math.min(chunk, stream.capacity() - at)));
      while (decoder.next() instanceof Decoded.Line line) {
        length += line.length();
      }
    }
    return length;
  }
}
