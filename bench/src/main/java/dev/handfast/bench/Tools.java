package dev.handfast.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/// What the contenders need besides Java; a contender whose tool is missing is left out, and the
/// report says why.
final class Tools {
  /// The newest version that speaks the protocol as editors do today.
  static final String JSONRPC_VERSION = "8.2.1";

  private static final String JSONRPC = "vscode-jsonrpc@" + JSONRPC_VERSION;

  private static final int LIMIT_SECONDS = 120;

  private final Path home;
  private final Map<Peer, String> missing = new EnumMap<>(Peer.class);

  /// @param home the folder `bench`
  Tools(Path home) throws IOException, InterruptedException {
    this.home = home;
    Files.createDirectories(folder());
    compile();
    node();
  }

  /// Why contenders are left out.
  Map<Peer, String> missing() {
    return missing;
  }

  Path floor() {
    return folder().resolve("floor");
  }

  Path script(Peer peer) {
    String name = peer == Peer.JSONRPC ? "jsonrpc.mjs" : "worker.mjs";
    return home.resolve("src/main/node").resolve(name);
  }

  Path modules() {
    return folder().resolve("node_modules");
  }

  private Path folder() {
    return home.resolve("target/tools");
  }

  private void compile() throws IOException, InterruptedException {
    Path source = home.resolve("src/main/c/floor.c");
    var command = List.of("gcc", "-O3", "-pthread", "-o", floor().toString(), source.toString());
    run(command).ifPresent(why -> missing.put(Peer.C, "gcc: " + why));
  }

  private void node() throws IOException, InterruptedException {
    Optional<String> absent = run(List.of("node", "--version"));
    if (absent.isPresent()) {
      missing.put(Peer.NODE, "node: " + absent.get());
      missing.put(Peer.JSONRPC, "node: " + absent.get());
    } else if (!isInstalled()) {
      var command =
          List.of(
              "npm",
              "install",
              "--no-package-lock",
              "--no-audit",
              "--no-fund",
              "--ignore-scripts",
              "--prefix",
              folder().toString(),
              JSONRPC);
      run(command)
          .ifPresent(why -> missing.put(Peer.JSONRPC, "npm install " + JSONRPC + ": " + why));
    }
  }

  /// In this version: another one may be left from an earlier run.
  private boolean isInstalled() throws IOException {
    Path manifest = modules().resolve("vscode-jsonrpc/package.json");
    return Files.exists(manifest)
        && new JsonMapper()
            .readTree(Files.readString(manifest))
            .path("version")
            .asString()
            .equals(JSONRPC_VERSION);
  }

  /// The first line that a program prints, such as its version.
  static String firstLine(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      try (var output = process.inputReader()) {
        return String.valueOf(output.readLine());
      }
    } catch (IOException absent) {
      return "none";
    }
  }

  /// Runs a tool, and says what is wrong if something is.
  private Optional<String> run(List<String> command) throws IOException, InterruptedException {
    Path log = folder().resolve(command.getFirst() + ".log");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
        return Optional.of("not done after " + LIMIT_SECONDS + " s");
      }
      return process.exitValue() == 0
          ? Optional.empty()
          : Optional.of(
              "exit code %d, see %s".formatted(process.exitValue(), home.relativize(log)));
    } catch (IOException absent) {
      return Optional.of("not installed");
    }
  }
}
