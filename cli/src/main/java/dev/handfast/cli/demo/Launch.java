package dev.handfast.cli.demo;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Starts workers' processes: the same Java, the same class path, the same cache as this process.
public interface Launch {

  /// Starts one.
  ///
  /// @param arguments what [DemoWorker] takes
  Process start(List<String> arguments) throws IOException;

  /// The real thing.
  static Launch java() {
    return arguments -> {
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      // short-lived processes: the quick compiler only, the small collector, silent about the cache
      command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xlog:disable"));
      command.add("-Xlog:all=error:stderr");
      cache().ifPresent(cache -> command.add("-XX:AOTCache=" + cache));
      command.addAll(List.of("-cp", classPath(), DemoWorker.class.getName()));
      command.addAll(arguments);
      return new ProcessBuilder(command).redirectErrorStream(true).start();
    };
  }

  private static Optional<String> cache() {
    return Optional.ofNullable(System.getProperty("handfast.cache"));
  }

  private static String classPath() {
    return System.getProperty("java.class.path", "." + File.pathSeparator);
  }
}
