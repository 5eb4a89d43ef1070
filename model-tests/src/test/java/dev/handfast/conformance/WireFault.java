package dev.handfast.conformance;

import dev.handfast.conformance.world.Between;
import dev.handfast.conformance.world.Interposed;
import dev.handfast.transport.Link;
import dev.handfast.transport.LinkHandler;
import dev.handfast.transport.Transport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// A transport with one thing wrong in it, at the client's end or at the server's.
public enum WireFault {
  /// The third frame never leaves.
  DROPS_A_FRAME {
    @Override
    long write(Link link, ByteBuffer frame, int number) throws IOException {
      return number == 3 ? skip(frame) : super.write(link, frame, number);
    }
  },
  /// The second frame leaves twice.
  DUPLICATES_A_FRAME {
    @Override
    long write(Link link, ByteBuffer frame, int number) throws IOException {
      if (number == 2) {
        var _ = super.write(link, frame.duplicate(), number);
      }
      return super.write(link, frame, number);
    }
  },
  /// What follows the first line of a chunk is lost (R8).
  READS_ONE_LINE_A_CHUNK {
    @Override
    void read(LinkHandler handler, ByteBuffer bytes) {
      for (int i = bytes.position(); i < bytes.limit(); i++) {
        if (bytes.get(i) == '\n') {
          bytes.limit(i + 1);
        }
      }
      handler.read(bytes);
    }
  },
  /// The end of a chunk is the end of a line (R18).
  FORGETS_CUT_LINES {
    @Override
    void read(LinkHandler handler, ByteBuffer bytes) {
      boolean cut = bytes.get(bytes.limit() - 1) != '\n';
      handler.read(bytes);
      if (cut) {
        handler.read(ByteBuffer.wrap("\n".getBytes(StandardCharsets.UTF_8)));
      }
    }
  },
  /// A refusal is not heard.
  SWALLOWS_REFUSALS {
    @Override
    void read(LinkHandler handler, ByteBuffer bytes) {
      String text = StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
      if (!text.contains("\"accepted\":false")) {
        handler.read(bytes);
      }
    }
  },
  /// The end of our direction is never told.
  NEVER_ENDS {
    @Override
    void halfClose(Link link) {}

    @Override
    void close(Link link) {}
  },
  /// The end of our direction is the end of both: what the peer still says is cut off.
  ENDS_BOTH_WAYS {
    @Override
    void halfClose(Link link) {
      link.close();
    }
  };

  /// Its id in `zoo.yaml`.
  ///
  /// @param where `wire` at the client's end, `server-wire` at the server's
  public String id(String where) {
    return where + "/" + name();
  }

  /// Puts the fault between a client or a server and its transport.
  public Transport around(Transport real) {
    return new Interposed(real, Faulty::new);
  }

  /// Writes one frame, or the rest of it; frames are numbered from 1.
  long write(Link link, ByteBuffer frame, int number) throws IOException {
    return link.write(new ByteBuffer[] {frame}, 1);
  }

  void read(LinkHandler handler, ByteBuffer bytes) {
    handler.read(bytes);
  }

  void halfClose(Link link) {
    link.halfClose();
  }

  void close(Link link) {
    link.close();
  }

  private static long skip(ByteBuffer frame) {
    int length = frame.remaining();
    frame.position(frame.limit());
    return length;
  }

  private final class Faulty extends Between {
    private final LinkHandler handler;
    private int finished;

    Faulty(LinkHandler handler) {
      super(handler);
      this.handler = handler;
    }

    @Override
    public void read(ByteBuffer bytes) {
      WireFault.this.read(handler, bytes);
    }

    @Override
    protected long write(Link link, ByteBuffer[] buffers, int count) throws IOException {
      long taken = 0;
      for (int i = 0; i < count; i++) {
        taken += WireFault.this.write(link, buffers[i], finished + 1);
        if (buffers[i].hasRemaining()) {
          return taken;
        }
        finished++;
      }
      return taken;
    }

    @Override
    protected void halfClose(Link link) {
      WireFault.this.halfClose(link);
    }

    @Override
    protected void close(Link link) {
      WireFault.this.close(link);
    }
  }
}
