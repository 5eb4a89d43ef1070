package dev.handfast.cli.work;

import dev.handfast.HandfastException;
import dev.handfast.cli.json.JsonLines;
import dev.handfast.client.HandfastClient;
import dev.handfast.message.StatusReport;
import dev.handfast.message.Tokens;
import dev.handfast.message.WorkerStatus;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `handfast report`.
@Command(
    name = "report",
    description = {
      "Tells the orchestrator how a task is going; for scripts inside handfast work.",
      "",
      "Comes back when the worker has passed it on. Progress and tokens stay until they are"
          + " reported anew. How the task ended is told by COMMAND's own end."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  handfast report --progress 40 --message 'tests are running'",
      "  handfast report --tool mvn --tokens 1200,300"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:passed on",
      "1:not passed on, and why was said",
      "2:usage",
      "69:not inside handfast work, or the worker has gone"
    })
public final class ReportCommand implements Callable<Integer> {
  /// The others are told by the command's own end, or by its questions.
  private static final List<WorkerStatus> OPEN =
      List.of(
          WorkerStatus.STARTING, WorkerStatus.IDLE, WorkerStatus.THINKING, WorkerStatus.TOOL_CALL);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--status",
      paramLabel = "S",
      description =
          "starting, idle, thinking or tool_call (default: tool_call with --tool,"
              + " thinking without).")
  private Optional<String> status = Optional.empty();

  @Option(names = "--progress", paramLabel = "N", description = "Per cent, 0 to 100.")
  private Optional<Double> progress = Optional.empty();

  @Option(names = "--tool", paramLabel = "T", description = "The tool that runs.")
  private Optional<String> tool = Optional.empty();

  @Option(names = "--tokens", paramLabel = "I,O", description = "Tokens in and out, so far.")
  private Optional<String> tokens = Optional.empty();

  @Option(names = "--message", paramLabel = "M", description = "A sentence for a person.")
  private Optional<String> message = Optional.empty();

  @Option(
      names = "--json",
      description =
          "Print what became of it as JSON: outcome, passed_on or not_passed_on, and cause.")
  private boolean json;

  @Override
  public Integer call() {
    StatusReport report = report();
    var answer = new CompletableFuture<Optional<String>>();
    try (HandfastClient worker =
        Parent.client()
            .onContext(_ -> answer.complete(Optional.empty()))
            .onCancel(why -> answer.complete(Optional.of(why.reason().orElse("no reason given"))))
            .onClosed(cause -> answer.complete(Optional.of(cause.message())))
            .start()) {
      Parent.join(worker);
      var _ = worker.status(report);
      return answer.join().map(this::failed).orElseGet(this::passedOn);
    } catch (Parent.NotThere missing) {
      var _ = failed(String.valueOf(missing.getMessage()));
      return Parent.NO_CHANNEL;
    } catch (HandfastException failure) {
      return failed(String.valueOf(failure.getMessage()));
    }
  }

  private StatusReport report() {
    WorkerStatus next =
        status
            .map(this::open)
            .orElse(tool.isPresent() ? WorkerStatus.TOOL_CALL : WorkerStatus.THINKING);
    try {
      return new StatusReport(
          next,
          tool,
          progress.map(OptionalDouble::of).orElse(OptionalDouble.empty()),
          tokens.map(this::counts),
          message);
    } catch (IllegalArgumentException complaint) {
      throw usage("--" + complaint.getMessage());
    }
  }

  private WorkerStatus open(String word) {
    return OPEN.stream()
        .filter(each -> each.wire().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                usage(
                    "--status: got %s, wanted one of %s%s"
                        .formatted(
                            word,
                            String.join(", ", OPEN.stream().map(WorkerStatus::wire).toList()),
                            isAnother(word) ? "; this one the worker tells by itself" : "")));
  }

  private static boolean isAnother(String word) {
    return Arrays.stream(WorkerStatus.values()).anyMatch(each -> each.wire().equals(word));
  }

  private Tokens counts(String text) {
    String[] parts = text.split(",", -1);
    try {
      if (parts.length == 2) {
        return new Tokens(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
      }
    } catch (NumberFormatException noNumber) {
      throw wantedCounts(text);
    }
    throw wantedCounts(text);
  }

  private CommandLine.ParameterException wantedCounts(String text) {
    return usage("--tokens: got %s, wanted two counts such as 1200,300".formatted(text));
  }

  private int passedOn() {
    tell("passed_on", Optional.empty());
    return CommandLine.ExitCode.OK;
  }

  private int failed(String why) {
    complain(why);
    tell("not_passed_on", Optional.of(why));
    return CommandLine.ExitCode.SOFTWARE;
  }

  private void tell(String outcome, Optional<String> cause) {
    if (json) {
      new JsonLines(spec.commandLine().getOut())
          .write(
              to -> {
                to.writeStringProperty("outcome", outcome);
                cause.ifPresent(why -> to.writeStringProperty("cause", why));
              });
    }
  }

  private void complain(String complaint) {
    spec.commandLine().getErr().println("handfast: " + complaint);
  }

  private CommandLine.ParameterException usage(String complaint) {
    return new CommandLine.ParameterException(spec.commandLine(), complaint);
  }
}
