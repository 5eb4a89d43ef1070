package dev.handfast.conformance.world;

import dev.handfast.transport.Link;
import dev.handfast.transport.LinkHandler;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/// A raw peer in memory: it says what the script says, and keeps what it hears.
public class MemoryPeer implements LinkHandler {
  private final Heard heard = new Heard();
  private Optional<Link> link = Optional.empty();
  private boolean gone;
  private boolean silent;

  /// Nobody is connected yet.
  public MemoryPeer() {}

  /// What it has heard.
  public Heard heard() {
    return heard;
  }

  /// Whether it is connected and has not left.
  public boolean isThere() {
    return link.isPresent() && !gone;
  }

  /// Writes; where there is no room, the world moves on in between.
  ///
  /// @param settle lets the world move
  public void write(byte[] bytes, Runnable settle) {
    if (link.isEmpty()) {
      return;
    }
    ByteBuffer[] rest = {ByteBuffer.wrap(bytes)};
    try {
      long taken = 1;
      while (rest[0].hasRemaining() && taken > 0) {
        taken = link.get().write(rest, 1);
        if (rest[0].hasRemaining()) {
          settle.run();
        }
      }
    } catch (IOException _) {
      // nobody listens any more: what the script says goes nowhere
    }
  }

  /// Stops reading.
  public void stopReading() {
    link.ifPresent(Link::pauseReading);
  }

  /// Reads on.
  public void readOn() {
    link.ifPresent(Link::resumeReading);
  }

  /// Whether it is there and has not ended its direction.
  public boolean speaks() {
    return isThere() && !silent;
  }

  /// Ends its direction.
  public void end() {
    silent = link.isPresent();
    link.ifPresent(Link::halfClose);
  }

  /// Closes.
  public void leave() {
    gone = isThere() || gone;
    link.ifPresent(Link::close);
  }

  /// Hears no more: the connection is about to break.
  public void lose() {
    gone = true;
  }

  @Override
  public void opened(Link opened) {
    link = Optional.of(opened);
  }

  @Override
  public void connectFailed(ConnectProblem problem) {
    throw new IllegalStateException("this peer was to reach somebody: " + problem);
  }

  @Override
  public void read(ByteBuffer bytes) {
    if (!gone) {
      heard.take(bytes);
    }
  }

  @Override
  public void writable() {}

  @Override
  public void ended(String detail) {
    if (!gone) {
      heard.end();
    }
  }
}
