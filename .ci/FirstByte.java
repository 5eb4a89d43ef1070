import java.io.File;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javax.tools.ToolProvider;

/// Measures how long `handfast work` takes from its start to its first byte on the wire: `java
/// .ci/FirstByte.java [RUNS]`, in the repository's root, after `./handfast --version` has built.
///
/// The ways take turns, so that what else the machine does meets all of them.
final class FirstByte {
  private static final List<String> QUICK =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-Xlog:disable",
          "--enable-native-access=ALL-UNNAMED"); // a cache serves only who has the same options

  private record Way(String name, List<String> command, List<Double> millis) {}

  public static void main(String[] arguments) throws Exception {
    int runs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 15;
    Path directory = Files.createTempDirectory("hf-first-");
    Path socket = directory.resolve("o.sock");
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      List<Way> ways = ways(directory, socket);
      for (int run = -2; run < runs; run++) { // the first two warm the disk's cache
        for (Way way : ways) {
          double millis = way.name().startsWith("empty") ? toExit(way) : toFirstByte(way, server);
          if (run >= 0) {
            way.millis().add(millis);
          }
        }
      }
      ways.forEach(FirstByte::print);
    } finally {
      for (String name : List.of("o.sock", "Empty.class", "Empty.java")) {
        Files.deleteIfExists(directory.resolve(name));
      }
      Files.deleteIfExists(directory);
    }
  }

  private static List<Way> ways(Path directory, Path socket) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath = Files.readString(Path.of("target/launcher/classpath")).strip();
    Path cache = Path.of(classPath.split(File.pathSeparator)[0]).resolveSibling("handfast.aot");
    Path source = Files.writeString(directory.resolve("Empty.java"), EMPTY);
    ToolProvider.getSystemJavaCompiler().run(null, null, null, source.toString());
    List<String> work =
        List.of("work", "--socket", socket.toString(), "--child-id", "w-1", "--task", "t");
    List<String> main = List.of("-cp", classPath, "dev.handfast.cli.Main");
    List<String> end = List.of("--", "true");
    return List.of(
        way("empty main, plain java", List.of(java), List.of("-cp", "" + directory, "Empty")),
        way("work, plain java", List.of(java), main, work, end),
        way("work, the launcher's options", List.of(java), QUICK, main, work, end),
        way(
            "work, options and start-up cache",
            List.of(java),
            QUICK,
            List.of("-XX:AOTCache=" + cache),
            main,
            work,
            end),
        way("work, ./handfast itself", List.of("./handfast"), work, end));
  }

  private static final String EMPTY =
      "final class Empty { public static void main(String[] a) {} }";

  @SafeVarargs
  private static Way way(String name, List<String>... parts) {
    List<String> command = new ArrayList<>();
    Arrays.stream(parts).forEach(command::addAll);
    return new Way(name, command, new ArrayList<>());
  }

  private static double toExit(Way way) throws Exception {
    long start = System.nanoTime();
    new ProcessBuilder(way.command()).inheritIO().start().waitFor();
    return (System.nanoTime() - start) / 1e6;
  }

  /// Hangs up after the first byte: the worker says that it has lost its orchestrator, and ends.
  private static double toFirstByte(Way way, ServerSocketChannel server) throws Exception {
    long start = System.nanoTime();
    Process worker =
        new ProcessBuilder(way.command())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    double millis;
    try (SocketChannel peer = server.accept()) {
      peer.read(ByteBuffer.allocate(1));
      millis = (System.nanoTime() - start) / 1e6;
    }
    worker.waitFor();
    return millis;
  }

  private static void print(Way way) {
    double[] sorted = way.millis().stream().mapToDouble(each -> each).sorted().toArray();
    System.out.printf(
        Locale.ROOT,
        "%-34s median %4.0f ms, least %4.0f, most %4.0f, of %d%n",
        way.name(),
        sorted[sorted.length / 2],
        sorted[0],
        sorted[sorted.length - 1],
        sorted.length);
  }
}
