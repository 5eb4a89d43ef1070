package dev.handfast.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.handfast.bench.report.Environment;
import dev.handfast.bench.report.Placement;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What this machine is, and what is installed on it.
final class Machine {
  private static final Pattern JAR = Pattern.compile("(.+?)-(\\d[\\w.]*)(-.*)?\\.jar");
  private static final Pattern SHOWN =
      Pattern.compile(
          "netty-transport|grpc-netty|junixsocket-common|jackson-databind|handfast|jmh-core");

  /// 2 s: long enough for the ticks in which the system counts.
  private static final Duration LOOK = Duration.ofSeconds(2);

  private static final double MILLIS_IN_MINUTE = 60_000;

  private final Instant began = Instant.now();
  private final double busyCores;
  private final boolean quick;
  private final Effort effort;
  private final Optional<String> lessened;

  /// Looks for a while at what others do on this machine, so nothing of ours may run yet.
  ///
  /// @param wanted what is to be done
  /// @param effort what the limits of this machine allow of it
  Machine(boolean quick, Effort wanted, Effort effort) throws InterruptedException {
    this.busyCores = busyCores();
    this.quick = quick;
    this.effort = effort;
    this.lessened = wanted.equals(effort) ? Optional.empty() : Optional.of(effort.crowds());
  }

  /// Facts, with the time that has passed since this was made.
  ///
  /// @param asleep why idle cores sleep, where they do
  /// @param rounds how many have been played
  /// @param core what all but the curves took in them
  Environment environment(Optional<String> asleep, int rounds, Duration core) throws IOException {
    double minutes = (System.currentTimeMillis() - began.toEpochMilli()) / MILLIS_IN_MINUTE;
    return new Environment(
        machine(),
        versions(),
        began.truncatedTo(ChronoUnit.MINUTES).toString(),
        minutes,
        core.toMillis() / MILLIS_IN_MINUTE,
        rounds,
        effort.fork(),
        busyCores,
        asleep,
        lessened,
        quick);
  }

  /// How many cores are busy now; not the average load, which tells of the build before.
  private static double busyCores() throws InterruptedException {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    var _ = system.getCpuLoad(); // the next one tells of the time since this one
    Thread.sleep(LOOK);
    return system.getCpuLoad() * system.getAvailableProcessors();
  }

  /// What concerns a Java process without peers, in order.
  static Map<String, String> factsOfJava() throws IOException {
    var facts = new LinkedHashMap<String, String>();
    facts.put("processor", processor());
    facts.put("cores", String.valueOf(Runtime.getRuntime().availableProcessors()));
    facts.put("Handfast", commit());
    facts.put("Java", java());
    return facts;
  }

  private static String processor() throws IOException {
    return fact("/proc/cpuinfo", "model name");
  }

  private static String java() {
    return System.getProperty("java.vendor.version") + ", " + System.getProperty("java.vm.name");
  }

  private Map<String, String> machine() throws IOException {
    var facts = new LinkedHashMap<String, String>();
    facts.put("processor", processor());
    facts.put("cores", String.valueOf(Runtime.getRuntime().availableProcessors()));
    facts.put("memory", fact("/proc/meminfo", "MemTotal"));
    facts.put("kernel", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    facts.put("open files", String.valueOf(OpenFiles.limit()));
    facts.put("busy cores before the start", String.format(Locale.ROOT, "%.1f", busyCores));
    facts.put("given cores", givenCores());
    facts.put("crowds", effort.crowds());
    return facts;
  }

  private static String givenCores() throws IOException {
    Optional<String> why = Cores.cannotPlace();
    List<Integer> ours = Cores.ours();
    return why.isPresent()
        ? "none (%s)".formatted(why.get())
        : "one: %s; two: %s"
            .formatted(
                Cores.ofServer(Placement.ONE_CORE, ours).getFirst(),
                Cores.ofServer(Placement.TWO_CORES, ours).getFirst()
                    + " for servers, "
                    + Cores.ofClient(Placement.TWO_CORES, ours).getFirst()
                    + " for clients");
  }

  private static Map<String, String> versions() {
    var versions = new LinkedHashMap<String, String>();
    versions.put("Handfast", commit());
    versions.put("Java", java());
    versions.put("gcc", Tools.firstLine("gcc", "--version"));
    versions.put("Node", Tools.firstLine("node", "--version"));
    versions.put("vscode-jsonrpc", Tools.JSONRPC_VERSION);
    Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> JAR.matcher(Path.of(entry).getFileName().toString()))
        .filter(Matcher::matches)
        .filter(jar -> SHOWN.matcher(jar.group(1)).matches())
        .forEach(jar -> versions.put(jar.group(1), jar.group(2)));
    return versions;
  }

  /// Which commit is measured, and whether files were changed since.
  private static String commit() {
    String said =
        Tools.firstLine(
            "git", "-C", System.getProperty("bench.home"), "describe", "--always", "--dirty");
    return said.matches("[0-9a-z.-]+") ? said : "no commit: " + said;
  }

  private static String fact(String file, String name) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of(file))) {
      return lines
          .filter(line -> line.startsWith(name))
          .map(
              line ->
                  line.substring(name.length())
                      .replaceFirst("^[\\s:]+", "")
                      .replaceAll("\\s+", " "))
          .findFirst()
          .orElse("unknown");
    }
  }
}
