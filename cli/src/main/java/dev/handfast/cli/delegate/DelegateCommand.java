package dev.handfast.cli.delegate;

import dev.handfast.HandfastException;
import dev.handfast.cli.delegate.plan.Pool;
import dev.handfast.cli.git.Worktrees;
import dev.handfast.cli.permission.Approver;
import dev.handfast.cli.permission.AutoApprover;
import dev.handfast.cli.permission.Keyboard;
import dev.handfast.cli.permission.LinePrompt;
import dev.handfast.cli.permission.TerminalApprover;
import dev.handfast.cli.screen.Outlet;
import dev.handfast.cli.screen.Screen;
import dev.handfast.cli.screen.ScreenOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jline.utils.Signals;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `handfast delegate`.
@Command(
    name = "delegate",
    description = {
      "Runs a command once for each task, several at once, and watches them to their end.",
      "",
      "Each task gets a worker process of its own. In the command, {task} as a whole argument"
          + " becomes the task, {id} its id and {socket} the socket; the task is in HANDFAST_TASK"
          + " too. It is never pasted into a string that a shell reads. Inside the command,"
          + " `handfast ask` asks for a permission and `handfast report` tells how far it is."
    },
    mixinStandardHelpOptions = true,
    customSynopsis = {
      "handfast delegate [--max-workers N] [--timeout D] [--restarts N] [--worktrees]",
      "                  [--native] [--json] [--auto approve|deny|abort] [--color WHEN]",
      "                  [--connect-timeout D] [--grace D] ID=TASK... -- COMMAND..."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  handfast delegate a=\"fix the tests\" b=\"update the docs\" -- ./agent {task}",
      "  handfast delegate a=src b=docs -- sh -c 'git log --oneline -- \"$HANDFAST_TASK\"'",
      "  handfast delegate --worktrees --timeout 30m a=\"…\" b=\"…\" -- ./agent {task}",
      "  handfast delegate --json a=\"…\" -- make | tail -n 1      only the summary"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every task succeeded",
      "1:a task did not, or the orchestrator could not start",
      "2:usage",
      "129, 130, 143:ended by SIGHUP, Ctrl-C, SIGTERM; nothing of it runs any more"
    })
public final class DelegateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ScreenOptions screenOptions = new ScreenOptions();

  @Option(
      names = "--max-workers",
      paramLabel = "N",
      defaultValue = "4",
      description = "How many workers run at once, 1 to 64 (default: ${DEFAULT-VALUE}).")
  private int maxWorkers;

  @Option(
      names = "--timeout",
      paramLabel = "D",
      converter = Durations.class,
      description = "How long a task may take, all its attempts together, such as 90s or 30m.")
  private Optional<Duration> timeout = Optional.empty();

  @Option(
      names = "--restarts",
      paramLabel = "N",
      defaultValue = "0",
      description = "How often a failed task is started again (default: ${DEFAULT-VALUE}).")
  private int restarts;

  @Option(
      names = "--worktrees",
      description = {
        "Give each task a git worktree and a branch handfast/ID, from the commit that is checked"
            + " out. One with work in it is kept and named at the end."
      })
  private boolean worktrees;

  @Option(
      names = "--native",
      description = {
        "The command speaks the protocol itself. Unless it has {socket}, it gets --child-mode"
            + " --socket-path S --child-id I --child-task T, and CODI_CHILD_MODE, CODI_SOCKET_PATH"
            + " and CODI_CHILD_ID."
      })
  private boolean speaks;

  @Option(names = "--json", description = "Print events as JSON, one a line; the last is summary.")
  private boolean json;

  @Option(
      names = "--auto",
      paramLabel = "ANSWER",
      description = {
        "Answer every permission request with approve, deny or abort. Without it a person is"
            + " asked; with --json the answer is deny."
      })
  private Optional<AutoApprover> auto = Optional.empty();

  @Option(
      names = "--connect-timeout",
      paramLabel = "D",
      converter = Durations.class,
      defaultValue = "60s",
      description = "How long a started worker may take to connect (default: ${DEFAULT-VALUE}).")
  private Duration connectTimeout = Duration.ofMinutes(1);

  @Option(
      names = "--grace",
      paramLabel = "D",
      converter = Durations.class,
      defaultValue = "5s",
      description = {
        "How long a worker has to end after it was called off, and again after SIGTERM, before it"
            + " is killed (default: ${DEFAULT-VALUE})."
      })
  private Duration grace = Duration.ofSeconds(5);

  @Parameters(
      paramLabel = "ID=TASK... -- COMMAND",
      arity = "0..*",
      description = "Tasks, and what does them.")
  private List<String> words = List.of();

  @Override
  public Integer call() {
    Order order = order();
    PrintWriter err = spec.commandLine().getErr();
    try {
      return delegate(order, view());
    } catch (Worktrees.CannotMake | HandfastException | UncheckedIOException reason) {
      err.println("handfast: " + reason.getMessage());
      return CommandLine.ExitCode.SOFTWARE;
    }
  }

  private int delegate(Order order, View view) throws Worktrees.CannotMake {
    var readers = new Readers(spec.commandLine().getOut(), spec.commandLine().getErr());
    Outlet outlet = readers.outlet();
    try (var delegation = new Delegation(order, view, outlet, approver(view, outlet));
        var interrupts = new Interrupts(delegation::cancel)) {
      Summary summary = delegation.run();
      delegation.leave(); // before the output: whoever does not read it keeps nothing alive
      var _ = outlet.put(readers::tasksHaveEnded);
      var _ = outlet.put(() -> view.finished(summary));
      awaitTold(outlet.put(view::close), outlet, order.patience().grace(), interrupts);
      return interrupts
          .exitCode()
          .orElse(summary.isGood() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE);
    } finally {
      var _ = outlet.put(view::close).completeOnTimeout(false, 1, TimeUnit.SECONDS).join();
    }
  }

  /// Waits for whoever reads; after a signal no longer than the output may stand still, after a
  /// second one hardly.
  private static void awaitTold(
      CompletableFuture<Boolean> told, Outlet outlet, Duration grace, Interrupts interrupts) {
    interrupts.onFirst(() -> outlet.hurry(grace));
    interrupts.onSecond(() -> outlet.hurry(AT_ONCE));
    var _ = told.join();
  }

  private View view() {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      return new JsonView(out);
    }
    Screen screen = screenOptions.screen(out);
    return switch (screen.mode()) {
      case PLAIN -> new LineView(out::println, screen.paint());
      case LIVE -> live(screen);
    };
  }

  private static View live(Screen screen) {
    try {
      var view = new LiveView(Tty.open(), screen);
      var _ = Signals.register("WINCH", view::resized);
      return view;
    } catch (IOException reason) {
      throw new UncheckedIOException("the terminal cannot be used: " + reason.getMessage(), reason);
    }
  }

  private Approver approver(View view, Outlet outlet) {
    if (auto.isPresent()) {
      return auto.get();
    }
    if (json) {
      return AutoApprover.DENY;
    }
    Screen screen = screenOptions.screen(spec.commandLine().getOut());
    var prompt = new LinePrompt(screen, new Keyboard(System.in));
    return new TerminalApprover(
        view instanceof LiveView live ? live.aside(prompt) : prompt,
        screen.paint(),
        notice -> {
          var _ = outlet.put(() -> view.noted(notice));
        });
  }

  private Order order() {
    List<String> all = spec.commandLine().getParseResult().originalArgs();
    int dashes = all.indexOf("--");
    if (dashes < 0) {
      throw usage("got no --, wanted ID=TASK... -- COMMAND...");
    }
    List<String> command = List.copyOf(all.subList(dashes + 1, all.size()));
    if (command.isEmpty()) {
      throw usage("got no command after --, wanted ID=TASK... -- COMMAND...");
    }
    List<Task> tasks = tasks(words.subList(0, words.size() - command.size()));
    if (maxWorkers < 1 || maxWorkers > MOST) {
      throw usage("--max-workers: got %d, wanted 1 to %d".formatted(maxWorkers, MOST));
    }
    if (restarts < 0 || restarts > MOST_RESTARTS) {
      throw usage("--restarts: got %d, wanted 0 to %d".formatted(restarts, MOST_RESTARTS));
    }
    return new Order(
        tasks,
        command,
        speaks ? Order.Manner.NATIVE : Order.Manner.WRAPPED,
        new Pool.Limits(maxWorkers, restarts),
        timeout,
        new Order.Patience(connectTimeout, grace, grace),
        Path.of("").toAbsolutePath(),
        worktrees ? Order.Place.WORKTREES : Order.Place.HERE);
  }

  private List<Task> tasks(List<String> texts) {
    if (texts.isEmpty()) {
      throw usage("got no task, wanted ID=TASK... -- COMMAND...");
    }
    List<Task> tasks = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (String text : texts) {
      try {
        Task task = Task.parse(text);
        if (!ids.add(task.id())) {
          throw usage(
              "the task id '%s' is there twice; each worker needs its own".formatted(task.id()));
        }
        tasks.add(task);
      } catch (IllegalArgumentException complaint) {
        throw usage(String.valueOf(complaint.getMessage()));
      }
    }
    return tasks;
  }

  private CommandLine.ParameterException usage(String complaint) {
    return new CommandLine.ParameterException(spec.commandLine(), complaint);
  }

  /// 250 ms: who reads at all has read by then.
  private static final Duration AT_ONCE = Duration.ofMillis(250);

  /// 64 workers: each is a process of its own, and a laptop has to take them.
  private static final int MOST = 64;

  /// 1,000 restarts of each task: more is a loop.
  private static final int MOST_RESTARTS = 1000;
}
