package dev.handfast.conformance.drive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.time.Duration;

/// A driver on a thread of this process: it starts in no time.
public final class InProcess implements Program {
  private final Pipe in;
  private final Pipe out;
  private final Thread thread;

  /// What a driver does with its standard input and output.
  @FunctionalInterface
  public interface Main {
    /// Serves until the commands end.
    void serve(InputStream commands, OutputStream events);
  }

  private InProcess(Main main) throws IOException {
    in = Pipe.open();
    out = Pipe.open();
    thread =
        Thread.ofPlatform()
            .daemon()
            .name("driver")
            .start(
                () -> {
                  try (OutputStream events = Channels.newOutputStream(out.sink())) {
                    main.serve(Channels.newInputStream(in.source()), events);
                  } catch (IOException | UncheckedIOException _) {
                    // it was ended
                  }
                });
  }

  /// A thread of its own for each start.
  public static Program.Start of(Main main) {
    return () -> new InProcess(main);
  }

  @Override
  public OutputStream commands() {
    return Channels.newOutputStream(in.sink());
  }

  @Override
  public InputStream events() {
    return Channels.newInputStream(out.source());
  }

  @Override
  public InputStream errors() {
    return InputStream.nullInputStream();
  }

  @Override
  public boolean await(Duration time) throws InterruptedException {
    return thread.join(time);
  }

  @Override
  public void kill() {
    try {
      in.sink().close();
      in.source().close();
      out.sink().close();
      out.source().close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
