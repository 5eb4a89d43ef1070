package dev.handfast.conformance.scenario;

import dev.handfast.conformance.schedule.Stage;
import dev.handfast.transport.LinkHandler;
import dev.handfast.transport.MemorySockets;
import dev.handfast.transport.Transport;
import dev.handfast.transport.Wire;
import java.util.List;

/// A world in which who is under test has the transport of real sockets, with its loop and its
/// links; what the channels under it carry stays in memory.
final class ChannelWorld extends World {
  private final Stage stage;
  private final MemorySockets sockets;
  private final Transport carrier;

  /// @param room the bytes that fit on the way from a client
  ChannelWorld(Stage stage, int room) {
    super(stage);
    this.stage = stage;
    sockets = new MemorySockets(transport(), room);
    carrier = sockets.transport(body -> stage.unstarted("loop", body));
  }

  @Override
  Transport carrier() {
    return carrier;
  }

  @Override
  void listens(LinkHandler orchestrator) {
    sockets.listens(orchestrator);
  }

  @Override
  List<Wire> wires() {
    return sockets.wires(PATH);
  }

  @Override
  void lastly() {
    super.lastly();
    stage.thread("closing the transport", carrier::close);
    stage.settle();
    if (!sockets.isOver()) {
      throw new IllegalStateException("the selector of a closed transport is open");
    }
  }
}
