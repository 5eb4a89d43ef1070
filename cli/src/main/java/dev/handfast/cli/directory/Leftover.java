package dev.handfast.cli.directory;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// A directory that may be a dead owner's.
///
/// It is deleted only where all of this holds: it is this user's and closed to others, it holds
/// nothing but what we put there, and its owner's lock ([Claim]) can be taken, which is the proof
/// that the owner is dead. The same goes for each worker's directory in it, or all of it stays.
/// Everything is looked at and deleted through the open directory, never by a path that somebody
/// could turn elsewhere, and no symbolic link is followed. Of two that try at once, one gets the
/// lock, and the other finds nothing or nobody's lock to take.
///
/// @param parent what it is in
/// @param name its name there
/// @param real its path
/// @param user who we are
record Leftover(SecureDirectoryStream<Path> parent, Path name, Path real, UserPrincipal user) {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  private static final Path LOCK = Path.of(Claim.FILE);

  /// Deletes it where that may be; whether it is gone. The caller has the turn of [Claim#TURN].
  ///
  /// @throws IOException where it cannot be looked at, or has no lock
  boolean remove() throws IOException {
    if (!isOurs(attributes(parent, name)) || Claim.isOwn(real)) {
      return false;
    }
    try (SecureDirectoryStream<Path> directory = open(parent, name)) {
      boolean gone =
          isOurs(directory.getFileAttributeView(PosixFileAttributeView.class).readAttributes())
              && emptyIfAbandoned(directory);
      if (gone) {
        parent.deleteDirectory(name);
      }
      return gone;
    }
  }

  private boolean isOurs(PosixFileAttributes attributes) {
    return attributes.isDirectory()
        && attributes.owner().equals(user)
        && attributes.permissions().equals(OWNER_ONLY);
  }

  private static boolean holdsOnlyKnown(SecureDirectoryStream<Path> directory) throws IOException {
    for (Path each : names(directory)) {
      PosixFileAttributes attributes = attributes(directory, each);
      boolean known = KnownFiles.isFile(each.toString(), attributes);
      if (KnownFiles.isInner(each.toString(), attributes)) {
        try (SecureDirectoryStream<Path> inner = open(directory, each)) {
          known = holdsOnlyKnown(inner);
        }
      } else if (KnownFiles.isPrograms(each.toString(), attributes)) {
        try (SecureDirectoryStream<Path> programs = open(directory, each)) {
          known = holdsOnlyPrograms(programs);
        }
      }
      if (!known) {
        return false;
      }
    }
    return true;
  }

  private static boolean holdsOnlyPrograms(SecureDirectoryStream<Path> programs)
      throws IOException {
    for (Path each : names(programs)) {
      if (!KnownFiles.isProgram(each.toString(), attributes(programs, each))) {
        return false;
      }
    }
    return true;
  }

  /// Leaves the lock to the end: whoever is killed in the middle leaves the rest to the next.
  private boolean emptyIfAbandoned(SecureDirectoryStream<Path> directory) throws IOException {
    try (FileChannel owner = lockFile(directory)) {
      if (owner.tryLock() == null || !holdsOnlyKnown(directory)) {
        return false; // it lives, or somebody else deletes it in this instant; or it has a guest
      }
      for (Path each : names(directory)) {
        if (!each.equals(LOCK) && !remove(directory, each)) {
          return false; // a worker that has outlived its orchestrator
        }
      }
      if (!names(directory).equals(List.of(LOCK))) {
        return false; // a worker that has just made its own
      }
      directory.deleteFile(LOCK);
      return true;
    }
  }

  private boolean remove(SecureDirectoryStream<Path> directory, Path each) throws IOException {
    PosixFileAttributes attributes = attributes(directory, each);
    if (KnownFiles.isInner(each.toString(), attributes)) {
      return new Leftover(directory, each, real.resolve(each), user).remove();
    }
    if (KnownFiles.isPrograms(each.toString(), attributes)) {
      try (SecureDirectoryStream<Path> programs = open(directory, each)) {
        for (Path program : names(programs)) {
          programs.deleteFile(program);
        }
      }
      directory.deleteDirectory(each);
      return true;
    }
    if (KnownFiles.isFile(each.toString(), attributes)) {
      directory.deleteFile(each);
      return true;
    }
    return false; // come since we looked
  }

  private static FileChannel lockFile(SecureDirectoryStream<Path> directory) throws IOException {
    return (FileChannel)
        directory.newByteChannel(
            LOCK,
            Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
  }

  private static SecureDirectoryStream<Path> open(SecureDirectoryStream<Path> parent, Path name)
      throws IOException {
    return parent.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS);
  }

  /// A stream gives its entries only once: so it is opened again.
  private static List<Path> names(SecureDirectoryStream<Path> directory) throws IOException {
    List<Path> names = new ArrayList<>();
    try (DirectoryStream<Path> again = open(directory, Path.of("."))) {
      for (Path each : again) {
        Path name = each.getFileName();
        if (name != null) {
          names.add(name);
        }
      }
    }
    return names;
  }

  private static PosixFileAttributes attributes(SecureDirectoryStream<Path> directory, Path name)
      throws IOException {
    return directory
        .getFileAttributeView(name, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .readAttributes();
  }
}
