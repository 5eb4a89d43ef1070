package dev.handfast.conformance.conform;

import dev.handfast.conformance.drive.DriverFault;
import dev.handfast.conformance.drive.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Where subjects come from: each of them serves one case after the other.
@FunctionalInterface
public interface Subjects {

  /// One more.
  ///
  /// @throws IOException where it cannot be started
  /// @throws DriverFault where it is no driver
  Subject start() throws IOException;

  /// Driven ones: a process each, which serves many cases.
  ///
  /// @param role that the driver must have
  static Subjects driven(String role, Program.Start program) {
    return () -> new DrivenSubject(role, program);
  }

  /// Clients without a driver: a process for each case, with `{socket}` and `{childId}` in its
  /// arguments replaced.
  static Subjects alone(List<String> command) {
    return () -> new LoneClient(command);
  }

  /// A server that runs already.
  ///
  /// @param socket its path
  static Subjects found(Path socket) {
    return () -> new FoundServer(socket);
  }
}
