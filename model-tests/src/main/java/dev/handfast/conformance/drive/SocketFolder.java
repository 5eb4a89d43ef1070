package dev.handfast.conformance.drive;

import dev.handfast.PrivateDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/// A private folder in which each life finds a path where nothing is; it goes when it is closed, or
/// the JVM ends, by Ctrl-C for example. For one thread.
public final class SocketFolder implements AutoCloseable {
  private final PrivateDirectory directory;
  private final Thread atExit = new Thread(this::delete, "socket-folder");
  private int lives;

  /// A folder of its own.
  ///
  /// @param name says whose it is
  /// @throws IOException where none can be made
  public SocketFolder(String name) throws IOException {
    directory = PrivateDirectory.make(name);
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /// A path where nothing has been.
  public Path next() {
    return directory.socket().path().resolveSibling("s" + ++lives);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException _) {
      return; // the JVM ends: the hook does it
    }
    delete();
  }

  private void delete() {
    try {
      directory.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
