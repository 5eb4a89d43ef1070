package dev.handfast.conformance.scenario;

import dev.handfast.SocketPath;
import dev.handfast.conformance.schedule.Stage;
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

  /// Gives its handler a link that writes in two steps.
  private final class Stepped implements LinkHandler {
    private final LinkHandler handler;

    Stepped(LinkHandler handler) {
      this.handler = handler;
    }

    @Override
    public void opened(Link link) {
      handler.opened(new SteppedLink(link));
    }

    @Override
    public void connectFailed(ConnectProblem problem) {
      handler.connectFailed(problem);
    }

    @Override
    public void read(ByteBuffer bytes) {
      handler.read(bytes);
    }

    @Override
    public void writable() {
      handler.writable();
    }

    @Override
    public void ended(String detail) {
      handler.ended(detail);
    }
  }

  private final class SteppedLink implements Link {
    private final Link link;

    SteppedLink(Link link) {
      this.link = link;
    }

    @Override
    public long write(ByteBuffer[] buffers, int count) throws IOException {
      var taken = new ByteBuffer[count];
      for (int i = 0; i < count; i++) {
        taken[i] = buffers[i].duplicate();
      }
      long bytes = link.write(taken, count);
      stage.halfway();
      for (int i = 0; i < count; i++) {
        buffers[i].position(taken[i].position());
      }
      return bytes;
    }

    @Override
    public boolean anyThreadMayWrite() {
      return link.anyThreadMayWrite();
    }

    @Override
    public void wake() {
      link.wake();
    }

    @Override
    public void awaitWritable() {
      link.awaitWritable();
    }

    @Override
    public void pauseReading() {
      link.pauseReading();
    }

    @Override
    public void resumeReading() {
      link.resumeReading();
    }

    @Override
    public void halfClose() {
      link.halfClose();
    }

    @Override
    public void close() {
      link.close();
    }

    @Override
    public boolean isClosed() {
      return link.isClosed();
    }

    @Override
    public Peer peer() {
      return link.peer();
    }
  }
}
