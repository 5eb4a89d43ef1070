package dev.handfast.bench;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Where contenders run: a folder for their sockets and errors, and the processes that are alive.
///
/// Whatever ends this process, an interrupt from the keyboard included, ends them and removes the
/// folder.
final class Lab implements AutoCloseable {
  private static final String PROGRAM = "dev.handfast.bench.contender.Program";
  private static final String LOAD = "dev.handfast.bench.contender.Load";

  /// The same for every contender in Java: the JVM's own choices but for its collector, a bounded
  /// heap, and the libraries with native code allowed to use it.
  private static final List<String> JVM =
      List.of(
          "-Xmx192m",
          "-XX:+ExitOnOutOfMemoryError",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  private final Tools tools;
  private final List<String> options;
  private final Path folder;
  private final Set<Process> alive = ConcurrentHashMap.newKeySet();
  private final ReentrantLock starting = new ReentrantLock();
  private final Thread hook = new Thread(this::shut, "shut the lab");
  private final Pairs pairs = new Pairs(this);
  private final List<Child> spinners = new ArrayList<>();
  private int made;

  /// @param options more options of every contender's JVM
  Lab(Tools tools, List<String> options) throws IOException {
    this.tools = tools;
    this.options = options;
    this.folder = Files.createTempDirectory("handfast-bench");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /// A server that stands, on a socket of its own.
  record Standing(Child process, Path socket) implements AutoCloseable {
    JsonNode memory() throws RunFailed, InterruptedException {
      return process.ask("memory");
    }

    @Override
    public void close() {
      process.close();
    }
  }

  /// Starts a contender's server.
  ///
  /// @param more options of its JVM
  Standing serve(Peer peer, String mode, String... more)
      throws IOException, RunFailed, InterruptedException {
    Path socket = socket();
    var command = command(peer.server(), List.of(more));
    command.addAll(List.of("server", socket.toString(), mode));
    Child server = start(peer.id() + " server", command);
    try {
      server.awaitLine("ready");
    } catch (RunFailed mute) {
      server.close();
      throw mute;
    }
    return new Standing(server, socket);
  }

  /// Starts a contender's client, which takes orders.
  Child client(Peer peer, Path socket) throws IOException {
    var command = command(peer, List.of());
    command.addAll(List.of("client", socket.toString()));
    return start(peer.id() + " client", command);
  }

  /// Starts a crowd of workers, which takes orders.
  Child crowd(Path socket) throws IOException {
    var command = java(List.of());
    command.addAll(List.of(LOAD, socket.toString()));
    return start("crowd", command);
  }

  /// Keeps a core busy, by the system's number of it, as long as nobody else wants it; until the
  /// lab closes.
  Child keepAwake(int core) throws IOException, RunFailed, InterruptedException {
    Child spinner =
        start("core " + core, List.of(tools.floor().toString(), "awake", String.valueOf(core)));
    spinner.awaitLine("ready");
    spinners.add(spinner);
    return spinner;
  }

  /// The cores whose process that keeps them awake has ended since the last look.
  List<String> fallenAsleep() {
    List<Child> ended = spinners.stream().filter(spinner -> !spinner.process().isAlive()).toList();
    spinners.removeAll(ended);
    return ended.stream().map(Child::toString).toList();
  }

  /// Those who stay alive over several rounds.
  Pairs pairs() {
    return pairs;
  }

  Child start(String name, List<String> command) throws IOException {
    starting.lock();
    try {
      Path errors = folder.resolve("errors-" + made++);
      Child child =
          new Child(name, command, Map.of("NODE_PATH", tools.modules().toString()), errors);
      alive.add(child.process());
      var _ = child.process().onExit().thenAccept(alive::remove);
      return child;
    } finally {
      starting.unlock();
    }
  }

  /// A path where nobody listens yet, short enough for a socket.
  Path socket() {
    return folder.resolve("s" + made++);
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  private List<String> command(Peer peer, List<String> more) {
    return switch (peer.kind()) {
      case NATIVE -> new ArrayList<>(List.of(tools.floor().toString()));
      case NODE -> new ArrayList<>(List.of("node", "--expose-gc", tools.script(peer).toString()));
      case JAVA -> {
        List<String> command = java(more);
        command.addAll(List.of(PROGRAM, peer.id()));
        yield command;
      }
    };
  }

  private List<String> java(List<String> more) {
    var command = new ArrayList<String>();
    command.add(javaBinary());
    command.addAll(JVM);
    command.addAll(options);
    command.addAll(more);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    return command;
  }

  static String javaBinary() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /// Those entries of the class path whose file names begin so.
  static String classPath(String... beginnings) {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(
            entry ->
                Stream.of(beginnings).anyMatch(Path.of(entry).getFileName().toString()::startsWith))
        .reduce((one, other) -> one + File.pathSeparator + other)
        .orElseThrow(
            () -> new IllegalStateException("not on the class path: " + List.of(beginnings)));
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(hook);
    clear();
  }

  /// The process ends: nobody starts any more, for the lock is never given back.
  private void shut() {
    starting.lock();
    clear();
  }

  /// Returns at once; but never where this process is being ended, and so whoever was measured.
  void goesOn() {
    starting.lock();
    try {
      return; // whoever ends this process keeps the lock
    } finally {
      starting.unlock();
    }
  }

  private void clear() {
    alive.forEach(Process::destroyForcibly);
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (IOException undeletable) {
      throw new UncheckedIOException(undeletable);
    }
  }
}
