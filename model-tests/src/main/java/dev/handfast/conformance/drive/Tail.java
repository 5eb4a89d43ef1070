package dev.handfast.conformance.drive;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/// What a program says on a stream that is for people: all of it is read, so that the program can
/// go on, and its end is kept. Any thread.
public final class Tail {
  /// 4,000 characters: a stack trace.
  private static final int MOST = 4_000;

  private final AtomicReference<String> text = new AtomicReference<>("");
  private final Thread reader;

  private Tail(InputStream stream) {
    reader = Thread.ofPlatform().daemon().name("tail").start(() -> read(stream));
  }

  /// Reads a stream from now on, until it ends.
  public static Tail of(InputStream stream) {
    return new Tail(stream);
  }

  private void read(InputStream stream) {
    Reader from = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
    char[] some = new char[MOST];
    try {
      for (int count = from.read(some); count >= 0; count = from.read(some)) {
        String more = text.get() + new String(some, 0, count);
        text.set(more.substring(Math.max(0, more.length() - MOST)));
      }
    } catch (IOException _) {
      // the process has gone
    }
  }

  /// The end of what was said so far.
  public String text() {
    return text.get().strip();
  }

  /// Waits for the stream's end; for longer only where another process has it, too.
  void hearOut(Duration longest) throws InterruptedException {
    var _ = reader.join(longest);
  }
}
