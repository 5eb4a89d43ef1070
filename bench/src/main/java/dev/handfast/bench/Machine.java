package dev.handfast.bench;

import dev.handfast.bench.report.Environment;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
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

  private final Instant began = Instant.now();
  private final double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  private final boolean quick;
  private final int rounds;
  private final Effort effort;

  Machine(boolean quick, int rounds, Effort effort) {
    this.quick = quick;
    this.rounds = rounds;
    this.effort = effort;
  }

  /// Facts, with the time that has passed since this was made.
  ///
  /// @param asleep why idle cores sleep, where they do
  Environment environment(Optional<String> asleep) throws IOException {
    double minutes = (System.currentTimeMillis() - began.toEpochMilli()) / 60_000.0;
    return new Environment(
        machine(),
        versions(),
        began.truncatedTo(ChronoUnit.MINUTES).toString(),
        minutes,
        rounds,
        effort.fork(),
        load,
        asleep,
        quick);
  }

  private Map<String, String> machine() throws IOException {
    var facts = new LinkedHashMap<String, String>();
    facts.put("processor", fact("/proc/cpuinfo", "model name"));
    facts.put("cores", String.valueOf(Runtime.getRuntime().availableProcessors()));
    facts.put("memory", fact("/proc/meminfo", "MemTotal"));
    facts.put("kernel", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    facts.put("open files", String.valueOf(OpenFiles.limit()));
    facts.put("load at the start", String.valueOf(load));
    facts.put("crowds", effort.crowds());
    return facts;
  }

  private static Map<String, String> versions() {
    var versions = new LinkedHashMap<String, String>();
    versions.put(
        "Java",
        System.getProperty("java.vendor.version") + ", " + System.getProperty("java.vm.name"));
    versions.put("gcc", Tools.firstLine("gcc", "--version"));
    versions.put("Node", Tools.firstLine("node", "--version"));
    versions.put("vscode-jsonrpc", Tools.JSONRPC.substring(Tools.JSONRPC.indexOf('@') + 1));
    Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> JAR.matcher(Path.of(entry).getFileName().toString()))
        .filter(Matcher::matches)
        .filter(jar -> SHOWN.matcher(jar.group(1)).matches())
        .forEach(jar -> versions.put(jar.group(1), jar.group(2)));
    return versions;
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
