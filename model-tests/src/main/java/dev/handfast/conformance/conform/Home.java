package dev.handfast.conformance.conform;

import dev.handfast.SocketPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/// A private folder in which each case finds a path where nothing is.
final class Home implements AutoCloseable {
  private final Path folder;
  private int cases;

  Home() throws IOException {
    folder = SocketPath.privateDirectory("conform").path().resolveSibling(".").normalize();
  }

  Path next() {
    return folder.resolve("s" + ++cases);
  }

  @Override
  public void close() {
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.delete(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path inner, IOException failure)
                throws IOException {
              Files.delete(inner);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
