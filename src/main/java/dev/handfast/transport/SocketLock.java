package dev.handfast.transport;

import dev.handfast.HandfastException.CannotListen;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.FileLockInterruptionException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The right to change what stands at a socket's path: a locked file `.NAME.lock` beside it.
///
/// The system's lock dies with its process, so a file that is not locked is a dead owner's. Whoever
/// can see the file can lock or read it: it is made under a hidden name, locked, given its owner's
/// process id, and only then published, by a hard link, which one of several wins. A dead owner's
/// file is replaced by a rename, by the one who holds its lock and finds it still at the path: the
/// classic race of unlinking against locking, where two hold locks of two files of one name, is
/// noticed by that second look.
final class SocketLock {
  private static final System.Logger LOG = System.getLogger(SocketLock.class.getName());

  /// Paths locked by this process: the system's locks do not hold against their own process, and
  /// closing any channel to the file would drop them.
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private static final AtomicInteger HIDDEN_NAMES = new AtomicInteger();

  /// Looks at a file that others take and leave at the same time, at least; each is a few system
  /// calls. Where all of them fail at once, the one whose turn it is may have lost the processor.
  private static final int ATTEMPTS = 1_000;

  /// 2 s of such looks, at least: a process gets its turn by then also on a machine that is full.
  private static final long LEAST_NANOS = 2_000_000_000;

  /// More than the digits of a process id.
  private static final int PID_BYTES = 32;

  private final Path path;
  private final FileIdentity identity;
  private final FileChannel channel;

  private SocketLock(Path path, FileIdentity identity, FileChannel channel) {
    this.path = path;
    this.identity = identity;
    this.channel = channel;
  }

  /// Takes the right to the socket's path.
  ///
  /// @throws CannotListen where another orchestrator has it, with that one's process id
  static SocketLock take(Path socket) throws IOException {
    Path path = besides(socket);
    if (!HELD.add(path)) {
      throw taken(socket, "process " + ProcessHandle.current().pid() + ", this very one");
    }
    try {
      SocketLock lock = publishThoughInterrupted(socket, path);
      removeLeftovers(path);
      return lock;
    } catch (Throwable failure) {
      HELD.remove(path);
      throw failure;
    }
  }

  /// Removes the hidden files of processes that died before they had removed them.
  ///
  /// Only the lock's holder does so: whoever is still starting, and may seem dead from here, is
  /// refused in any case.
  private static void removeLeftovers(Path path) {
    Pattern hidden =
        Pattern.compile(Pattern.quote(path.getFileName() + ".") + "(\\d{1,18})\\.\\d+");
    try (DirectoryStream<Path> siblings = Files.newDirectoryStream(path.resolveSibling("."))) {
      for (Path each : siblings) {
        Matcher name = hidden.matcher(String.valueOf(each.getFileName()));
        if (name.matches() && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()) {
          Files.deleteIfExists(each);
        }
      }
    } catch (IOException | DirectoryIteratorException failure) {
      LOG.log(Level.DEBUG, "leftovers beside " + path + " stay; they are in nobody's way", failure);
    }
  }

  /// An interrupt closes a file's channel: then once more, and the caller keeps its interrupt.
  private static SocketLock publishThoughInterrupted(Path socket, Path path) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try {
          return publish(socket, path);
        } catch (ClosedByInterruptException | FileLockInterruptionException _) {
          interrupted |= Thread.interrupted();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// The lock's file; of one socket it is the same one, however its directory is spelt.
  static Path besides(Path socket) throws IOException {
    Path real = socket.resolveSibling(".").toRealPath();
    return real.resolve("." + socket.getFileName() + ".lock");
  }

  private static SocketLock publish(Path socket, Path path) throws IOException {
    String own = Long.toString(ProcessHandle.current().pid());
    Path hidden =
        path.resolveSibling(path.getFileName() + "." + own + "." + HIDDEN_NAMES.getAndIncrement());
    Files.deleteIfExists(hidden); // a crash of an earlier process with our id
    FileChannel channel =
        FileChannel.open(
            hidden,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      channel.write(ByteBuffer.wrap(own.getBytes(StandardCharsets.US_ASCII)));
      channel.lock();
      FileIdentity identity = FileIdentity.of(hidden);
      long began = System.nanoTime();
      for (int i = 0; i < ATTEMPTS || System.nanoTime() - began < LEAST_NANOS; i++) {
        try {
          Files.createLink(path, hidden);
          return new SocketLock(path, identity, channel);
        } catch (FileAlreadyExistsException _) {
          if (replaceDead(socket, path, hidden)) {
            return new SocketLock(path, identity, channel);
          }
        }
      }
      throw taken(
          socket, "one that is just starting or ending, or whose process cannot be seen from here");
    } catch (Throwable failure) {
      channel.close();
      throw failure;
    } finally {
      Files.deleteIfExists(hidden);
    }
  }

  /// Puts our file in the place of a dead owner's; false where it was gone or is being replaced.
  private static boolean replaceDead(Path socket, Path path, Path hidden) throws IOException {
    try {
      FileIdentity seen = FileIdentity.of(path);
      PathKind kind = PathKind.of(path, LinkOption.NOFOLLOW_LINKS);
      if (kind != PathKind.REGULAR_FILE && kind != PathKind.NOTHING) {
        throw new CannotListen(
            "cannot listen on %s: the lock's place %s is taken by %s; move it away"
                .formatted(socket, path, kind.words()));
      }
      try (FileChannel there =
          FileChannel.open(
              path, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
        FileLock lock = there.tryLock();
        if (lock == null) {
          refuseIfAlive(socket, owner(there));
          return false;
        }
        if (!seen.equals(FileIdentity.of(path))) {
          return false; // we hold the lock of a file that is no longer there
        }
        Files.move(hidden, path, StandardCopyOption.ATOMIC_MOVE);
        LOG.log(Level.DEBUG, "took over the lock {0} of a dead process", path);
        return true;
      }
    } catch (NoSuchFileException _) {
      return false;
    }
  }

  private static String owner(FileChannel there) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(PID_BYTES);
    there.read(text, 0);
    return StandardCharsets.US_ASCII.decode(text.flip()).toString();
  }

  /// A dead owner's name on a locked file: somebody is just replacing it.
  @SuppressWarnings("ThreadPriorityCheck") // nothing relies on it: it is only kinder on few cores
  private static void refuseIfAlive(Path socket, String owner) {
    boolean dead =
        owner.chars().allMatch(Character::isDigit)
            && !owner.isEmpty()
            && ProcessHandle.of(Long.parseLong(owner)).isEmpty();
    if (!dead) {
      throw taken(socket, owner.isEmpty() ? "of unknown process" : "process " + owner);
    }
    Thread.yield(); // to the one who replaces it
  }

  private static CannotListen taken(Path socket, String who) {
    return new CannotListen(
        "cannot listen on %s: another orchestrator (%s) listens there; stop it or choose another path"
            .formatted(socket, who));
  }

  /// Gives the right back and leaves no file behind.
  void giveBack() {
    try (channel) {
      identity.remove(path); // before the lock goes: who locks this file afterwards looks again
    } catch (IOException failure) {
      LOG.log(Level.WARNING, "cannot remove the lock " + path, failure);
    } finally {
      HELD.remove(path);
    }
  }
}
