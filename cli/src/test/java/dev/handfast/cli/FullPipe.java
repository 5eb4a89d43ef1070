package dev.handfast.cli;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/// A named pipe that is full: whoever writes waits, for nobody reads.
public final class FullPipe implements AutoCloseable {
  /// 64 KiB: what Linux keeps of a pipe that nobody reads.
  private static final int CAPACITY = 64 * 1024;

  private final Pipe pipe;
  private final RandomAccessFile end;

  private FullPipe(Pipe pipe, RandomAccessFile end) {
    this.pipe = pipe;
    this.end = end;
  }

  /// Makes one.
  public static FullPipe at(Path path) throws Exception {
    Pipe pipe = Pipe.at(path);
    var end = new RandomAccessFile(path.toFile(), "rw"); // both ends: its open waits for nobody
    end.write(new byte[CAPACITY]);
    return new FullPipe(pipe, end);
  }

  /// Where a process writes.
  public ProcessBuilder.Redirect output() {
    return ProcessBuilder.Redirect.to(pipe.path().toFile());
  }

  @Override
  public void close() throws IOException {
    end.close();
  }
}
