package dev.handfast.cli.serve;

import dev.handfast.HandfastException;
import dev.handfast.SocketPath;
import dev.handfast.cli.json.JsonLines;
import dev.handfast.cli.permission.AutoApprover;
import dev.handfast.cli.permission.Keyboard;
import dev.handfast.cli.permission.LinePrompt;
import dev.handfast.cli.permission.TerminalApprover;
import dev.handfast.cli.screen.Outlet;
import dev.handfast.cli.screen.Screen;
import dev.handfast.cli.screen.ScreenOptions;
import dev.handfast.server.DuplicatePolicy;
import dev.handfast.trace.Redaction;
import dev.handfast.trace.WireTrace;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `handfast serve`.
@Command(
    name = "serve",
    description = {
      "Is an orchestrator for any worker that speaks the protocol.",
      "",
      "Listens on a socket and tells everything that happens, a line each. When a worker asks for"
          + " permission, it asks you: a approves, d denies, x ends the worker's task, and"
          + " p PATTERN approves now and wherever a call of that tool fits, as p git log *. One"
          + " question at a time; a worker that leaves takes its question along.",
      "",
      "With --json, each line is an object with \"event\" and, where a worker sent one, the"
          + " \"message\" as it is on the wire; orders are read from standard input, an object a"
          + " line: send, broadcast, cancel, context, permission, ping, disconnect, list, stop."
          + " Each may carry a \"tag\", which comes back with its \"result\". The end of the input"
          + " is an order to stop; with --auto, which needs no orders, it is none. docs/serve.md"
          + " has them all."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  handfast serve --socket hf.sock                 ask on this terminal",
      "  handfast serve --socket hf.sock --auto deny     ask nobody",
      "  handfast serve --socket hf.sock --json          be driven by a program",
      "  handfast serve --socket hf.sock --json --auto deny </dev/null >events.ndjson &",
      "",
      "Environment:",
      "  NO_COLOR   no colours, if set and not empty",
      "  TERM       no colours and no redrawn lines, if dumb"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:stopped by an order, or by the end of the orders without --auto",
      "1:cannot listen, or nobody reads the output any more",
      "2:usage",
      "130:stopped by Ctrl-C, in the same clean way",
      "143:stopped by SIGTERM, in the same clean way"
    })
public final class ServeCommand implements Callable<Integer> {
  /// 2 s: how long the output may stand still after a signal.
  private static final Duration STANDSTILL = Duration.ofSeconds(2);

  private final InputStream orders;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ScreenOptions screenOptions = new ScreenOptions();

  @Option(
      names = "--socket",
      paramLabel = "PATH",
      required = true,
      description =
          "Where to listen. The file must not exist, but may be left over by a crash. @NAME is an"
              + " abstract name of Linux, which needs no file.")
  private String socket = "";

  @Option(
      names = "--auto",
      paramLabel = "DECISION",
      description =
          "Answer every permission request so: approve, deny or abort. Needed where there is"
              + " neither a terminal nor --json.")
  private Optional<AutoApprover> auto = Optional.empty();

  @Option(names = "--json", description = "Events and orders as JSON, one object a line.")
  private boolean json;

  @Option(
      names = "--replace",
      description =
          "A worker with the name of one that is connected takes its place, instead of being"
              + " refused.")
  private boolean replace;

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description = "Write every frame to this file; handfast trace reads it.")
  private Optional<Path> trace = Optional.empty();

  @Option(
      names = "--redact",
      description =
          "Keep what people, models and tools wrote out of the lines of --json and out of the"
              + " --trace: of each text only its length is told.")
  private boolean redact;

  /// Takes orders, and a person's answers, from this process's input.
  public ServeCommand() {
    this(System.in);
  }

  /// @param orders where orders come from
  ServeCommand(InputStream orders) {
    this.orders = orders;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (auto.isEmpty() && !json && !Screen.isTerminal()) {
      throw usage(
          "nobody can be asked for permission: input and output are no terminal; say --auto"
              + " approve, --auto deny or --auto abort, or --json");
    }
    if (redact && !json && trace.isEmpty()) {
      throw usage(
          "--redact: got neither --json nor --trace, wanted one of them: a person at the terminal"
              + " is shown what is asked");
    }
    PrintWriter err = spec.commandLine().getErr();
    var outlet = new Outlet(() -> {}, failure -> err.println("handfast: cannot tell: " + failure));
    try (Orchestrator orchestrator = json ? forProgram(outlet) : forPerson(outlet)) {
      var hook = Thread.ofPlatform().name("stop").unstarted(() -> stop(orchestrator, outlet));
      Runtime.getRuntime().addShutdownHook(hook);
      if (json) {
        takeOrders(orchestrator);
      }
      if (orchestrator.awaitEnd()) {
        return CommandLine.ExitCode.OK;
      }
      err.println("handfast: stopping, since nobody reads the output any more");
    } catch (HandfastException.CannotListen failure) {
      err.println("handfast: " + failure.getMessage());
    }
    return CommandLine.ExitCode.SOFTWARE;
  }

  /// Nobody who does not read keeps it from ending.
  private static void stop(Orchestrator orchestrator, Outlet outlet) {
    outlet.hurry(STANDSTILL);
    orchestrator.close();
  }

  /// On a platform thread: a read from a pipe holds on to it, and nobody can end that read.
  private void takeOrders(Orchestrator orchestrator) {
    var atEnd = auto.isPresent() ? OrderDesk.AtEnd.SERVE_ON : OrderDesk.AtEnd.STOP;
    Thread.ofPlatform()
        .daemon()
        .name("orders")
        .start(new OrderDesk(orders, orchestrator, atEnd)::run);
  }

  private Orchestrator forProgram(Outlet outlet) {
    Voice voice =
        new JsonVoice(
            new JsonLines(spec.commandLine().getOut()),
            redact ? Discretion.KEEPS_WORDS_BACK : Discretion.TELLS_ALL);
    return start(new OutletVoice(outlet, voice), auto.map(Desk::of).orElseGet(OpenRequests::new));
  }

  private Orchestrator forPerson(Outlet outlet) {
    Screen screen = screenOptions.screen(spec.commandLine().getOut());
    var terminal = new LinePrompt(screen, new Keyboard(orders));
    var asking = new TerminalApprover(terminal, screen.paint(), terminal::print);
    return start(
        new OutletVoice(outlet, new LineVoice(terminal, screen.paint())),
        auto.map(Desk::of).orElseGet(() -> Desk.of(asking)));
  }

  private Orchestrator start(Voice voice, Desk desk) {
    SocketPath path = path();
    return new Orchestrator(
        path,
        replace ? DuplicatePolicy.REPLACE : DuplicatePolicy.REJECT,
        voice,
        desk,
        trace.map(this::trace));
  }

  private SocketPath path() {
    try {
      return SocketPath.of(socket);
    } catch (IllegalArgumentException unfit) {
      throw usage("--socket: " + unfit.getMessage());
    }
  }

  private WireTrace trace(Path file) {
    try {
      return redact ? WireTrace.to(file, Redaction.ofAllText()) : WireTrace.to(file);
    } catch (UncheckedIOException failure) {
      throw usage("--trace: %s: %s".formatted(failure.getMessage(), why(failure)));
    }
  }

  private static String why(UncheckedIOException failure) {
    return failure.getCause() instanceof NoSuchFileException
        ? "there is no such directory"
        : String.valueOf(failure.getCause());
  }

  private CommandLine.ParameterException usage(String complaint) {
    return new CommandLine.ParameterException(spec.commandLine(), complaint);
  }
}
