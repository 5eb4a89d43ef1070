package dev.handfast.transport;

import dev.handfast.SocketPath;
import dev.handfast.transport.LinkHandler.ConnectProblem;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ThreadFactory;

/// What all in-memory transports of one test share: paths, connections, and planned faults.
final class MemoryWorld {
  private final Owner owner;
  private final ThreadFactory stragglers;
  private final ConcurrentMap<SocketPath, MemoryListener> listeners = new ConcurrentHashMap<>();
  private final ConcurrentMap<SocketPath, Queue<ConnectProblem>> faults = new ConcurrentHashMap<>();
  private final Queue<Wire> wires = new ConcurrentLinkedQueue<>();
  private final Queue<InMemoryTransport> endpoints = new ConcurrentLinkedQueue<>();
  private volatile int chunk = SelectorLoop.BUFFER_BYTES;
  private volatile boolean anyThreadMayWrite = true;
  private volatile int capacity = SelectorLoop.BUFFER_BYTES;

  /// A world whose owner takes tasks for ever.
  MemoryWorld(Owner owner) {
    this(
        owner,
        task -> {
          throw new IllegalStateException("this world's owner takes every task");
        });
  }

  /// @param stragglers makes the threads of tasks that come after the owner's end
  MemoryWorld(Owner owner, ThreadFactory stragglers) {
    this.owner = owner;
    this.stragglers = stragglers;
  }

  /// Runs a task that the owner no longer takes, later than this call.
  void straggle(Runnable task) {
    stragglers.newThread(task).start();
  }

  void joined(InMemoryTransport endpoint) {
    endpoints.add(endpoint);
  }

  /// Closes all endpoints, in order, and then the owner.
  void end() {
    endpoints.forEach(InMemoryTransport::close);
    owner.close();
  }

  Owner owner() {
    return owner;
  }

  boolean anyThreadMayWrite() {
    return anyThreadMayWrite;
  }

  void anyThreadMayWrite(boolean any) {
    anyThreadMayWrite = any;
  }

  int chunk() {
    return chunk;
  }

  void chunk(int bytes) {
    chunk = atLeastOne(bytes);
  }

  int capacity() {
    return capacity;
  }

  void capacity(int bytes) {
    capacity = atLeastOne(bytes);
  }

  /// False where the path is taken.
  boolean claim(SocketPath path, MemoryListener listener) {
    return listeners.putIfAbsent(path, listener) == null;
  }

  void release(SocketPath path, MemoryListener listener) {
    listeners.remove(path, listener);
  }

  Optional<MemoryListener> listenerAt(SocketPath path) {
    return Optional.ofNullable(listeners.get(path));
  }

  void plan(SocketPath path, int times, ConnectProblem problem) {
    faults
        .computeIfAbsent(path, _ -> new ConcurrentLinkedQueue<>())
        .addAll(Collections.nCopies(times, problem));
  }

  /// The fault that is planned for the next attempt at the path; it happens once.
  Optional<ConnectProblem> nextFault(SocketPath path) {
    Queue<ConnectProblem> planned = faults.get(path);
    return planned == null ? Optional.empty() : Optional.ofNullable(planned.poll());
  }

  /// The connections that stand, oldest first.
  List<Wire> wires() {
    wires.removeIf(Wire::isOver);
    return List.copyOf(wires);
  }

  void connected(Wire wire) {
    wires.add(wire);
  }

  private static int atLeastOne(int bytes) {
    if (bytes < 1) {
      throw new IllegalArgumentException("got %d bytes, wanted at least 1".formatted(bytes));
    }
    return bytes;
  }
}
