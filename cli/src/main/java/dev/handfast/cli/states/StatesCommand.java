package dev.handfast.cli.states;

import dev.handfast.cli.screen.Screen;
import dev.handfast.cli.screen.ScreenOptions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `handfast states`.
@Command(
    name = "states",
    description = {
      "Draws the state machines of a connection, by walking the code that decides.",
      "",
      "The client is a worker's end of it, the server the orchestrator's."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  handfast states                         both, as tables",
      "  handfast states client --mermaid        for a Markdown page",
      "  handfast states server --dot | dot -Tsvg -o server.svg",
      "  handfast states --json | jq .states     for a program"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:fine", "2:usage"})
public final class StatesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ScreenOptions screenOptions = new ScreenOptions();

  @Parameters(
      arity = "0..1",
      paramLabel = "ROLE",
      description = "client or server (default: both).")
  private Optional<Role> role = Optional.empty();

  @ArgGroup private Form form = new Form();

  /// Which of the two machines.
  enum Role {
    CLIENT,
    SERVER
  }

  /// One of them at most.
  static final class Form {
    @Option(names = "--mermaid", description = "Print Mermaid state diagrams.")
    private boolean mermaid;

    @Option(names = "--dot", description = "Print Graphviz digraphs.")
    private boolean dot;

    @Option(names = "--json", description = "Print JSON, one machine a line.")
    private boolean json;

    Drawing drawing() {
      if (mermaid) {
        return Drawing.MERMAID;
      }
      if (dot) {
        return Drawing.DOT;
      }
      return json ? Drawing.JSON : Drawing.TABLE;
    }
  }

  @Override
  public Integer call() {
    Screen screen = screenOptions.screen(spec.commandLine().getOut());
    Drawing drawing = form.drawing();
    String between = "";
    for (Machine machine : machines()) {
      screen.out().print(between);
      drawing.lines(machine, screen.paint()).forEach(screen.out()::println);
      between = drawing == Drawing.JSON ? "" : "\n";
    }
    screen.out().flush();
    return CommandLine.ExitCode.OK;
  }

  private List<Machine> machines() {
    return role.map(
            only ->
                switch (only) {
                  case CLIENT -> List.of(Machines.client());
                  case SERVER -> List.of(Machines.server());
                })
        .orElseGet(() -> List.of(Machines.client(), Machines.server()));
  }
}
