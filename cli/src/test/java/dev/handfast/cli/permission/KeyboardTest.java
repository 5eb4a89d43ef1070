package dev.handfast.cli.permission;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

class KeyboardTest {
  private static final long HUNG_NANOS = 20_000_000_000L;

  /// A line was lost in about one of ten thousand where looking and dropping were two steps.
  private static final int ROUNDS = 60_000;

  @SuppressWarnings("ThreadPriorityCheck") // nothing relies on it: it is only faster on few cores
  @Test
  void a_line_that_comes_while_others_are_forgotten_is_told_or_kept() {
    var typing = new Typing();
    var keyboard = new Keyboard(typing);
    keyboard.forget();

    for (int round = 0; round < ROUNDS; round++) {
      typing.line();
      long deadline = System.nanoTime() + HUNG_NANOS;
      while (!keyboard.forget()) {
        if (System.nanoTime() > deadline) {
          fail("line %d vanished without a word", round);
        }
        Thread.yield(); // the reader may need this very core
      }
    }
  }

  /// Lines as they are typed.
  private static final class Typing extends InputStream {
    private final LinkedBlockingQueue<Byte> bytes = new LinkedBlockingQueue<>();

    void line() {
      bytes.add((byte) '\n');
    }

    @Override
    public int read() throws IOException {
      try {
        return bytes.take();
      } catch (InterruptedException _) {
        throw new InterruptedIOException();
      }
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      into[from] = (byte) read();
      return 1;
    }
  }
}
