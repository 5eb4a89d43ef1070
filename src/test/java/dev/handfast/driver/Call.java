package dev.handfast.driver;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Something that a test does on a thread of its own.
///
/// @param <T> what comes of it
public final class Call<T> {
  private final FutureTask<T> task;
  private final Thread thread;

  Call(Callable<T> body) {
    task = new FutureTask<>(body);
    thread = Thread.ofPlatform().daemon().name("test-caller").start(task);
  }

  /// What came of it; what it threw is thrown here.
  public T result() {
    try {
      return task.get(Hung.AFTER.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException _) {
      AssertionError hung = Hung.waitingFor("a caller", "it is at");
      hung.setStackTrace(thread.getStackTrace());
      throw hung;
    } catch (ExecutionException thrown) {
      switch (thrown.getCause()) {
        case RuntimeException unchecked -> throw unchecked;
        case Error error -> throw error;
        case null, default -> throw new AssertionError("a caller failed", thrown.getCause());
      }
    } catch (InterruptedException interrupted) {
      throw new AssertionError("interrupted while waiting for a caller", interrupted);
    }
  }

  /// Interrupts its thread.
  public void interrupt() {
    thread.interrupt();
  }
}
