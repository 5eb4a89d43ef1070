package dev.handfast.conformance.conform;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A server that runs already, and that nobody can tell anything.
final class FoundServer implements Subject {
  /// Names of workers are never used twice with one server.
  private static final AtomicInteger CASES = new AtomicInteger();

  private final Path socket;
  private String suffix = "";

  FoundServer(Path socket) {
    this.socket = socket;
  }

  @Override
  public String name() {
    return socket.toString();
  }

  @Override
  public boolean isDriven() {
    return false;
  }

  @Override
  public boolean has(String feature) {
    return false;
  }

  /// It listens already.
  @Override
  public void tell(String command, ObjectNode fields) {
    suffix = "-%d-%d".formatted(ProcessHandle.current().pid(), CASES.incrementAndGet());
  }

  @Override
  public Optional<JsonNode> next(Duration patience) {
    return Optional.empty();
  }

  @Override
  public void pause() {
    // it is somebody else's process
  }

  @Override
  public void goOn() {
    // it was never stopped
  }

  @Override
  public Path socket() {
    return socket;
  }

  @Override
  public String childId() {
    return "nobody";
  }

  @Override
  public String workerId(String name) {
    return name + suffix;
  }

  @Override
  public String stderr() {
    return "";
  }

  @Override
  public void kill() {
    // it is somebody else's process
  }

  @Override
  public void close() {
    // it is somebody else's process
  }
}
