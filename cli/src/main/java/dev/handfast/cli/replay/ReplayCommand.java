package dev.handfast.cli.replay;

import dev.handfast.Role;
import dev.handfast.cli.gate.Time;
import dev.handfast.cli.json.JsonLines;
import dev.handfast.cli.screen.Paint;
import dev.handfast.cli.screen.Screen;
import dev.handfast.cli.screen.ScreenOptions;
import dev.handfast.cli.screen.Visible;
import dev.handfast.conformance.drive.DriverFault;
import dev.handfast.conformance.drive.DriverStage;
import dev.handfast.conformance.drive.Program;
import dev.handfast.conformance.replay.BadToken;
import dev.handfast.conformance.replay.Recording;
import dev.handfast.conformance.replay.Regression;
import dev.handfast.conformance.replay.Report;
import dev.handfast.conformance.replay.Stage;
import dev.handfast.conformance.replay.Token;
import dev.handfast.conformance.replay.Where;
import dev.handfast.conformance.script.Script;
import dev.handfast.conformance.script.ServerScript;
import dev.handfast.conformance.story.Diagram;
import dev.handfast.conformance.story.Played;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `handfast replay`.
@Command(
    name = "replay",
    description = {
      "Plays a failure of the tests again.",
      "",
      "A failing test prints a token: the script and all that it depends on, in one word. It is"
          + " played with this version's own client or server, and judged by the reference model."
          + " What only a world in memory can do (acting in one go, a full pipe) is left"
          + " out over a socket; a race of threads is played in memory only.",
      "",
      "With a COMMAND behind `--`, the client or server behind that driver lives it instead: see"
          + " `handfast help gate`."
    },
    mixinStandardHelpOptions = true,
    exitCodeOnExecutionException = ReplayCommand.NOT_TRIED,
    footerHeading = "%nExamples:%n",
    footer = {
      "  handfast replay hf1:client:…           in memory",
      "  handfast replay --both hf1:client:…    in memory, then over a real socket",
      "  handfast replay lost-second.txt        a token and its sentence, from a file",
      "  handfast replay --mermaid hf1:client:… the diagram, for a page",
      "  handfast replay --times 1000 hf1:client:… -- node my-driver.mjs   how often it shows"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:what was seen is what the reference says",
      "1:it differs, or could not be played",
      "2:usage, or no token of this version",
      "3:the driver cannot be started, or is none"
    })
public final class ReplayCommand implements Callable<Integer> {
  static final int NOT_TRIED = 3;

  /// 1 MiB of a file: some hundred times what the longest token has.
  private static final int LONGEST = 1 << 20;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ScreenOptions screenOptions = new ScreenOptions();

  @Option(names = "--socket", description = "Play over a real socket.")
  private boolean socket;

  @Option(names = "--memory", description = "Play in memory, which is the default.")
  private boolean memory;

  @Option(names = "--both", description = "Play in memory, then over a real socket.")
  private boolean both;

  @Option(
      names = "--transport",
      paramLabel = "NAME",
      description = "What makes the sockets: jdk or junix (default: jdk).")
  private Sockets transport = Sockets.JDK;

  @Option(names = "--json", description = "Print JSON objects, one a line.")
  private boolean json;

  @Option(names = "--mermaid", description = "Draw the diagram in Mermaid.")
  private boolean mermaid;

  @Option(
      names = "--times",
      paramLabel = "N",
      defaultValue = "1",
      description = "With a driver: live it so many times (default: ${DEFAULT-VALUE}).")
  private int times = 1;

  @Option(
      names = "--patience",
      paramLabel = "TIME",
      defaultValue = "5s",
      converter = Time.class,
      description = "With a driver: how long what must come may take (default: ${DEFAULT-VALUE}).")
  private Duration patience = Duration.ZERO;

  @Parameters(index = "0", paramLabel = "TOKEN", description = "A token, or a file with one.")
  private String from = "";

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "COMMAND",
      description = "What starts a driver, whose client or server then lives it.")
  private List<String> command = new ArrayList<>();

  /// What makes the sockets.
  enum Sockets {
    JDK(Where.JDK),
    JUNIX(Where.JUNIX);

    private final Where where;

    Sockets(Where where) {
      this.where = where;
    }
  }

  @Override
  public Integer call() {
    Regression regression = regression();
    if (!command.isEmpty()) {
      return driven(regression);
    }
    boolean agrees = true;
    for (Where where : places(regression.token().recording())) {
      Played played;
      try {
        played = Stage.of(where).play(regression.token().recording());
      } catch (IllegalStateException | IllegalArgumentException impossible) {
        spec.commandLine().getErr().println("handfast: " + Visible.lines(impossible.getMessage()));
        return CommandLine.ExitCode.SOFTWARE;
      }
      agrees &= played.agrees();
      if (json) {
        tell(where.name().toLowerCase(Locale.ROOT), regression, played);
      } else {
        print(name(where), regression, played);
      }
    }
    return agrees ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  private int driven(Regression regression) {
    try (var stage = new DriverStage(Program.of(command))) {
      Supplier<Played> life = life(regression.token().recording(), stage);
      Played played = life.get();
      int shown = played.agrees() ? 0 : 1;
      for (int i = 1; i < times; i++) {
        Played next = life.get();
        if (!next.agrees()) {
          shown++;
          played = next;
        }
      }
      if (json) {
        tell("driver", regression, played);
      } else {
        print("with " + String.join(" ", command), regression, played);
        if (times > 1) {
          spec.commandLine().getOut().printf("differs %d times of %d%n", shown, times);
        }
      }
      return shown == 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    } catch (IOException | DriverFault failure) {
      spec.commandLine().getErr().println("handfast: " + Visible.lines(failure.getMessage()));
      return NOT_TRIED;
    }
  }

  private Supplier<Played> life(Recording recording, DriverStage stage) {
    return switch (recording) {
      case Recording.ClientLife(Script script) when stage.role() == Role.WORKER ->
          () -> stage.play(script, patience).played();
      case Recording.ServerLife(ServerScript script) when stage.role() == Role.ORCHESTRATOR ->
          () -> stage.play(script, patience).played();
      case Recording.ClientLife _,
          Recording.ServerLife _,
          Recording.Walked _,
          Recording.Schedule _ ->
          throw new ParameterException(
              spec.commandLine(),
              "a driver's client lives the life of a client, its server that of a server, and no"
                  + " other token");
    };
  }

  private Regression regression() {
    try {
      return from.startsWith("hf") && from.contains(":")
          ? Regression.parse(List.of(from))
          : Regression.parse(lines(Path.of(from)));
    } catch (BadToken bad) {
      throw new ParameterException(
          spec.commandLine(), Visible.of(String.valueOf(bad.getMessage())), bad);
    } catch (IOException unreadable) {
      throw new ParameterException(
          spec.commandLine(),
          "neither a token nor a readable file: " + Visible.of(from),
          unreadable);
    }
  }

  private static List<String> lines(Path file) throws IOException {
    try (InputStream begin = Files.newInputStream(file)) {
      return new String(begin.readNBytes(LONGEST), StandardCharsets.UTF_8).lines().toList();
    }
  }

  private List<Where> places(Recording recording) {
    if (recording instanceof Recording.Schedule) {
      return List.of(Where.MEMORY);
    }
    return both || (socket && memory)
        ? List.of(Where.MEMORY, transport.where)
        : List.of(socket ? transport.where : Where.MEMORY);
  }

  private static String name(Where where) {
    return switch (where) {
      case MEMORY -> "in memory";
      case JDK -> "over a socket of the JDK's";
      case JUNIX -> "over a socket of junixsocket's";
    };
  }

  private void print(String where, Regression regression, Played played) {
    Screen screen = screenOptions.screen(spec.commandLine().getOut());
    Paint paint = screen.paint();
    if (!regression.sentence().isEmpty()) {
      screen.out().println(Visible.of(regression.sentence()));
    }
    screen.out().println(where + ": " + regression.token().recording().told());
    screen.out().println();
    if (!played.story().moments().isEmpty()) {
      Diagram diagram = Diagram.of(played.story());
      (mermaid ? diagram.mermaid() : diagram.text())
          .lines()
          .forEach(line -> screen.out().println(Visible.of(line)));
      screen.out().println();
    }
    screen
        .out()
        .println((played.agrees() ? paint.good("✓ ") : paint.bad("✗ ")) + Report.verdict(played));
    screen.out().flush();
  }

  private void tell(String where, Regression regression, Played played) {
    new JsonLines(spec.commandLine().getOut())
        .event(
            "replayed",
            to -> {
              to.writeStringProperty("where", where);
              to.writeStringProperty("token", new Token(regression.token().recording()).toString());
              to.writeStringProperty("sentence", regression.sentence());
              to.writeNumberProperty("steps", regression.token().recording().steps());
              to.writeBooleanProperty("agrees", played.agrees());
              to.writeArrayPropertyStart("differences");
              played.differences().forEach(to::writeString);
              to.writeEndArray();
              if (mermaid) {
                to.writeStringProperty("mermaid", Diagram.of(played.story()).mermaid());
              }
            });
  }
}
