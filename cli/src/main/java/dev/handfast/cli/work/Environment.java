package dev.handfast.cli.work;

import dev.handfast.cli.process.Program;
import java.io.File;
import java.util.List;

/// What a command finds in its environment.
final class Environment {
  /// The private channel's socket.
  static final String CHANNEL = "HANDFAST_CHANNEL";

  /// The file that contexts are appended to.
  static final String CONTEXT = "HANDFAST_CONTEXT";

  /// What is to be done, in words.
  static final String TASK = "HANDFAST_TASK";

  /// The worker's identity.
  static final String CHILD_ID = "HANDFAST_CHILD_ID";

  /// Set, to `1`, where the command is only to read.
  static final String READER_MODE = "HANDFAST_READER_MODE";

  /// The original's own variables: a worker in the command would take them for its own.
  private static final List<String> HIDDEN =
      List.of(ChildModeCommand.CHILD_MODE, ChildModeCommand.SOCKET_PATH, ChildModeCommand.CHILD_ID);

  private Environment() {}

  /// The command with all of it.
  static Program program(Assignment assignment, Room room) {
    Program program =
        Program.of(assignment.command())
            .in(assignment.directory())
            .with(CHANNEL, room.socket().toString())
            .with(CONTEXT, room.context().toString())
            .with(TASK, assignment.worker().task())
            .with(CHILD_ID, assignment.worker().childId())
            .with("PATH", path(room))
            .without(READER_MODE);
    for (String variable : HIDDEN) {
      program = program.without(variable);
    }
    return switch (assignment.access()) {
      case WRITE -> program;
      case READ -> program.with(READER_MODE, "1");
    };
  }

  private static String path(Room room) {
    String own = System.getenv("PATH");
    return room.programs() + (own == null ? "" : File.pathSeparator + own);
  }
}
