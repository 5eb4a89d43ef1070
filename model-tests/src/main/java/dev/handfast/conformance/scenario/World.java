package dev.handfast.conformance.scenario;

import dev.handfast.SocketPath;
import dev.handfast.conformance.schedule.Finding;
import dev.handfast.conformance.schedule.Finding.Kind;
import dev.handfast.conformance.schedule.Stage;
import dev.handfast.conformance.world.Interposed;
import dev.handfast.conformance.world.Padding;
import dev.handfast.conformance.world.VirtualClock;
import dev.handfast.seam.Seams;
import dev.handfast.transport.InMemoryTransport;
import dev.handfast.transport.LinkHandler;
import dev.handfast.transport.Transport;
import dev.handfast.transport.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/// The three seams of one performance: bytes in memory on one loop, time that moves when told,
/// threads of the stage.
class World {
  static final SocketPath PATH = SocketPath.of("/run/orchestrator.sock");

  /// A limit of waiting calls that no race reaches: some times what anybody says in one.
  static final int WITHOUT_PAUSE = 64;

  /// 8 KiB: some times what is said in a race, and little to make anew for each schedule.
  private static final int ROOM = 8 << 10;

  /// Longer than every deadline and time-out of the library's defaults.
  private static final Duration FOR_EVER = Duration.ofMinutes(10);

  private final Stage stage;
  private final Executor loop;
  private final InMemoryTransport transport;
  private final VirtualClock clock = new VirtualClock();

  World(Stage stage) {
    this.stage = stage;
    this.loop = stage.loop("owner");
    this.transport = new InMemoryTransport(loop).capacity(ROOM);
  }

  /// What the bytes of those under test go through.
  Transport carrier() {
    return transport;
  }

  final Seams seams() {
    var stepped = new Interposed(carrier(), handler -> new SteppedWrites(stage, handler));
    return new Seams(stepped, clock, new StageThreads(stage), Padding.ID_SEED);
  }

  final InMemoryTransport transport() {
    return transport;
  }

  /// Somebody whom a client under test will find.
  void listens(LinkHandler orchestrator) {
    transport.listen(PATH, 1, () -> orchestrator);
  }

  /// Somebody connects whom a server under test will find.
  void connects(LinkHandler worker) {
    transport.connect(PATH, worker);
  }

  /// All connections break, and what is under way is lost; in a turn of the owner's.
  final void breaks() {
    happens(() -> wires().forEach(wire -> wire.cut("connection reset by peer")));
  }

  /// The connections that stand.
  List<Wire> wires() {
    return transport.wires();
  }

  /// Something that happens on the other side of the sockets, in a turn of the owner's.
  final void happens(Runnable event) {
    loop.execute(event);
  }

  final void thread(String name, Runnable body) {
    stage.thread(name, body);
  }

  /// Time passes on a thread of its own, as alarms ring on one.
  final void passes(Duration time) {
    stage.thread("alarms", () -> clock.pass(time, () -> {}));
  }

  final void settle() {
    stage.settle();
  }

  /// Lets all time pass that anybody could wait for.
  void lastly() {
    stage.settle();
    clock.pass(FOR_EVER, stage::settle);
    stage.settle();
  }

  /// What is left behind.
  final List<Finding> leftovers() {
    var left = new ArrayList<Finding>();
    if (!wires().isEmpty()) {
      left.add(new Finding(Kind.LEAKED, wires().size() + " connections stand"));
    }
    if (clock.alarms() > 0) {
      left.add(new Finding(Kind.LEAKED, clock.alarms() + " alarms are set"));
    }
    return left;
  }
}
