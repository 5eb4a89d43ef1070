package dev.handfast.conformance.report;

import dev.handfast.conformance.suite.SuiteRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/// A file that is to hold a report: whoever reads it sees the old one or the new one, whole.
///
/// @param path of the file; what is missing above it is made
/// @param report what it is to hold
public record ReportFile(Path path, Report report) {

  /// That a report could not be written: which, where, and why.
  public static final class CannotWrite extends IOException {
    private static final long serialVersionUID = 1L;

    private CannotWrite(Path path, IOException cause) {
      super("cannot write the report %s: %s".formatted(path, reason(cause)), cause);
    }

    private static String reason(IOException cause) {
      return switch (cause) {
        case AccessDeniedException _ -> "permission denied";
        case NoSuchFileException missing -> missing.getFile() + " is not there";
        case FileAlreadyExistsException other -> other.getFile() + " is no directory";
        case FileSystemException told when told.getReason() != null -> told.getReason();
        default -> cause.toString();
      };
    }
  }

  /// Makes the directory and looks whether the report can be written there: better to know before
  /// there is something to report.
  ///
  /// @throws CannotWrite where it cannot
  public void prepare() throws CannotWrite {
    try {
      Path target = target();
      if (Files.isDirectory(target)) {
        throw new FileSystemException(target.toString(), null, "it is a directory");
      }
      if (!Files.isWritable(isReplaced(target) ? folder(target) : target)) {
        throw new AccessDeniedException(target.toString());
      }
    } catch (IOException failure) {
      throw new CannotWrite(path, failure);
    }
  }

  /// Writes the report beside its place, and moves it there.
  ///
  /// @throws CannotWrite where it could not be written; what was there before is still there
  public void write(SuiteRun run) throws CannotWrite {
    try {
      Path target = target();
      if (isReplaced(target)) {
        replace(target, run);
      } else {
        fill(target, run, StandardOpenOption.WRITE);
      }
    } catch (IOException failure) {
      throw new CannotWrite(path, failure);
    }
  }

  private void replace(Path target, SuiteRun run) throws IOException {
    Path fresh = target.resolveSibling(".%s.%s".formatted(target.getFileName(), UUID.randomUUID()));
    try {
      fill(fresh, run, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      Files.move(
          fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private void fill(Path file, SuiteRun run, StandardOpenOption... options) throws IOException {
    try (Writer to = Files.newBufferedWriter(file, options)) {
      report.write(run, to);
    } catch (UncheckedIOException failure) {
      throw failure.getCause();
    }
  }

  /// Where the report ends up: behind a link, where the path is one.
  private Path target() throws IOException {
    if (Files.exists(path)) {
      return path.toRealPath();
    }
    Path target = path.toAbsolutePath();
    Files.createDirectories(folder(target));
    return target;
  }

  private static Path folder(Path target) {
    Path folder = target.getParent();
    return folder == null ? target : folder;
  }

  /// A pipe or a terminal is written to, not replaced.
  private static boolean isReplaced(Path target) {
    return !Files.exists(target) || Files.isRegularFile(target);
  }
}
