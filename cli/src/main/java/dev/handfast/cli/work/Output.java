package dev.handfast.cli.work;

import dev.handfast.cli.process.Lines;
import dev.handfast.cli.process.Running;
import dev.handfast.cli.process.Tail;
import dev.handfast.message.LogLevel;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/// Turns what a command writes into its worker's logs: output is `text`, error output is `error`.
///
/// Lines of one stream stay in order; the two streams have no order between them. While a line is
/// being said nothing more is read, so a command that is faster than its orchestrator waits.
final class Output {
  /// 50 ms between two looks: whether output still flows is no matter of speed.
  private static final long LOOK_MILLIS = 50;

  /// 20 lines: an answer that a person reads at the end of a list of answers.
  private static final int LAST_LINES = 20;

  private final Voice voice;
  private final Tail answer = new Tail(LAST_LINES);
  private final Tail complaint = new Tail(LAST_LINES);
  private final AtomicLong moves = new AtomicLong();
  private final AtomicLong speaking = new AtomicLong();
  private final CompletableFuture<Void> ended;

  /// The end of what a command wrote.
  ///
  /// @param answer the last lines of its output, as one text
  /// @param last the last lines of its error output, or of its output where there are none
  record Words(String answer, List<String> last) {
    static final Words NONE = new Words("", List.of());
  }

  Output(Running running, Voice voice) {
    this.voice = voice;
    this.ended =
        CompletableFuture.allOf(
            hear(running.output(), LogLevel.TEXT, answer),
            hear(running.errors(), LogLevel.ERROR, complaint));
  }

  /// Waits until both streams have ended and all was said; false where nothing came for so long, or
  /// as soon as the wait is not wanted any more.
  ///
  /// A slow orchestrator is waited for: only a stream that is silent counts as silent.
  boolean awaitEnd(Duration silence, CompletableFuture<?> unwanted) {
    long seen = -1;
    long silentSince = System.nanoTime();
    while (!unwanted.isDone()) {
      if (endedWithin(LOOK_MILLIS)) {
        return true;
      }
      long now = moves.get();
      if (now != seen || speaking.get() > 0) {
        seen = now;
        silentSince = System.nanoTime();
      } else if (System.nanoTime() - silentSince > silence.toNanos()) {
        return false;
      }
    }
    return ended.isDone();
  }

  /// The last lines so far.
  Words words() {
    return new Words(
        String.join("\n", answer.lines()),
        complaint.lines().isEmpty() ? answer.lines() : complaint.lines());
  }

  private boolean endedWithin(long millis) {
    try {
      ended.get(millis, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException _) {
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private CompletableFuture<Void> hear(InputStream stream, LogLevel level, Tail tail) {
    var end = new CompletableFuture<Void>();
    Thread.ofPlatform()
        .daemon()
        .name("hear-" + level.wire())
        .start(
            () -> {
              try (stream) {
                Lines.read(stream, line -> say(level, line, tail));
              } catch (IOException failure) {
                say(LogLevel.WARN, "the command cannot be heard any more: " + failure, tail);
              } finally {
                end.complete(null);
              }
            });
    return end;
  }

  private void say(LogLevel level, String line, Tail tail) {
    moves.incrementAndGet();
    speaking.incrementAndGet();
    try {
      tail.add(line);
      voice.log(level, line);
    } finally {
      speaking.decrementAndGet();
    }
  }
}
