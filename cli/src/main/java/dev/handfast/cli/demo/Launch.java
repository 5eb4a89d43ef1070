package dev.handfast.cli.demo;

import dev.handfast.cli.process.Self;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Starts workers' processes: the same Java, the same class path, the same cache as this process.
public interface Launch {

  /// Starts one.
  ///
  /// @param arguments what [DemoWorker] takes
  Process start(List<String> arguments) throws IOException;

  /// The real thing.
  static Launch java() {
    return arguments -> {
      List<String> command = new ArrayList<>(Self.java(DemoWorker.class));
      command.addAll(arguments);
      return new ProcessBuilder(command).redirectErrorStream(true).start();
    };
  }
}
