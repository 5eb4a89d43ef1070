package dev.handfast.cli.process;

import dev.handfast.cli.Main;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How to start this very program again: the same Java, the same classes, the same start-up cache.
public final class Self {
  /// Names a program that does the same in fewer words.
  private static final String LAUNCHER = "handfast.launcher";

  private static final String CACHE = "handfast.cache";

  private Self() {}

  /// The words that `handfast` stands for; arguments follow.
  public static List<String> command() {
    return Optional.ofNullable(System.getProperty(LAUNCHER))
        .map(List::of)
        .orElseGet(() -> java(Main.class));
  }

  /// The words that start another main class of this class path; arguments follow.
  public static List<String> java(Class<?> main) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // short-lived processes: the quick compiler only, the small collector, silent about the cache
    words.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xlog:disable",
            "--enable-native-access=ALL-UNNAMED"));
    words.add("-Xlog:all=error:stderr");
    property(CACHE).ifPresent(cache -> words.add("-XX:AOTCache=" + cache));
    for (String kept : List.of(CACHE, "java.io.tmpdir")) {
      property(kept).ifPresent(value -> words.add("-D" + kept + "=" + value));
    }
    words.addAll(List.of("-cp", classPath(), main.getName()));
    return List.copyOf(words);
  }

  /// A shell script that does what `handfast` does.
  public static String script() {
    return "#!/bin/sh\nexec "
        + String.join(" ", command().stream().map(Self::quoted).toList())
        + " \"$@\"\n";
  }

  private static Optional<String> property(String name) {
    return Optional.ofNullable(System.getProperty(name));
  }

  /// Absolute: the other process may run elsewhere.
  private static String classPath() {
    return String.join(
        File.pathSeparator,
        List.of(System.getProperty("java.class.path", ".").split(File.pathSeparator, -1)).stream()
            .map(entry -> Path.of(entry).toAbsolutePath().toString())
            .toList());
  }

  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }
}
