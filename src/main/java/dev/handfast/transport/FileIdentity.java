package dev.handfast.transport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/// Which file stands at a path: the device, the number of its inode, and its last change of
/// content, because numbers are given out again.
record FileIdentity(Object key, FileTime modified) {

  /// Looks without following a symbolic link.
  ///
  /// @throws java.nio.file.NoSuchFileException where nothing stands there
  static FileIdentity of(Path path) throws IOException {
    var attributes =
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    return new FileIdentity(attributes.fileKey(), attributes.lastModifiedTime());
  }

  /// Unlinks the path where this very file still stands there; the caller keeps the file open, so
  /// that nobody else can have its number.
  void remove(Path path) throws IOException {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && key.equals(of(path).key)) {
      Files.deleteIfExists(path);
    }
  }
}
