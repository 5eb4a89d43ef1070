package dev.handfast.conformance.scenario;

import dev.handfast.conformance.schedule.Stage;
import dev.handfast.conformance.world.Between;
import dev.handfast.transport.Link;
import dev.handfast.transport.LinkHandler;
import java.io.IOException;
import java.nio.ByteBuffer;

/// Lets a write have two steps, as over a real socket: the kernel takes the bytes, and then their
/// buffers are moved on. Between the two others may go on.
final class SteppedWrites extends Between {
  private final Stage stage;

  SteppedWrites(Stage stage, LinkHandler handler) {
    super(handler);
    this.stage = stage;
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
