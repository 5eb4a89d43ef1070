package dev.handfast.cli.process;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/// A dead process whose number another one got: the system answers for the other.
///
/// @param dead the process that is meant
/// @param other the process that has its number now
record SameNumber(ProcessHandle dead, ProcessHandle other) implements ProcessHandle {
  @Override
  public long pid() {
    return other.pid();
  }

  @Override
  public boolean isAlive() {
    return dead.isAlive();
  }

  @Override
  public Stream<ProcessHandle> descendants() {
    return other.descendants();
  }

  @Override
  public Stream<ProcessHandle> children() {
    return other.children();
  }

  @Override
  public Optional<ProcessHandle> parent() {
    return other.parent();
  }

  @Override
  public Info info() {
    return dead.info();
  }

  @Override
  public CompletableFuture<ProcessHandle> onExit() {
    return dead.onExit();
  }

  @Override
  public boolean supportsNormalTermination() {
    return true;
  }

  @Override
  public boolean destroy() {
    return other.destroy();
  }

  @Override
  public boolean destroyForcibly() {
    return other.destroyForcibly();
  }

  @Override
  public int compareTo(ProcessHandle another) {
    return dead.compareTo(another);
  }
}
