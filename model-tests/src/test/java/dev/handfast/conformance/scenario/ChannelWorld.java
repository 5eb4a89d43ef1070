package dev.handfast.conformance.scenario;

import dev.handfast.conformance.schedule.Stage;
import dev.handfast.transport.LinkHandler;
import dev.handfast.transport.MemorySockets;
import dev.handfast.transport.Transport;
import dev.handfast.transport.Wire;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.function.BiFunction;

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

  private ChannelWorld(
      Stage stage, int room, BiFunction<MemorySockets, ThreadFactory, Transport> carrier) {
    super(stage);
    this.stage = stage;
    this.sockets = new MemorySockets(transport(), room);
    this.carrier = carrier.apply(sockets, body -> stage.unstarted("loop", body));
  }

  /// A client is under test.
  ///
  /// @param room the bytes that fit on the way from it
  static ChannelWorld ofClient(Stage stage, int room) {
    return new ChannelWorld(stage, room, MemorySockets::transport);
  }

  /// A server is under test.
  ///
  /// @param room the bytes that fit on the way from it to each worker
  static ChannelWorld ofServer(Stage stage, int room) {
    return new ChannelWorld(stage, room, MemorySockets::hall);
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
