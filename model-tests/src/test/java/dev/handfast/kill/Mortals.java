package dev.handfast.kill;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.handfast.client.HandfastClient;
import dev.handfast.conformance.Until;
import dev.handfast.conformance.world.Breath;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.newsclub.lib.junixsocket.common.NarMetadata;
import org.newsclub.net.unix.AFUNIXSocket;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;

/// Starts processes that may die, and sees how they ended.
final class Mortals {
  /// 30 s: only a process that hangs takes so long.
  private static final int HUNG = 30;

  /// What this process logs, they log; nothing is said where there is no such file.
  private static final String LOGGING =
      System.getProperty("java.util.logging.config.file", "/dev/null");

  private Mortals() {}

  /// Which JVM all of them have.
  private static final List<String> JAVA =
      List.of(
          Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-Xmx64m",
          "-XX:-UsePerfData",
          "-Xlog:disable",
          "-Xlog:all=error:stderr",
          "--enable-native-access=ALL-UNNAMED",
          "-Djava.util.logging.config.file=" + LOGGING);

  /// What a life needs of the tests' class path, which is five times as long: each entry is looked
  /// at whenever a JVM starts.
  private static final List<Path> CLASS_PATH =
      Stream.of(
              Mortals.class,
              Until.class,
              Breath.class,
              HandfastClient.class,
              JsonNode.class,
              JsonParser.class,
              JsonFormat.class,
              AFUNIXSocket.class,
              NarMetadata.class)
          .map(type -> type.getProtectionDomain().getCodeSource().getLocation().toString())
          .map(place -> Path.of(URI.create(place)))
          .distinct()
          .toList();

  private static final class Once {
    static final Ahead AHEAD = ahead();
  }

  static Process start(Class<?> main, Object... arguments) {
    return started(java(Once.AHEAD.options(), main, arguments));
  }

  private static Ahead ahead() {
    try {
      return Ahead.of(JAVA, CLASS_PATH);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  /// With other classes before the usual ones.
  static Process start(List<Path> classes, Class<?> main, Object... arguments) {
    return started(java(List.of("-cp", classPath(classes)), main, arguments));
  }

  /// After a shell has done something that its process keeps, such as `umask 000`.
  static Process startUnder(
      String preparation, List<Path> classes, Class<?> main, Object... arguments) {
    var command = new ArrayList<>(List.of("sh", "-c", preparation + "; exec \"$@\"", "sh"));
    command.addAll(java(List.of("-cp", classPath(classes)), main, arguments));
    return started(command);
  }

  private static List<String> java(List<String> options, Class<?> main, Object... arguments) {
    var command = new ArrayList<>(JAVA);
    command.addAll(options);
    command.add(main.getName());
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    return command;
  }

  private static Process started(List<String> command) {
    try {
      return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String classPath(List<Path> first) {
    return Stream.concat(first.stream(), CLASS_PATH.stream())
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  /// Its exit code.
  static int end(Process process) throws InterruptedException {
    if (!process.waitFor(HUNG, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("a process hangs");
    }
    return process.exitValue();
  }
}
