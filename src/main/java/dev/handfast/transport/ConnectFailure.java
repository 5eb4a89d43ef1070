package dev.handfast.transport;

import dev.handfast.SocketPath;
import dev.handfast.transport.LinkHandler.ConnectProblem;
import dev.handfast.transport.LinkHandler.Hope;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Decides whether a failed attempt to connect is worth another one, and says what went wrong.
///
/// What stands at the path decides, because the system's message may be in any language.
final class ConnectFailure {
  private ConnectFailure() {}

  static ConnectProblem of(SocketPath socket, IOException failure) {
    return switch (socket) {
      case SocketPath.File file -> at(file, failure);
      case SocketPath.Abstract name -> // no file and no mode: only nobody, or a full backlog
          problem(Hope.RETRY, name, StreamEnd.words(failure));
    };
  }

  private static ConnectProblem at(SocketPath.File path, IOException failure) {
    try {
      PathKind kind = PathKind.of(path.path());
      return switch (kind) {
        case NOTHING -> problem(hopeWhereNothingIs(path.path()), path, StreamEnd.words(failure));
        case SOCKET -> problem(hope(path.path(), failure), path, StreamEnd.words(failure));
        case REGULAR_FILE, DIRECTORY, SYMBOLIC_LINK, OTHER ->
            problem(Hope.GIVE_UP, path, "it is %s, no socket".formatted(kind.words()));
      };
    } catch (IOException _) {
      return problem(Hope.GIVE_UP, path, StreamEnd.words(failure));
    }
  }

  /// Somebody may yet make the directory and the socket, but never below a file.
  private static Hope hopeWhereNothingIs(Path path) throws IOException {
    for (Path above = path.getParent(); above != null; above = above.getParent()) {
      PathKind kind = PathKind.of(above);
      if (kind != PathKind.NOTHING) {
        return kind == PathKind.DIRECTORY ? Hope.RETRY : Hope.GIVE_UP;
      }
    }
    return Hope.RETRY;
  }

  /// Nobody listens yet or any more, or the backlog is full: both may change.
  private static Hope hope(Path path, IOException failure) {
    boolean passing = failure instanceof ConnectException || isBacklogFull(path, failure);
    return passing ? Hope.RETRY : Hope.GIVE_UP;
  }

  /// Whether the listener only has no room now; else the socket is not for us, or of another type.
  static boolean isBacklogFull(Path path, IOException failure) {
    return Files.isWritable(path) && !StreamEnd.words(failure).contains("wrong type");
  }

  /// The problem in the words that every transport uses.
  static ConnectProblem problem(Hope hope, SocketPath path, String detail) {
    return new ConnectProblem(hope, "cannot connect to %s: %s".formatted(path, detail));
  }
}
