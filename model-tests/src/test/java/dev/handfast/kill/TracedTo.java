package dev.handfast.kill;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// A path to a file that hands each line to somebody in the very call that writes it.
///
/// So a program that uses nothing but the public API is told of each event while it happens. The
/// one thing that such a file can do is to be written.
final class TracedTo extends FileSystemProvider {
  private final Consumer<String> lines;

  private TracedTo(Consumer<String> lines) {
    this.lines = lines;
  }

  /// The path.
  static Path path(Consumer<String> lines) {
    var system = new Room(new TracedTo(lines));
    return (Path)
        Proxy.newProxyInstance(
            Path.class.getClassLoader(),
            new Class<?>[] {Path.class},
            (_, method, _) ->
                switch (method.getName()) {
                  case "getFileSystem" -> system;
                  case "toString" -> "the tracer";
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  @Override
  public OutputStream newOutputStream(Path path, OpenOption... options) {
    return new OutputStream() {
      private final ByteArrayOutputStream line = new ByteArrayOutputStream();

      @Override
      public void write(int each) {
        if (each == '\n') {
          String whole = line.toString(StandardCharsets.UTF_8);
          line.reset();
          lines.accept(whole);
        } else {
          line.write(each);
        }
      }
    };
  }

  private static UnsupportedOperationException no() {
    return new UnsupportedOperationException("this file is written, and nothing else");
  }

  @Override
  public String getScheme() {
    return "traced";
  }

  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> env) {
    throw no();
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    throw no();
  }

  @Override
  public Path getPath(URI uri) {
    throw no();
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) {
    throw no();
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path path, DirectoryStream.Filter<? super Path> filter) {
    throw no();
  }

  @Override
  public void createDirectory(Path path, FileAttribute<?>... attributes) {
    throw no();
  }

  @Override
  public void delete(Path path) {
    throw no();
  }

  @Override
  public void copy(Path from, Path to, CopyOption... options) {
    throw no();
  }

  @Override
  public void move(Path from, Path to, CopyOption... options) {
    throw no();
  }

  @Override
  public boolean isSameFile(Path one, Path other) {
    throw no();
  }

  @Override
  public boolean isHidden(Path path) {
    throw no();
  }

  @Override
  public FileStore getFileStore(Path path) {
    throw no();
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) {
    throw no();
  }

  @Override
  public <V extends FileAttributeView> V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    throw no();
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) {
    throw no();
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String names, LinkOption... options) {
    throw no();
  }

  @Override
  public void setAttribute(Path path, String name, Object value, LinkOption... options) {
    throw no();
  }

  /// The file system of that one file.
  private static final class Room extends FileSystem {
    private final FileSystemProvider provider;

    private Room(FileSystemProvider provider) {
      this.provider = provider;
    }

    @Override
    public FileSystemProvider provider() {
      return provider;
    }

    @Override
    public void close() {
      throw no();
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public boolean isReadOnly() {
      return false;
    }

    @Override
    public String getSeparator() {
      throw no();
    }

    @Override
    public Iterable<Path> getRootDirectories() {
      return List.of();
    }

    @Override
    public Iterable<FileStore> getFileStores() {
      return List.of();
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
      return Set.of();
    }

    @Override
    public Path getPath(String first, String... more) {
      throw no();
    }

    @Override
    public PathMatcher getPathMatcher(String pattern) {
      throw no();
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
      throw no();
    }

    @Override
    public WatchService newWatchService() {
      throw no();
    }
  }
}
