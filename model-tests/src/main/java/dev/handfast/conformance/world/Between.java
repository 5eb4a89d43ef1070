package dev.handfast.conformance.world;

import dev.handfast.transport.Link;
import dev.handfast.transport.LinkHandler;
import java.io.IOException;
import java.nio.ByteBuffer;

/// Stands between a handler and its link, and passes everything on.
public class Between implements LinkHandler {
  private final LinkHandler handler;

  /// Nothing is changed on the way.
  ///
  /// @param handler gets what the link tells, and a link whose calls come through here
  protected Between(LinkHandler handler) {
    this.handler = handler;
  }

  /// The handler's bytes on their way to the link.
  protected long write(Link link, ByteBuffer[] buffers, int count) throws IOException {
    return link.write(buffers, count);
  }

  /// The handler ends its direction.
  protected void halfClose(Link link) {
    link.halfClose();
  }

  /// The handler closes.
  protected void close(Link link) {
    link.close();
  }

  @Override
  public void opened(Link link) {
    handler.opened(new Watched(link));
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

  private final class Watched implements Link {
    private final Link link;

    private Watched(Link link) {
      this.link = link;
    }

    @Override
    public long write(ByteBuffer[] buffers, int count) throws IOException {
      return Between.this.write(link, buffers, count);
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
      Between.this.halfClose(link);
    }

    @Override
    public void close() {
      Between.this.close(link);
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
