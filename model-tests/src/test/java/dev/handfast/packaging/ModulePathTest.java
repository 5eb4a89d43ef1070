package dev.handfast.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.handfast.Role;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.newsclub.lib.junixsocket.common.NarMetadata;
import org.newsclub.net.unix.AFUNIXSocket;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;

/// A module that requires ours compiles and runs in processes of their own, with Jackson alone:
/// also where nobody has asked for Flight Recorder, and with junixsocket where it is there.
class ModulePathTest {

  private static final String DESCRIPTOR = "module consumer { requires dev.handfast; }";

  private static final String PROGRAM =
      """
      package consumer;

      import dev.handfast.SocketPath;
      import dev.handfast.client.HandfastClient;
      import dev.handfast.message.Message;
      import dev.handfast.message.WorkerStatus;
      import dev.handfast.server.HandfastServer;
      import dev.handfast.transport.JunixTransport;
      import java.nio.file.Path;

      final class Program {
        public static void main(String[] arguments) throws Exception {
          for (Class<?> type :
              new Class<?>[] {HandfastClient.class, HandfastServer.class, Message.class}) {
            System.out.println(type.getModule().getName() + " exports " + type.getSimpleName());
          }
          System.out.println("Flight Recorder: " + ModuleLayer.boot().findModule("jdk.jfr"));
          SocketPath path = SocketPath.of(Path.of(arguments[0]));
          try (HandfastServer server = HandfastServer.builder(path).start();
              HandfastClient client = HandfastClient.builder(path).childId("w-1").start()) {
            System.out.println(client.status(WorkerStatus.IDLE).await() + " to " + server.socket());
          }
          try (HandfastServer server =
              HandfastServer.builder(path).transport(JunixTransport::new).start()) {
            System.out.println("junixsocket listens at " + server.socket());
          } catch (IllegalStateException missing) {
            System.out.println(missing.getMessage());
          }
        }
      }
      """;

  private static final String JUNIXSOCKET_MISSING =
      "JunixTransport needs junixsocket, which is not there; put"
          + " com.kohlschutter.junixsocket:junixsocket-core:2.11.1 (type pom) on the class path,"
          + " or choose .transport(JdkTransport::new)";

  @TempDir private Path folder;

  @Test
  void a_named_module_can_use_the_library() throws Exception {
    assertThat(
            run(
                "java",
                "--limit-modules",
                "consumer", // and what it needs: a small runtime, without Flight Recorder
                "-p",
                path(library(), compiled()),
                "-m",
                "consumer/consumer.Program",
                socket()))
        .containsExactly(
            "dev.handfast exports HandfastClient",
            "dev.handfast exports HandfastServer",
            "dev.handfast exports Message",
            "Flight Recorder: Optional.empty",
            "Written[] to " + socket(),
            JUNIXSOCKET_MISSING);
  }

  @Test
  void a_class_path_without_junixsocket_can_use_the_library() throws Exception {
    assertThat(run("java", "-cp", path(library(), compiled()), "consumer.Program", socket()))
        .contains("null exports HandfastServer")
        .endsWith("Written[] to " + socket(), JUNIXSOCKET_MISSING);
  }

  @Test
  void a_named_module_can_have_junixsocket() throws Exception {
    assertThat(
            run(
                "java",
                "--illegal-native-access=deny",
                "--enable-native-access=org.newsclub.net.unix",
                "--add-modules=org.newsclub.net.unix,com.kohlschutter.junixsocket.nativecommon",
                "-p",
                path(library(), junixsocket(), compiled()),
                "-m",
                "consumer/consumer.Program",
                socket()))
        .endsWith("Written[] to " + socket(), "junixsocket listens at " + socket());
  }

  private String socket() {
    return folder.resolve("s").toString();
  }

  private String compiled() throws IOException, InterruptedException {
    Path descriptor = Files.writeString(folder.resolve("module-info.java"), DESCRIPTOR);
    Path program = Files.writeString(folder.resolve("Program.java"), PROGRAM);
    String classes = folder.resolve("classes").toString();
    assertThat(
            run(
                "javac",
                "-Xlint:all",
                "-Werror",
                "-p",
                library(),
                "-d",
                classes,
                descriptor.toString(),
                program.toString()))
        .isEmpty();
    return classes;
  }

  private static String library() {
    return jars(Role.class, JsonNode.class, JsonParser.class, JsonFormat.class);
  }

  private static String junixsocket() {
    return jars(AFUNIXSocket.class, NarMetadata.class);
  }

  private static String path(String... places) {
    return String.join(File.pathSeparator, places);
  }

  private static String jars(Class<?>... types) {
    return Stream.of(types)
        .map(type -> type.getProtectionDomain().getCodeSource().getLocation().toString())
        .map(place -> Path.of(URI.create(place)).toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /// It lives for a moment: the second compiler costs more than it brings.
  private static Stream<String> quick(String executable, String tool) {
    String option = "-XX:TieredStopAtLevel=1";
    return Stream.of(executable, tool.equals("javac") ? "-J" + option : option);
  }

  private static List<String> run(String tool, String... arguments)
      throws IOException, InterruptedException {
    String executable = Path.of(System.getProperty("java.home"), "bin", tool).toString();
    Process process =
        new ProcessBuilder(Stream.concat(quick(executable, tool), Stream.of(arguments)).toList())
            .redirectErrorStream(true)
            .start();
    try (var lines = process.inputReader()) {
      List<String> said = lines.lines().toList();
      assertThat(process.waitFor()).as("%s said %s", tool, said).isZero();
      return said;
    }
  }
}
