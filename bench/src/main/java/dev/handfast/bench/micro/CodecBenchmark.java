package dev.handfast.bench.micro;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.handfast.frame.Decoded;
import dev.handfast.frame.EncodedFrame;
import dev.handfast.frame.FrameDecoder;
import dev.handfast.message.Message;
import dev.handfast.message.MessageReader;
import dev.handfast.message.MessageWriter;
import dev.handfast.message.Parsed;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// A message of each type from its line, and to its frame.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CodecBenchmark {
  /// Which message.
  @Param Examples type = Examples.STATUS_UPDATE;

  private final MessageReader reader = new MessageReader();
  private final MessageWriter writer = new MessageWriter();
  private Decoded.Line line = lineOf(Examples.PING);
  private Message message = read(reader, line);

  /// Takes the example of the type.
  @Setup
  public void choose() {
    line = lineOf(type);
    message = read(reader, line);
  }

  /// From the line.
  @Benchmark
  public Message decode() {
    return read(reader, line);
  }

  /// To the frame.
  @Benchmark
  public EncodedFrame encode() {
    return writer.write(message);
  }

  private static Decoded.Line lineOf(Examples type) {
    String frame = type.line() + "\n";
    var decoder = new FrameDecoder(frame.length());
    decoder.feed(ByteBuffer.wrap(frame.getBytes(UTF_8)));
    return (Decoded.Line) decoder.next();
  }

  private static Message read(MessageReader reader, Decoded.Line line) {
    return switch (reader.read(line)) {
      case Parsed.Read(Message message) -> message;
      case Parsed.Malformed(var fault) -> throw new IllegalStateException(fault.toString());
    };
  }
}
