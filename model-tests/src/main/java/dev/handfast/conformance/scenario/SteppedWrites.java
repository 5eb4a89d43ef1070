package dev.handfast.conformance.scenario;

import dev.handfast.SocketPath;
import dev.handfast.conformance.schedule.Stage;
import dev.handfast.conformance.world.Between;
import dev.handfast.transport.Link;
import dev.handfast.transport.LinkHandler;
import dev.handfast.transport.Transport;
import java.io.IOException;
import java.nio.ByteBuffer;

/// A transport over which a write has two steps, as over a real socket: the kernel takes the bytes,
/// and then their buffers are moved on. Between the two others may go on.
///
/// @param transport carries the bytes
record SteppedWrites(Stage stage, Transport transport) implements Transport {

  @Override
  public void connect(SocketPath path, LinkHandler handler) {
    transport.connect(path, new Stepped(handler));
  }

  @Override
  public Listener listen(SocketPath path, int backlog, Acceptor acceptor) {
    return transport.listen(path, backlog, () -> new Stepped(acceptor.accepted()));
  }

  @Override
  public boolean execute(Runnable task) {
    return transport.execute(task);
  }

  @Override
  public void close() {
    transport.close();
  }

  /// Writes in two steps.
  private final class Stepped extends Between {
    Stepped(LinkHandler handler) {
      super(handler);
    }

    @Override
    protected long write(Link link, ByteBuffer[] buffers, int count) throws IOException {
      var taken = new ByteBuffer[count];
      for (int i = 0; i < count; i++) {
        taken[i] = buffers[i].duplicate();
      }
      long bytes = super.write(link, taken, count);
      stage.halfway();
      for (int i = 0; i < count; i++) {
        buffers[i].position(taken[i].position());
      }
      return bytes;
    }
  }
}
