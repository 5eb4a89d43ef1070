package dev.handfast.bench.contender;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/// What a server that counts frames answers at the end of a connection.
final class Counted {
  private static final int LONGEST = 32;

  private Counted() {}

  /// Reads the answer, and fails where it is another number.
  static void check(ReadableByteChannel server, long wanted) throws IOException {
    ByteBuffer answer = ByteBuffer.allocate(LONGEST);
    while (server.read(answer) >= 0) {
      // to its end
    }
    check(new String(answer.array(), 0, answer.position(), UTF_8), wanted);
  }

  /// Fails where the answer is another number.
  static void check(String answer, long wanted) {
    if (Long.parseLong(answer.strip()) != wanted) {
      throw new IllegalStateException(wanted + " frames left, arrived: " + answer);
    }
  }
}
