package dev.handfast.cli.work;

import dev.handfast.SocketPath;
import dev.handfast.message.WorkerIdentity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What a worker process is there for.
///
/// @param socket where its orchestrator listens
/// @param worker who it is
/// @param directory where the command runs
/// @param access what the command may do there
/// @param grace how long processes that are to end may take
/// @param rooms where its private directory is made; the usual place where empty
/// @param command the command's words
record Assignment(
    SocketPath socket,
    WorkerIdentity worker,
    Path directory,
    Access access,
    Duration grace,
    Optional<Path> rooms,
    List<String> command) {

  /// What a command may do in its directory.
  enum Access {
    /// It works there: commits and changed files are its own.
    WRITE,
    /// It only reads: what changes there is somebody else's.
    READ
  }
}
