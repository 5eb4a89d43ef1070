package dev.handfast.bench.contender;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.handfast.SocketPath;
import dev.handfast.frame.EncodedFrame;
import dev.handfast.transport.JdkTransport;
import dev.handfast.transport.Link;
import dev.handfast.transport.LinkHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// What the library's transport carries when everything is encoded already: its loop, its gathering
/// of frames into large writes, its reading; no handshake, no parsing, no outcome.
final class HandfastBatch {
  /// One for a process's life, as the library's clients and servers have one.
  private static final JdkTransport TRANSPORT =
      new JdkTransport(task -> Thread.ofPlatform().daemon().unstarted(task));

  private HandfastBatch() {}

  static long send(Path socket, double seconds, int size) {
    byte[] status = Frames.status("w-1", size);
    var frame = EncodedFrame.of(status, status.length - 1);
    var sender = new Sender(frame, seconds);
    TRANSPORT.connect(SocketPath.of(socket), sender);
    Counted.check(sender.answer.join(), sender.count);
    return sender.count;
  }

  abstract static class End implements LinkHandler {
    private @Nullable Link link;

    @Override
    public void opened(Link opened) {
      link = opened;
    }

    final Link link() {
      if (link == null) {
        throw new IllegalStateException("not open yet");
      }
      return link;
    }

    @Override
    public void connectFailed(ConnectProblem problem) {
      throw new IllegalStateException(problem.detail());
    }

    @Override
    public void writable() {}
  }

  /// Writes until the time is over, then waits for the count.
  private static final class Sender extends End {
    private final CompletableFuture<String> answer = new CompletableFuture<>();
    private final StringBuilder said = new StringBuilder();
    private final ByteBuffer[] batch;
    private final long end;
    private long count;
    private boolean over;

    Sender(EncodedFrame frame, double seconds) {
      batch = new ByteBuffer[Math.max(1, LineScanner.CHUNK / frame.length())];
      for (int i = 0; i < batch.length; i++) {
        batch[i] = frame.buffer();
      }
      end = System.nanoTime() + (long) (seconds * 1e9);
    }

    @Override
    public void opened(Link opened) {
      super.opened(opened);
      count += batch.length;
      writable();
    }

    @Override
    public void writable() {
      try {
        while (!over) {
          link().write(batch, batch.length);
          if (batch[batch.length - 1].hasRemaining()) {
            link().awaitWritable();
            return;
          }
          over = System.nanoTime() >= end;
          if (!over) {
            for (ByteBuffer frame : batch) {
              frame.rewind();
            }
            count += batch.length;
          } else {
            link().halfClose();
          }
        }
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }

    @Override
    public void read(ByteBuffer bytes) {
      said.append(UTF_8.decode(bytes));
    }

    @Override
    public void ended(String detail) {
      answer.complete(said.toString());
    }
  }

  /// Counts frames, and says how many at the end.
  static final class Counter extends End {
    private final byte[] room = new byte[LineScanner.CHUNK];
    private long count;

    @Override
    public void read(ByteBuffer bytes) {
      count += LineScanner.count(bytes, room);
    }

    @Override
    public void ended(String detail) {
      try {
        ByteBuffer[] answer = {ByteBuffer.wrap((count + "\n").getBytes(UTF_8))};
        link().write(answer, 1);
        link().close();
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }
}
