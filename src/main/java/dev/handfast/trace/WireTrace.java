package dev.handfast.trace;

import dev.handfast.HandfastEvent;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

/// Writes every event of its connections to a file, one JSON object a line, as it happens.
///
/// Several connections, also of several clients, may share one trace; the lines of one connection
/// are in order. A trace leaves nothing out: each line is handed to the system before the
/// connection goes on, so a crash of the process loses none. What users typed stands in it, unless
/// a [Redaction] takes it out. If the file cannot be written, the trace says so once in the log and
/// stops; the connections go on.
public final class WireTrace implements Consumer<HandfastEvent>, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(WireTrace.class.getName());

  private final Path file;
  private final BufferedWriter out;
  private final Function<HandfastEvent, TraceEntry> entry;
  private final ReentrantLock lock = new ReentrantLock();
  private boolean open = true;

  private WireTrace(Path file, BufferedWriter out, Function<HandfastEvent, TraceEntry> entry) {
    this.file = file;
    this.out = out;
    this.entry = entry;
  }

  /// A trace into a file, which is made anew or emptied.
  ///
  /// @throws UncheckedIOException where the file cannot be opened
  public static WireTrace to(Path file) {
    return open(file, TraceEntry::of);
  }

  /// A trace into a file without what users typed.
  ///
  /// @param redaction what is taken out of frames; reasons are told by their kind only
  /// @throws UncheckedIOException where the file cannot be opened
  public static WireTrace to(Path file, Redaction redaction) {
    return open(file, event -> TraceEntry.redacted(event, redaction));
  }

  private static WireTrace open(Path file, Function<HandfastEvent, TraceEntry> entry) {
    try {
      return new WireTrace(file, Files.newBufferedWriter(file, StandardCharsets.UTF_8), entry);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot write the wire trace to " + file, failure);
    }
  }

  /// Writes one event; any thread.
  @Override
  public void accept(HandfastEvent event) {
    String line = entry.apply(event).json();
    lock.lock();
    try {
      if (open) {
        out.write(line);
        out.write('\n');
        out.flush();
      }
    } catch (IOException failure) {
      open = false;
      LOG.log(System.Logger.Level.ERROR, "the wire trace to " + file + " stops here", failure);
    } finally {
      lock.unlock();
    }
  }

  /// Closes the file; events after that are not written. Idempotent.
  @Override
  public void close() {
    lock.lock();
    try {
      open = false;
      out.close();
    } catch (IOException failure) {
      LOG.log(System.Logger.Level.ERROR, "cannot close the wire trace to " + file, failure);
    } finally {
      lock.unlock();
    }
  }
}
