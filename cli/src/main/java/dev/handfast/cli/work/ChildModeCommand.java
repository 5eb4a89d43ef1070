package dev.handfast.cli.work;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `handfast --child-mode`: a worker, started in the way of the original orchestrator.
@Command(
    name = "handfast --child-mode",
    description = {
      "Runs any command as a worker, started in the way of the original orchestrator.",
      "",
      "It starts its program with these options and gives no command: let that program be a script"
          + " of one line, exec handfast \"$@\" -- COMMAND. What the options leave out is taken"
          + " from CODI_SOCKET_PATH and CODI_CHILD_ID."
    },
    mixinStandardHelpOptions = true)
public final class ChildModeCommand implements Callable<Integer> {
  static final String CHILD_MODE = "CODI_CHILD_MODE";
  static final String SOCKET_PATH = "CODI_SOCKET_PATH";
  static final String CHILD_ID = "CODI_CHILD_ID";

  @Spec private CommandSpec spec = CommandSpec.create();

  @SuppressWarnings("UnusedVariable") // isMeant has looked at it
  @Option(names = "--child-mode", description = "Be a worker; CODI_CHILD_MODE=1 says the same.")
  private boolean childMode;

  @Option(names = "--socket-path", paramLabel = "PATH", description = "As --socket of work.")
  private Optional<String> socket = Optional.empty();

  @Option(names = "--child-id", paramLabel = "ID", description = "Who this worker is.")
  private Optional<String> childId = Optional.empty();

  @Option(names = "--child-task", paramLabel = "TEXT", description = "What it is to do.")
  private String task = "";

  @Option(
      names = "--reader-mode",
      description = "COMMAND only reads: HANDFAST_READER_MODE=1, and no changes are told.")
  private boolean readerMode;

  @Mixin private WorkOptions options = new WorkOptions();

  /// Whether a call of `handfast` is meant for this: the option stands before any `--`, or the
  /// environment says so and the call has options where a subcommand's name would be.
  public static boolean isMeant(List<String> arguments) {
    int end = arguments.indexOf("--");
    List<String> own = end < 0 ? arguments : arguments.subList(0, end);
    return own.contains("--child-mode")
        || ("1".equals(System.getenv(CHILD_MODE))
            && !own.isEmpty()
            && List.of("--socket-path", "--child-id", "--child-task", "--reader-mode")
                .contains(own.getFirst().split("=", 2)[0]));
  }

  @Override
  public Integer call() {
    return options.run(
        spec,
        required("--socket-path", socket, SOCKET_PATH),
        required("--child-id", childId, CHILD_ID),
        task,
        readerMode ? Assignment.Access.READ : Assignment.Access.WRITE);
  }

  private String required(String option, Optional<String> given, String variable) {
    return WorkOptions.required(spec.commandLine(), option, given, variable);
  }
}
