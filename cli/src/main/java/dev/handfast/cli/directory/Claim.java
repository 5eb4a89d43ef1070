package dev.handfast.cli.directory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/// The sign that a directory has an owner who lives: a file that its process keeps locked.
///
/// The system's lock dies with its process, whatever becomes of the process's number. The file is
/// made under a hidden name, given its owner's number, locked, and only then put at its place: who
/// finds it there and gets its lock has proof that the owner is dead.
final class Claim implements AutoCloseable {
  /// The file's name.
  static final String FILE = ".owner.lock";

  /// Its name until it is locked.
  static final String HIDDEN = FILE + ".new";

  /// Held while a claim is made, and while one is examined: the system's locks do not hold against
  /// their own process, and closing any channel to the file would drop them.
  static final ReentrantLock TURN = new ReentrantLock();

  /// The claims of this process; a channel that nobody refers to is closed some day.
  private static final Map<Path, FileChannel> HELD = new ConcurrentHashMap<>();

  private final Path directory;

  private Claim(Path directory) {
    this.directory = directory;
  }

  /// Claims a directory that this process has just made.
  static Claim take(Path directory) throws IOException {
    Path real = directory.toRealPath();
    TURN.lock();
    try {
      HELD.put(real, lockThoughInterrupted(real));
      return new Claim(real);
    } finally {
      TURN.unlock();
    }
  }

  /// Whether this very process has claimed the directory; the caller has the [#TURN].
  static boolean isOwn(Path real) {
    return HELD.containsKey(real);
  }

  /// An interrupt closes a file's channel: then once more, and the caller keeps its interrupt.
  private static FileChannel lockThoughInterrupted(Path real) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try {
          return lock(real);
        } catch (ClosedByInterruptException _) {
          interrupted |= Thread.interrupted();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static FileChannel lock(Path real) throws IOException {
    Path hidden = real.resolve(HIDDEN);
    Files.deleteIfExists(hidden); // of a try that an interrupt ended
    FileChannel channel =
        FileChannel.open(
            hidden,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      String pid = Long.toString(ProcessHandle.current().pid());
      channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)));
      channel.lock();
      Files.move(hidden, real.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
      return channel;
    } catch (Throwable failure) {
      channel.close();
      throw failure;
    }
  }

  /// Gives the directory up; its files are gone, or stay for whoever finds them.
  @Override
  public void close() throws IOException {
    TURN.lock();
    try {
      FileChannel channel = HELD.remove(directory);
      if (channel != null) {
        channel.close();
      }
    } finally {
      TURN.unlock();
    }
  }
}
