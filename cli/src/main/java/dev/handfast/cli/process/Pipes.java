package dev.handfast.cli.process;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The pipes that a program writes to.
///
/// Java's own pipes are closed as soon as the started process has ended: what its descendants still
/// write would be lost. These end when the last writer has closed them.
final class Pipes implements AutoCloseable {
  private final Path directory;
  private final RandomAccessFile outputHold;
  private final RandomAccessFile errorsHold;

  private Pipes(Path directory) throws IOException {
    this.directory = directory;
    make(List.of("mkfifo", "-m", "600", output().toString(), errors().toString()));
    // an end that is both: so that opening the other ends does not wait for each other
    this.outputHold = new RandomAccessFile(output().toFile(), "rw");
    this.errorsHold = new RandomAccessFile(errors().toFile(), "rw");
  }

  /// Makes them, in a private directory that [#close] deletes.
  static Pipes open() throws IOException {
    Path directory = Files.createTempDirectory("hf-io-");
    try {
      return new Pipes(directory);
    } catch (IOException failure) {
      delete(directory);
      throw failure;
    }
  }

  Path output() {
    return directory.resolve("out");
  }

  Path errors() {
    return directory.resolve("err");
  }

  /// The end of a pipe that is read.
  InputStream read(Path pipe) throws IOException {
    return new FileInputStream(pipe.toFile());
  }

  /// Whoever has opened an end keeps it; nobody can open another.
  @Override
  public void close() throws IOException {
    outputHold.close();
    errorsHold.close();
    delete(directory);
  }

  private static void delete(Path directory) throws IOException {
    for (String name : List.of("out", "err")) {
      Files.deleteIfExists(directory.resolve(name));
    }
    Files.deleteIfExists(directory);
  }

  private static void make(List<String> command) throws IOException {
    Process mkfifo = new ProcessBuilder(command).redirectErrorStream(true).start();
    String complaint = mkfifo.inputReader().readLine();
    try {
      if (mkfifo.waitFor() != 0) {
        throw new IOException("no pipe for its output: " + complaint);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupted);
    }
  }
}
