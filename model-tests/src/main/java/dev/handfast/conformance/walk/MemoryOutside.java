package dev.handfast.conformance.walk;

import dev.handfast.SocketPath;
import dev.handfast.conformance.script.Surroundings.Overflow;
import dev.handfast.conformance.world.ClientSubject;
import dev.handfast.conformance.world.Heard;
import dev.handfast.conformance.world.MemoryPeer;
import dev.handfast.conformance.world.QueuedThreads;
import dev.handfast.transport.InMemoryTransport;
import dev.handfast.transport.LinkHandler.ConnectProblem;
import dev.handfast.transport.LinkHandler.Hope;
import java.util.function.BooleanSupplier;

/// A peer in memory, in a world that stands still by itself.
final class MemoryOutside implements Outside {
  private static final SocketPath PATH = SocketPath.of("/run/orchestrator.sock");

  /// 4,000 bytes: some small frames, and no large one.
  private static final int PIPE = 4_000;

  private final InMemoryTransport transport = InMemoryTransport.manual().capacity(PIPE);
  private final QueuedThreads threads = new QueuedThreads();
  private final MemoryPeer peer = new MemoryPeer();

  private MemoryOutside(int chunk) {
    transport.chunk(chunk);
  }

  /// Lives in memory.
  ///
  /// @param chunk the most bytes that are read at once
  static Room.Factory<ClientStimulus> rooms(
      int chunk, Overflow overflow, ClientSubject.Factory factory) {
    return () -> {
      var outside = new MemoryOutside(chunk);
      return new ClientRoom(PATH, outside, outside.transport, outside.threads, overflow, factory);
    };
  }

  /// Sessions of servers in memory.
  ///
  /// @param chunk the most bytes that are read at once
  static Room.Factory<ServerStimulus> sessions(int chunk) {
    return () -> {
      var outside = new MemoryOutside(chunk);
      return new ServerRoom(PATH, outside, outside.transport, outside.threads);
    };
  }

  @Override
  public void listen() {
    var _ = transport.listen(PATH, 1, () -> peer);
  }

  @Override
  public void connect() {
    transport.connect(PATH, peer);
  }

  @Override
  public void spoil() {
    transport.refuse(PATH, 1, new ConnectProblem(Hope.GIVE_UP, "no socket"));
  }

  @Override
  public Heard heard() {
    return peer.heard();
  }

  @Override
  public void say(byte[] bytes) {
    peer.write(bytes, this::settle);
  }

  @Override
  public void stopReading() {
    peer.stopReading();
  }

  @Override
  public void readOn() {
    peer.readOn();
  }

  @Override
  public void end() {
    peer.end();
  }

  @Override
  public void leave() {
    peer.leave();
  }

  @Override
  public int large() {
    return 2 * PIPE;
  }

  @Override
  public void rest(BooleanSupplier enough) {
    settle();
  }

  @Override
  public void awaitHangUp() {
    settle();
  }

  private void settle() {
    while (transport.runAll() > 0 || threads.runOne(_ -> true)) {
      // until nothing moves any more
    }
  }

  @Override
  public boolean needsBarrier() {
    return false;
  }

  @Override
  public void close() {}
}
