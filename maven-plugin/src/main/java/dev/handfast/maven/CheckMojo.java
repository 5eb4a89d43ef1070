package dev.handfast.maven;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.toolchain.ToolchainManager;
import org.jspecify.annotations.Nullable;

/**
 * Looks for races in a client of any language behind its driver, and fails the build where one
 * shows.
 */
@Mojo(name = "check", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public final class CheckMojo extends AbstractMojo {
  /** What starts the driver: the program, then its arguments; in the project's folder. */
  @Parameter(required = true)
  private List<String> command = List.of();

  /** How long to try: 30s, 5m. */
  @Parameter(property = "handfast.gate.budget", defaultValue = "60s")
  private String budget = "";

  /** Live so many lives at most; as many as the budget allows where it is not set. */
  @Parameter(property = "handfast.gate.lives")
  private @Nullable Long lives;

  /** Draws the same lives each time. */
  @Parameter(property = "handfast.gate.seed", defaultValue = "1")
  private long seed;

  /** How long what must come may take before it counts as hung. */
  @Parameter(property = "handfast.gate.patience", defaultValue = "5s")
  private String patience = "";

  /** Try nothing. */
  @Parameter(property = "handfast.gate.skip", defaultValue = "false")
  private boolean skip;

  /** Where the report goes. */
  @Parameter(defaultValue = "${project.build.directory}/handfast-gate/report.txt")
  private File report = new File("");

  /** Also write JUnit's XML to this file. */
  @Parameter(property = "handfast.gate.junit")
  private @Nullable File junit;

  /** Also write SARIF 2.1.0 to this file. */
  @Parameter(property = "handfast.gate.sarif")
  private @Nullable File sarif;

  /** Also write index.html to this folder: one page for people. */
  @Parameter(property = "handfast.gate.html")
  private @Nullable File html;

  /** A JDK 25 or newer; else the build's toolchain, or what Maven runs on, if that is one. */
  @Parameter(property = "handfast.jdk")
  private @Nullable File jdk;

  /** Set by Maven. */
  @Parameter(defaultValue = "${plugin.artifacts}", readonly = true, required = true)
  private List<Artifact> artifacts = List.of();

  /** Set by Maven. */
  @Parameter(defaultValue = "${project.basedir}", readonly = true, required = true)
  private File folder = new File("");

  /** Set by Maven. */
  @Parameter(defaultValue = "${session}", readonly = true, required = true)
  private @Nullable MavenSession session;

  private final ToolchainManager toolchains;

  /** Created by Maven. */
  @Inject
  public CheckMojo(ToolchainManager toolchains) {
    this.toolchains = toolchains;
  }

  @Override
  public void execute() throws MojoExecutionException, MojoFailureException {
    if (skip) {
      getLog().info("no race is looked for: skipped");
      return;
    }
    var gate = new GateProcess(folder.toPath(), report.toPath(), getLog()::info);
    try {
      GateProcess.End end = gate.run(words());
      switch (end.exitCode()) {
        case 0 -> {}
        case 1 ->
            throw new MojoFailureException(
                "%s%n%nThe shortest way to it, and how to see it again: %s"
                    .formatted(end.verdict(), report));
        default -> throw new MojoExecutionException(why(end));
      }
    } catch (IOException failure) {
      throw new MojoExecutionException("nothing was tried: " + failure.getMessage(), failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new MojoExecutionException("interrupted", interrupted);
    }
  }

  private String why(GateProcess.End end) {
    return end.verdict().isEmpty()
        ? "nothing was tried: " + end.errors()
        : "%s%n%nWhat came before: %s".formatted(end.verdict(), report);
  }

  private List<String> words() throws MojoExecutionException {
    var words = new ArrayList<String>();
    words.add(Jdk.java(jdk, session, toolchains));
    words.addAll(List.of("-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "-cp"));
    words.add(
        String.join(
            File.pathSeparator,
            artifacts.stream().map(artifact -> artifact.getFile().getPath()).toList()));
    words.addAll(List.of("dev.handfast.cli.Main", "gate"));
    words.addAll(List.of("--budget", budget, "--patience", patience));
    words.addAll(List.of("--seed", Long.toString(seed)));
    if (lives != null) {
      words.addAll(List.of("--lives", lives.toString()));
    }
    addReport(words, "--junit", junit);
    addReport(words, "--sarif", sarif);
    addReport(words, "--html", html);
    words.add("--");
    words.addAll(command);
    return words;
  }

  private static void addReport(List<String> words, String option, @Nullable File target) {
    if (target != null) {
      words.addAll(List.of(option, target.getPath()));
    }
  }
}
