package dev.handfast.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.toolchain.Toolchain;
import org.apache.maven.toolchain.ToolchainManager;
import org.jspecify.annotations.Nullable;

/** Finds a JDK that can run the gate; Maven may run on an older one. */
final class Jdk {
  private static final int NEEDED = 25;
  private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(\\d+).*");

  private Jdk() {}

  /** The path of the `java` to use: what was asked for, else the toolchain's, else Maven's own. */
  static String java(
      @Nullable File asked, @Nullable MavenSession session, ToolchainManager toolchains)
      throws MojoExecutionException {
    Path java = asked != null ? in(asked.toPath()) : fromBuild(session, toolchains);
    Path home = java.resolve("../..").normalize(); // it stands in bin
    int version = version(home);
    if (version < NEEDED) {
      throw new MojoExecutionException(
          "the gate needs a JDK %d or newer: got %d in %s; select one with the goal"
                  .formatted(NEEDED, version, home)
              + " select-jdk-toolchain of maven-toolchains-plugin, or name one with"
              + " -Dhandfast.jdk=FOLDER");
    }
    return java.toString();
  }

  private static Path fromBuild(@Nullable MavenSession session, ToolchainManager toolchains) {
    Toolchain chosen = toolchains.getToolchainFromBuildContext("jdk", session);
    String java = chosen == null ? null : chosen.findTool("java");
    return java == null ? in(Path.of(System.getProperty("java.home"))) : Path.of(java);
  }

  private static Path in(Path home) {
    return home.resolve("bin").resolve("java");
  }

  /** The version in the JDK's file `release`; 0 where there is none. */
  private static int version(Path home) throws MojoExecutionException {
    Path release = home.resolve("release");
    if (!Files.isReadable(release)) {
      return 0;
    }
    try (var lines = Files.lines(release)) {
      return lines
          .map(VERSION::matcher)
          .filter(line -> line.matches())
          .mapToInt(line -> Integer.parseInt(line.group(1)))
          .findFirst()
          .orElse(0);
    } catch (IOException unreadable) {
      throw new MojoExecutionException("cannot read " + release, unreadable);
    }
  }
}
