package dev.handfast.cli.work;

import dev.handfast.HandfastException;
import dev.handfast.SocketPath;
import dev.handfast.cli.screen.Visible;
import dev.handfast.cli.work.Assignment.Access;
import dev.handfast.message.WorkerIdentity;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The options that both ways of starting a worker have.
final class WorkOptions {
  /// 60 s: a process that was told to end goes then, whatever its last steps do.
  private static final int LAST_STEPS_SECONDS = 60;

  @Option(
      names = "--worktree",
      paramLabel = "DIR",
      description =
          "Where COMMAND runs (default: here). In a git work tree the result tells"
              + " commits and changed files.")
  private Path directory = Path.of("");

  @Option(
      names = "--branch",
      paramLabel = "NAME",
      description = "The branch to tell (default: the one that is checked out at the end).")
  private String branch = "";

  @Option(names = "--model", paramLabel = "NAME", description = "The model to tell.")
  private Optional<String> model = Optional.empty();

  @Option(names = "--provider", paramLabel = "NAME", description = "The model's provider to tell.")
  private Optional<String> provider = Optional.empty();

  @Option(
      names = "--grace",
      paramLabel = "SECONDS",
      defaultValue = "1",
      description =
          "How long processes may take to end before they are killed (default:"
              + " ${DEFAULT-VALUE}).")
  private double grace;

  /// `delegate` deletes what a worker that it had to kill has left there.
  @Option(names = "--rooms", paramLabel = "DIR", hidden = true)
  private Optional<Path> rooms = Optional.empty();

  @Option(names = "--json", description = "Print what happens as JSON, one event a line.")
  private boolean json;

  @Parameters(
      paramLabel = "COMMAND",
      arity = "1..*",
      description = "The command and its arguments, after --.")
  private List<String> command = List.of();

  /// Runs the worker, and returns its exit code.
  int run(CommandSpec spec, String socket, String childId, String task, Access access) {
    CommandLine line = spec.commandLine();
    Events events = json ? Events.lines(line.getOut()) : Events.none();
    Assignment assignment = assignment(line, socket, childId, task, access);
    var told = new CompletableFuture<Stop.Told>();
    var over = new CompletableFuture<Boolean>();
    Thread hook =
        Thread.ofPlatform()
            .name("told-to-end")
            .unstarted(
                () -> {
                  told.complete(new Stop.Told());
                  var _ =
                      over.completeOnTimeout(false, LAST_STEPS_SECONDS, TimeUnit.SECONDS).join();
                });
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      Work.Report report = Work.run(assignment, events, told);
      complain(line.getErr(), report);
      return report.exitCode();
    } catch (HandfastException.NotSendable tooLarge) {
      throw usage(line, String.valueOf(tooLarge.getMessage()));
    } finally {
      over.complete(true);
      forget(hook);
    }
  }

  private Assignment assignment(
      CommandLine line, String socket, String childId, String task, Access access) {
    Path place = directory.toAbsolutePath().normalize();
    if (!Files.isDirectory(place)) {
      throw usage(line, "--worktree: got %s, wanted a directory".formatted(place));
    }
    if (!(grace >= 0 && grace <= 3600)) {
      throw usage(line, "--grace: got %s, wanted 0 to 3600 seconds".formatted(grace));
    }
    return new Assignment(
        path(line, socket),
        identity(line, childId, place, task),
        place,
        access,
        Duration.ofMillis(Math.round(grace * 1000)),
        rooms,
        command);
  }

  private static SocketPath path(CommandLine line, String socket) {
    try {
      return SocketPath.of(socket);
    } catch (IllegalArgumentException unfit) {
      throw usage(line, "--socket: " + Visible.of(String.valueOf(unfit.getMessage())));
    }
  }

  private WorkerIdentity identity(CommandLine line, String childId, Path place, String task) {
    try {
      return new WorkerIdentity(childId, place.toString(), branch, task, model, provider);
    } catch (IllegalArgumentException _) {
      String id = Visible.of(childId);
      throw usage(
          line,
          "--child-id: got '%s', wanted 1 to 256 characters without control characters"
              .formatted(id.length() <= MOST_SHOWN ? id : id.substring(0, MOST_SHOWN) + "…"));
    }
  }

  /// 80 characters of an identity: one line of a terminal.
  private static final int MOST_SHOWN = 80;

  private static void complain(PrintWriter err, Work.Report report) {
    report.complaints().forEach(err::println);
    err.flush();
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // the process is ending: the hook runs, or has run
    }
  }

  /// An option's value, or its variable's.
  static String required(CommandLine line, String option, Optional<String> given, String variable) {
    return given
        .or(() -> Optional.ofNullable(System.getenv(variable)).filter(text -> !text.isEmpty()))
        .orElseThrow(
            () -> usage(line, "%s is missing, and %s is not set".formatted(option, variable)));
  }

  private static CommandLine.ParameterException usage(CommandLine line, String complaint) {
    return new CommandLine.ParameterException(line, complaint);
  }
}
