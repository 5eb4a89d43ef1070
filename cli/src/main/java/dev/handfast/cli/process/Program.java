package dev.handfast.cli.process;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A command that can be started: its words, where it runs, and what its environment adds.
///
/// The words go to the system as they are; no shell looks at them. The command reads no input.
///
/// @param words the program and its arguments
/// @param directory where it runs
/// @param added variables that its environment has beside this process's own
/// @param removed variables of this process that it does not see
/// @param errors where its error output goes
public record Program(
    List<String> words,
    Path directory,
    Map<String, String> added,
    Set<String> removed,
    Errors errors) {

  /// Where a program's error output goes.
  public enum Errors {
    /// To a stream of its own.
    APART,
    /// Into its output, line by line as they come.
    AMONG_OUTPUT
  }

  /// Takes copies.
  ///
  /// @throws IllegalArgumentException where there are no words
  public Program {
    if (words.isEmpty()) {
      throw new IllegalArgumentException("command: got no words, wanted a program");
    }
    words = List.copyOf(words);
    added = Map.copyOf(added);
    removed = Set.copyOf(removed);
  }

  /// A program that runs in this process's directory with this process's environment.
  public static Program of(List<String> words) {
    return new Program(words, Path.of("").toAbsolutePath(), Map.of(), Set.of(), Errors.APART);
  }

  /// The same, in this directory.
  public Program in(Path place) {
    return new Program(words, place, added, removed, errors);
  }

  /// The same, with one more variable.
  public Program with(String name, String value) {
    Map<String, String> more = new HashMap<>(added);
    more.put(name, value);
    return new Program(words, directory, more, removed, errors);
  }

  /// The same, without a variable that this process may have.
  public Program without(String name) {
    Set<String> more = new HashSet<>(removed);
    more.add(name);
    return new Program(words, directory, added, more, errors);
  }

  /// The same, with its error output among its output.
  public Program withErrorsAmongOutput() {
    return new Program(words, directory, added, removed, Errors.AMONG_OUTPUT);
  }

  /// Starts it; whoever does reads its output, or it stops when the pipe is full.
  ///
  /// @throws CannotStart where the system does not run it; the message says why and what to do
  public Running start() throws CannotStart {
    try (var pipes = Pipes.open()) {
      InputStream output = pipes.read(pipes.output());
      InputStream error = pipes.read(pipes.errors());
      Mark mark = Mark.fresh(UUID.randomUUID().toString());
      Process process = builder(pipes, mark).start();
      return new Running(process, new ProcessTree(process.toHandle(), mark), output, error);
    } catch (IOException | IllegalArgumentException reason) {
      throw complaint(reason);
    }
  }

  private ProcessBuilder builder(Pipes pipes, Mark mark) {
    var builder = new ProcessBuilder(new ArrayList<>(words));
    builder.directory(directory.toFile());
    builder.redirectInput(new File("/dev/null"));
    builder.redirectOutput(pipes.output().toFile());
    builder.redirectError(pipes.errors().toFile());
    builder.redirectErrorStream(errors == Errors.AMONG_OUTPUT);
    Map<String, String> environment = builder.environment();
    environment.keySet().removeAll(removed);
    environment.putAll(added);
    mark.addTo(environment);
    return builder;
  }

  /// The words as a person may read them; long ones are cut.
  public String title() {
    String all = String.join(" ", words);
    return all.length() <= TITLE ? all : all.substring(0, TITLE - 1) + "…";
  }

  /// 60 characters: a command's beginning tells it from others, and a line has room for more.
  private static final int TITLE = 60;

  /// The system says "No such file or directory" for three different things.
  private CannotStart complaint(Exception reason) {
    String name = words.getFirst();
    if (!Files.isDirectory(directory)) {
      return new CannotStart(
          CannotStart.NOT_RUNNABLE,
          "%s cannot be started: its directory %s does not exist".formatted(name, directory),
          reason);
    }
    Path file = directory.resolve(name.isEmpty() ? "." : name.replace('\0', '?'));
    boolean isPath = name.contains("/");
    if (isPath ? !Files.exists(file) : String.valueOf(reason.getMessage()).contains("error: 2 ")) {
      return new CannotStart(
          CannotStart.NOT_FOUND,
          isPath
              ? "%s cannot be started: there is no such file".formatted(name)
              : "%s cannot be started: no such program on the PATH; a shell's own words need sh -c"
                  .formatted(name.isEmpty() ? "''" : name),
          reason);
    }
    return new CannotStart(
        CannotStart.NOT_RUNNABLE,
        "%s cannot be started: %s"
            .formatted(name, isPath && Files.isDirectory(file) ? "it is a directory" : why(reason)),
        reason);
  }

  /// The system's own words.
  private static String why(Exception reason) {
    String words = String.valueOf(reason.getMessage()).strip();
    Matcher systems = SYSTEMS.matcher(words);
    return systems.find() ? "%s (error %s)".formatted(systems.group(2), systems.group(1)) : words;
  }

  /// How the JDK puts an error of the system: its number and its words in brackets.
  private static final Pattern SYSTEMS = Pattern.compile("error: (\\d+) \\(([^()]*)\\)");
}
