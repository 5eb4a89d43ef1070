package dev.handfast.cli.directory;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.UserPrincipal;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Private directories whose owners were killed, and so could not delete them.
///
/// What decides whether one may go is in [Leftover]; what cannot be looked at stays.
public final class Leftovers {
  private static final System.Logger LOG = System.getLogger(Leftovers.class.getName());

  /// 2 s: a directory takes a millisecond; nobody waits longer for the end of a short command.
  private static final long PATIENCE = TimeUnit.SECONDS.toMillis(2);

  private Leftovers() {}

  /// Deletes what dead processes of this user have left at the usual places, beside whatever else
  /// this process does; nothing fails because of it.
  ///
  /// @return waits until that is done, or took too long; the rest is the next process's then
  public static Runnable clear() {
    Thread clearing =
        Thread.ofPlatform()
            .daemon()
            .name("clear-leftovers")
            .start(
                () ->
                    Stream.of(System.getProperty("java.io.tmpdir", "/tmp"), "/tmp")
                        .distinct()
                        .map(Path::of)
                        .forEach(Leftovers::clear));
    return () -> {
      try {
        clearing.join(PATIENCE);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    };
  }

  /// Deletes what was left at one place.
  static void clear(Path place) {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(place)) {
      if (entries instanceof SecureDirectoryStream<Path> open) {
        clear(open, place.toRealPath(), thisUser(place));
      }
    } catch (IOException | DirectoryIteratorException | UnsupportedOperationException failure) {
      LOG.log(Level.DEBUG, "leftovers in " + place + " stay", failure);
    }
  }

  /// By number: `user.name` is a guess where the user has no entry in the system's list.
  private static UserPrincipal thisUser(Path place) throws IOException {
    return place
        .getFileSystem()
        .getUserPrincipalLookupService()
        .lookupPrincipalByName(Long.toString(new UnixSystem().getUid()));
  }

  private static void clear(SecureDirectoryStream<Path> place, Path real, UserPrincipal user) {
    for (Path entry : place) {
      Path name = entry.getFileName();
      if (name != null && KnownFiles.isDirectory(name.toString())) {
        Claim.TURN.lock();
        try {
          if (new Leftover(place, name, real.resolve(name), user).remove()) {
            LOG.log(Level.INFO, "deleted {0}, left by a process that was killed", name);
          }
        } catch (NoSuchFileException _) {
          // no owner has claimed it, or somebody else deletes it in this instant
        } catch (IOException | DirectoryIteratorException failure) {
          LOG.log(Level.DEBUG, real.resolve(name) + " stays", failure);
        } finally {
          Claim.TURN.unlock();
        }
      }
    }
  }
}
