package dev.handfast.cli.permission;

import dev.handfast.cli.permission.Prompt.EndOfInput;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;

/// Typed lines, which can be waited for by a thread that may be interrupted.
///
/// Nothing is read before the first line is wanted: a command in the background that asks nothing
/// is not stopped for reading its terminal.
public final class Keyboard {
  private final InputStream in;
  private final BlockingQueue<Optional<String>> typed = new LinkedBlockingQueue<>();
  private final ReentrantLock lock = new ReentrantLock();
  private boolean reading;
  private volatile boolean ended;

  /// @param in a terminal, or what stands for one; UTF-8
  public Keyboard(InputStream in) {
    this.in = in;
  }

  /// Drops what was typed and not asked for.
  ///
  /// @return whether there was any
  boolean forget() {
    start();
    return typed.drainTo(new ArrayList<>())
        > 0; // in one step: a line that comes now is told or kept
  }

  /// Waits for a line.
  ///
  /// @throws EndOfInput where there are no more
  String line() throws InterruptedException {
    start();
    if (ended && typed.isEmpty()) {
      throw new EndOfInput();
    }
    return typed.take().orElseThrow(EndOfInput::new);
  }

  private void start() {
    lock.lock();
    try {
      if (!reading) {
        reading = true;
        in.skipNBytes(in.available()); // typed before anybody asked
        // a platform thread: a read from the terminal holds on to it; nobody can end that read
        Thread.ofPlatform().daemon().name("keyboard").start(this::read);
      }
    } catch (IOException _) {
      end();
    } finally {
      lock.unlock();
    }
  }

  private void read() {
    try {
      var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (String line; (line = lines.readLine()) != null; ) {
        typed.add(Optional.of(line));
      }
    } catch (IOException _) {
      // a terminal that is gone has no more lines: the same as its end
    }
    end();
  }

  private void end() {
    ended = true;
    typed.add(Optional.empty());
  }
}
