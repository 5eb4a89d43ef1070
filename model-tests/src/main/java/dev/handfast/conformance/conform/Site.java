package dev.handfast.conformance.conform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;

/// What stands at the path of a socket.
final class Site implements AutoCloseable {
  private static final Set<PosixFilePermission> OWNER =
      Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private final Path path;
  private Optional<ServerSocketChannel> live = Optional.empty();
  private boolean placed;

  Site(Path path) {
    this.path = path;
  }

  /// Puts something there, in the place of what stands there.
  void place(String kind) {
    placed = true;
    try {
      Files.deleteIfExists(path);
      switch (kind) {
        case "nothing" -> {} // it is gone
        case "file" -> Files.writeString(path, "somebody's");
        case "directory" -> Files.createDirectory(path);
        case "symlink" ->
            Files.createSymbolicLink(path, path.resolveSibling(path.getFileName() + ".target"));
        case "stale" -> bind().close();
        case "live" -> live = Optional.of(bind());
        default -> throw new IllegalArgumentException("place " + kind);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private ServerSocketChannel bind() throws IOException {
    ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    socket.bind(UnixDomainSocketAddress.of(path));
    return socket;
  }

  /// What is wrong with what stands there; nothing where it is of that kind.
  Optional<String> difference(String kind) {
    boolean right =
        switch (kind) {
          case "nothing" -> !Files.exists(path, LinkOption.NOFOLLOW_LINKS);
          case "file" -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
          case "directory" -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
          case "symlink" -> Files.isSymbolicLink(path);
          case "live" -> live.isPresent() && isMine(live.get());
          case "private" -> isPrivate();
          default -> throw new IllegalArgumentException("found " + kind);
        };
    return right ? Optional.empty() : Optional.of("something else at the socket's path");
  }

  private boolean isMine(ServerSocketChannel listener) {
    try (SocketChannel _ = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      listener.configureBlocking(false);
      SocketChannel mine = listener.accept();
      if (mine != null) {
        mine.close();
      }
      return mine != null;
    } catch (IOException _) {
      return false;
    }
  }

  private boolean isPrivate() {
    try {
      return Files.getPosixFilePermissions(path).equals(OWNER);
    } catch (IOException _) {
      return false;
    }
  }

  /// Takes away what was placed; what the subject left there is not the suite's to delete.
  @Override
  public void close() {
    try {
      if (live.isPresent()) {
        live.get().close();
      }
      if (placed) {
        Files.deleteIfExists(path);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
