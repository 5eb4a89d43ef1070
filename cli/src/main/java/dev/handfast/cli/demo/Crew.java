package dev.handfast.cli.demo;

import dev.handfast.cli.directory.PrivateDirectory;
import dev.handfast.server.HandfastServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// What must not outlive the demo: the workers' processes, the server and the private directory.
///
/// It is tidied up at the end, after a failure, and when the process is told to end; then nothing
/// new is begun, or it would put files into a directory that is being deleted.
final class Crew implements AutoCloseable {
  /// 10 s: to see killed processes end, which takes milliseconds.
  private static final int KILL_SECONDS = 10;

  private final Launch launch;
  private final PrivateDirectory directory;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Child> children = new ArrayList<>();
  private final List<HandfastServer> servers = new ArrayList<>();
  private final Thread hook = Thread.ofPlatform().name("tidy-up").unstarted(this::endFromOutside);
  private boolean closed;
  private volatile boolean endedFromOutside;

  Crew(Launch launch) {
    this.launch = launch;
    try {
      this.directory = PrivateDirectory.make("orchestrator");
    } catch (IOException | IllegalArgumentException failure) {
      throw new DemoFailed("no private directory for the socket: " + failure.getMessage(), failure);
    }
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /// A file in the private directory.
  Path file(String name) {
    return directory.path().resolve(name);
  }

  /// Starts a worker's process.
  Child start(String name, List<String> arguments, Consumer<Note> listener) {
    return unlessClosed(
        () -> {
          try {
            var child = new Child(name, launch.start(arguments), listener);
            children.add(child);
            return child;
          } catch (IOException failure) {
            throw new DemoFailed(name + " does not start: " + failure.getMessage(), failure);
          }
        });
  }

  /// Starts a server, whose socket is in the private directory.
  HandfastServer listen(Supplier<HandfastServer> start) {
    return unlessClosed(
        () -> {
          HandfastServer server = start.get();
          servers.add(server);
          return server;
        });
  }

  /// Does what puts something into the private directory.
  <T> T unlessClosed(Supplier<T> begin) {
    lock.lock();
    try {
      if (closed) {
        throw new DemoFailed("the demo is being ended");
      }
      return begin.get();
    } finally {
      lock.unlock();
    }
  }

  /// Ends what still runs and deletes the directory; idempotent.
  @Override
  public void close() {
    tidyUp();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // the process is ending: the hook runs, or has run
    }
  }

  /// The reason of a failure: not a worker's fault where the whole demo was told to end.
  DemoFailed reason(DemoFailed failure) {
    return endedFromOutside
        ? new DemoFailed("told to end; the workers and the private directory are gone too", failure)
        : failure;
  }

  private void endFromOutside() {
    endedFromOutside = true;
    tidyUp();
  }

  private void tidyUp() {
    lock.lock();
    try {
      if (!closed) {
        closed = true;
        children.forEach(Child::kill);
        children.forEach(Crew::awaitExit);
        for (HandfastServer server : servers) {
          var _ = server.stop(Duration.ZERO); // there is nobody left to write to
        }
        delete();
      }
    } finally {
      lock.unlock();
    }
  }

  private static void awaitExit(Child child) {
    var _ =
        child
            .onExit()
            .thenApply(_ -> true)
            .completeOnTimeout(false, KILL_SECONDS, TimeUnit.SECONDS)
            .join();
  }

  private void delete() {
    try {
      directory.close();
    } catch (IOException failure) {
      System.err.println("handfast: cannot delete " + directory.path() + ": " + failure);
    }
  }
}
