package dev.handfast.transport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// What stands at a path, as far as a socket is concerned.
enum PathKind {
  NOTHING("nothing"),
  SOCKET("a socket"),
  REGULAR_FILE("a regular file"),
  DIRECTORY("a directory"),
  SYMBOLIC_LINK("a symbolic link"),
  OTHER("something that is no socket");

  private static final int TYPE_BITS = 0170000;

  private final String words;

  PathKind(String words) {
    this.words = words;
  }

  /// Looks at the path.
  ///
  /// @throws IOException where the system does not let us look
  static PathKind of(Path path, LinkOption... links) throws IOException {
    try {
      int mode = (Integer) Files.getAttribute(path, "unix:mode", links);
      return switch (mode & TYPE_BITS) {
        case 0140000 -> SOCKET;
        case 0100000 -> REGULAR_FILE;
        case 0040000 -> DIRECTORY;
        case 0120000 -> SYMBOLIC_LINK;
        default -> OTHER;
      };
    } catch (NoSuchFileException _) {
      return NOTHING;
    }
  }

  /// The kind in words, with its article.
  String words() {
    return words;
  }
}
