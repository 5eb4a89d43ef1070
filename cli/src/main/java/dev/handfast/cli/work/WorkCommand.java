package dev.handfast.cli.work;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `handfast work`.
@Command(
    name = "work",
    description = {
      "Runs any command as a worker of an orchestrator.",
      "",
      "Its output lines become logs (output: text, error output: error), its end the task's result,"
          + " with the commits and changed files of a git work tree. A cancel ends it and"
          + " everything that it started. What it still has running at its end gets --grace to"
          + " finish.",
      "",
      "Scripts inside COMMAND use handfast ask and handfast report. They find HANDFAST_TASK,"
          + " HANDFAST_CHILD_ID, and in the file HANDFAST_CONTEXT what the orchestrator wants them"
          + " to know, one JSON object a line."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  handfast work --socket o.sock --child-id w-1 --task build -- mvn verify",
      "  handfast work --socket o.sock --child-id w-2 -- sh -c 'handfast ask rm && rm x'"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:COMMAND succeeded, and the orchestrator was told",
      "1:cancelled, refused, or the orchestrator went away; said on standard error",
      "2:usage",
      "126, 127:COMMAND cannot be run, is not there",
      "N:COMMAND's own; 128 and the signal's number where one ended it"
    })
public final class WorkCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--socket",
      paramLabel = "PATH",
      description = "Where the orchestrator listens (default: CODI_SOCKET_PATH).")
  private Optional<String> socket = Optional.empty();

  @Option(
      names = "--child-id",
      paramLabel = "ID",
      description = "Who this worker is (default: CODI_CHILD_ID).")
  private Optional<String> childId = Optional.empty();

  @Option(names = "--task", paramLabel = "TEXT", description = "What it is to do, in words.")
  private String task = "";

  @Mixin private WorkOptions options = new WorkOptions();

  @Override
  public Integer call() {
    return options.run(
        spec,
        required("--socket", socket, ChildModeCommand.SOCKET_PATH),
        required("--child-id", childId, ChildModeCommand.CHILD_ID),
        task,
        Assignment.Access.WRITE);
  }

  private String required(String option, Optional<String> given, String variable) {
    return WorkOptions.required(spec.commandLine(), option, given, variable);
  }
}
