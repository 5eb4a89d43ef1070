package dev.handfast.conformance.scenario;

import dev.handfast.conformance.schedule.Stage;
import dev.handfast.transport.LinkHandler;
import dev.handfast.transport.MemorySockets;
import dev.handfast.transport.Transport;
import dev.handfast.transport.Wire;
import java.util.List;

/// A world in which who is under test has the transport of real sockets, with its loop, its
/// listener and its links; what the channels under it carry stays in memory.
final class ChannelWorld extends World {
  /// 8 KiB: some times what is said in a race.
  static final int ROOMY = 8 << 10;

  /// 64 B: less than any message.
  static final int TIGHT = 64;

  private final Stage stage;
  private final MemorySockets sockets;
  private final Transport carrier;

  /// @param room the bytes that fit on the way from who is under test
  ChannelWorld(Stage stage, int room) {
    super(stage);
    this.stage = stage;
    this.sockets = new MemorySockets(transport(), room);
    this.carrier = sockets.transport(body -> stage.unstarted("loop", body));
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
  void connects(LinkHandler worker) {
    sockets.connects(PATH, worker);
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
