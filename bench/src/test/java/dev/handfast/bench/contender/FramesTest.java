package dev.handfast.bench.contender;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.message.MessageReader;
import dev.handfast.message.Parsed;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What raw contenders send are frames of the protocol, and they tell them apart.
class FramesTest {
  private static final List<byte[]> ALL =
      List.of(
          Frames.HANDSHAKE, Frames.ACK, Frames.REQUEST, Frames.RESPONSE, Frames.status("w-1", 0));

  @Test
  void each_is_a_frame_of_the_protocol() {
    for (byte[] frame : ALL) {
      String line = new String(frame, UTF_8).strip();
      assertThat(new MessageReader().read(line)).as(line).isInstanceOf(Parsed.Read.class);
    }
  }

  @Test
  void a_status_update_has_the_size_that_is_asked_for() {
    assertThat(Frames.status("w-1", 1_000)).hasSize(1_000);
    assertThat(Frames.status("w-1", 0)).hasSize(206);
  }

  @Test
  void the_scanner_tells_types_however_the_stream_is_cut() throws Exception {
    ByteBuffer stream = ByteBuffer.allocate(2_000).order(ByteOrder.LITTLE_ENDIAN);
    ALL.forEach(stream::put);
    stream.flip();
    for (int size = 1; size <= stream.limit(); size++) {
      var scanner = new LineScanner();
      var types = new ArrayList<Character>();
      for (int at = 0; at < stream.limit(); at += size) {
        int length = Math.min(size, stream.limit() - at);
        ByteBuffer chunk = stream.slice(at, length).order(ByteOrder.LITTLE_ENDIAN);
        scanner.take(chunk, type -> types.add((char) type));
      }
      assertThat(types).as("chunks of %d", size).containsExactly('h', 'h', 'p', 'p', 's');
    }
  }

  @Test
  void the_scanner_counts_newlines_and_nothing_that_is_like_one() {
    for (int length = 0; length < 40; length++) {
      for (int at = 0; at <= length; at++) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) ('\n' + 1)); // what a borrow would take for one
        Arrays.fill(bytes, at, length, (byte) '\n');
        var chunk = ByteBuffer.wrap(bytes);
        assertThat(LineScanner.count(chunk, new byte[length])).isEqualTo(length - at);
        assertThat(chunk.hasRemaining()).isFalse();
        Arrays.fill(bytes, 0, at, (byte) ('\n' | 0x80));
        assertThat(LineScanner.count(chunk.rewind(), new byte[length])).isEqualTo(length - at);
      }
    }
  }
}
