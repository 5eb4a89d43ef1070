package dev.handfast.transport;

import dev.handfast.HandfastException.CannotListen;
import dev.handfast.SocketPath;
import dev.handfast.transport.LinkHandler.ConnectProblem;
import dev.handfast.transport.LinkHandler.Hope;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;

/// Sockets without an operating system: paths, pipes and faults in one process, for tests.
///
/// What a handler sees is what it would see from [JdkTransport]. Each callback is one task of its
/// owner, so whoever orders the tasks decides the interleaving. Clients and servers of one world
/// share one instance, or take an [#endpoint] each, which each may close alone.
public final class InMemoryTransport implements Transport {
  private final MemoryWorld world;
  private final Runnable whenClosed;

  // In order of creation: what closing does must be the same in every run.
  private final Queue<MemoryLink> links = new ConcurrentLinkedQueue<>();
  private final Queue<MemoryListener> listeners = new ConcurrentLinkedQueue<>();
  private volatile Link.Peer self = Link.Peer.self();
  private volatile boolean closed;

  /// A world whose callbacks are tasks of the executor.
  ///
  /// @param owner runs one task at a time, later than the call of `execute`, in any order
  public InMemoryTransport(Executor owner) {
    this(new MemoryWorld(new Borrowed(owner)));
  }

  private InMemoryTransport(MemoryWorld world) {
    this(world, world::end);
  }

  private InMemoryTransport(MemoryWorld world, Runnable whenClosed) {
    this.world = world;
    this.whenClosed = whenClosed;
  }

  /// A world that stands still until [#runOne] or [#runAll].
  public static InMemoryTransport manual() {
    return new InMemoryTransport(new MemoryWorld(new StepQueue()));
  }

  /// A world with an owner thread of its own.
  ///
  /// @param threads makes the one owner thread
  public static InMemoryTransport threaded(ThreadFactory threads) {
    return new InMemoryTransport(new MemoryWorld(new SelectorLoop(threads), threads));
  }

  /// Another transport in the same world; closing it leaves the others as they are.
  public InMemoryTransport endpoint() {
    InMemoryTransport endpoint = new InMemoryTransport(world, () -> {});
    world.joined(endpoint);
    return endpoint;
  }

  /// Runs the first waiting task; false where there is none.
  ///
  /// @throws IllegalStateException where the world is not [#manual]
  public boolean runOne() {
    if (world.owner() instanceof StepQueue steps) {
      return steps.runOne();
    }
    throw new IllegalStateException("only a manual() world is run step by step");
  }

  /// Runs tasks until none is left, and returns how many it ran.
  ///
  /// @throws IllegalStateException where the world is not [#manual]
  public int runAll() {
    int count = 0;
    while (runOne()) {
      count++;
    }
    return count;
  }

  /// From now on each [LinkHandler#read] gets at most so many bytes.
  public InMemoryTransport chunk(int bytes) {
    world.chunk(bytes);
    return this;
  }

  /// Later connections hold so many bytes in each direction before a write takes less; at first 64
  /// KiB.
  public InMemoryTransport capacity(int bytes) {
    world.capacity(bytes);
    return this;
  }

  /// Sets the user that the other end of later connections finds here, this process's at first:
  /// [Link#peer].
  public InMemoryTransport user(String name) {
    return self(new Link.Peer(name, self.pid()));
  }

  /// Sets who the other end of later connections finds here, this very process at first:
  /// [Link#peer].
  public InMemoryTransport self(Link.Peer peer) {
    self = peer;
    return this;
  }

  /// Whether any thread may write, as at first, or from now on the owner alone:
  /// [Link#anyThreadMayWrite].
  public InMemoryTransport anyThreadMayWrite(boolean any) {
    world.anyThreadMayWrite(any);
    return this;
  }

  /// The next attempts at the path fail as nobody listened there: with [Hope#RETRY].
  public InMemoryTransport refuse(SocketPath path, int times) {
    return refuse(path, times, ConnectFailure.problem(Hope.RETRY, path, "Connection refused"));
  }

  /// The next attempts at the path fail with the problem.
  public InMemoryTransport refuse(SocketPath path, int times, ConnectProblem problem) {
    world.plan(path, times, problem);
    return this;
  }

  /// The connections that stand, oldest first.
  public List<Wire> wires() {
    return world.wires();
  }

  @Override
  public void connect(SocketPath path, LinkHandler handler) {
    Runnable attempt = () -> attempt(path, handler);
    if (!execute(attempt)) {
      world.straggle(attempt);
    }
  }

  @Override
  public Listener listen(SocketPath path, int backlog, Acceptor acceptor) {
    if (closed) {
      throw new CannotListen("cannot listen on %s: the transport is closed".formatted(path));
    }
    MemoryListener listener = new MemoryListener(this, path, backlog, acceptor);
    if (!world.claim(path, listener)) {
      throw new CannotListen(
          "cannot listen on %s: another process is listening; stop it or choose another path"
              .formatted(path));
    }
    listeners.add(listener);
    return listener;
  }

  @Override
  public boolean execute(Runnable task) {
    return world.owner().execute(task);
  }

  /// Ends this transport; the first one of a world takes all its endpoints and the thread with it.
  @Override
  public void close() {
    closed = true;
    listeners.forEach(Listener::close);
    execute(() -> links.forEach(MemoryLink::transportClosed));
    whenClosed.run();
  }

  private void attempt(SocketPath path, LinkHandler handler) {
    if (closed) {
      fail(handler, Hope.GIVE_UP, path, StreamEnd.TRANSPORT_CLOSED);
      return;
    }
    Optional<ConnectProblem> fault = world.nextFault(path);
    if (fault.isPresent()) {
      handler.connectFailed(fault.get());
      return;
    }
    Optional<MemoryListener> listener = world.listenerAt(path);
    if (listener.isEmpty()) {
      fail(handler, Hope.RETRY, path, "No such file or directory");
      return;
    }
    Pipe toServer = new Pipe(world.capacity());
    Pipe toClient = new Pipe(world.capacity());
    if (!listener.get().offer(toServer, toClient, self)) {
      fail(handler, Hope.RETRY, path, "Resource temporarily unavailable");
      return;
    }
    world.connected(new Wire(path, toServer, toClient));
    Link.Peer server = listener.get().peer();
    execute(() -> open(path, new MemoryLink(this, toClient, toServer, server, handler), handler));
  }

  /// A task of its own: the other end may be accepted before or after.
  private void open(SocketPath path, MemoryLink link, LinkHandler handler) {
    if (closed) {
      link.close();
      fail(handler, Hope.GIVE_UP, path, StreamEnd.TRANSPORT_CLOSED);
    } else {
      remember(link).open();
    }
  }

  private static void fail(LinkHandler handler, Hope hope, SocketPath path, String detail) {
    handler.connectFailed(ConnectFailure.problem(hope, path, detail));
  }

  boolean anyThreadMayWrite() {
    return world.anyThreadMayWrite();
  }

  int chunk() {
    return world.chunk();
  }

  Link.Peer self() {
    return self;
  }

  MemoryLink remember(MemoryLink link) {
    links.add(link);
    return link;
  }

  void forget(MemoryLink link) {
    links.remove(link);
  }

  void forget(MemoryListener listener, SocketPath path) {
    listeners.remove(listener);
    world.release(path, listener);
  }

  /// Somebody else's executor: it is not ours to end.
  private record Borrowed(Executor executor) implements Owner {
    @Override
    public boolean execute(Runnable task) {
      executor.execute(task);
      return true;
    }

    @Override
    public void close() {}
  }
}
