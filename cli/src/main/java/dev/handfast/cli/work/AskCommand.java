package dev.handfast.cli.work;

import dev.handfast.HandfastException;
import dev.handfast.cli.json.JsonLines;
import dev.handfast.cli.permission.DecisionJson;
import dev.handfast.client.HandfastClient;
import dev.handfast.client.PermissionCall;
import dev.handfast.message.Confirmation;
import dev.handfast.message.Decision;
import dev.handfast.message.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `handfast ask`.
@Command(
    name = "ask",
    description = {
      "Asks the orchestrator whether a tool may run; for scripts inside handfast work.",
      "",
      "Waits for the answer. Whatever is no approval exits with another code than 0, so that"
          + " handfast ask TOOL && TOOL runs the tool only where it may run."
    },
    mixinStandardHelpOptions = true,
    exitCodeOnInvalidInput = AskCommand.USAGE,
    footerHeading = "%nExamples:%n",
    footer = {
      "  handfast ask shell --input '{\"command\":\"rm x\"}' && rm x",
      "  handfast ask deploy --dangerous 'everybody sees it' || exit"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:approved",
      "1:denied",
      "2:aborted: stop altogether; also where no answer came",
      "64:usage",
      "69:not inside handfast work, or the worker has gone"
    })
public final class AskCommand implements Callable<Integer> {
  static final int USAGE = 64;

  private static final int DENIED = 1;
  private static final int ABORTED = 2;

  /// 1 day: how long an answer may take is the worker's to decide, and it says so.
  private static final Duration PATIENCE = Duration.ofDays(1);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "TOOL", description = "The tool that wants to run.")
  private String tool = "";

  @Option(
      names = "--input",
      paramLabel = "JSON",
      defaultValue = "{}",
      description = "What it would run with, a JSON object; - reads it from standard input.")
  private String input = "{}";

  @Option(names = "--dangerous", paramLabel = "REASON", description = "It is dangerous, and why.")
  private Optional<String> danger = Optional.empty();

  @Option(
      names = "--json",
      description = {
        "Print the answer as JSON: requestId, and result as the orchestrator sent it: a word, or an"
            + " object with type and the pattern or categoryId that it approves. Nothing is printed"
            + " where no answer came."
      })
  private boolean json;

  @Override
  public Integer call() throws IOException {
    Confirmation confirmation =
        Confirmation.builder()
            .toolName(tool)
            .input(object())
            .isDangerous(danger.isPresent())
            .dangerReason(danger)
            .build();
    try (HandfastClient worker = Parent.client().permissionTimeout(PATIENCE).start()) {
      Parent.join(worker);
      PermissionCall call = worker.askPermission(confirmation);
      Decision decision = call.await();
      if (json) {
        tell(call.requestId(), decision);
      }
      return exitCode(decision);
    } catch (Parent.NotThere missing) {
      complain(String.valueOf(missing.getMessage()));
      return Parent.NO_CHANNEL;
    } catch (HandfastException.Unanswered noAnswer) {
      complain(noAnswer.outcome().message());
      return ABORTED;
    } catch (HandfastException.NotSendable tooLarge) {
      throw usage(String.valueOf(tooLarge.getMessage()));
    } catch (HandfastException failure) {
      complain(String.valueOf(failure.getMessage()));
      return ABORTED;
    }
  }

  private Json object() throws IOException {
    String text =
        input.equals("-") ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8) : input;
    try {
      Json value = Json.parse(text);
      if (value.text().startsWith("{")) {
        return value;
      }
    } catch (IllegalArgumentException noJson) {
      throw usage("--input: " + noJson.getMessage());
    }
    throw usage("--input: got %s, wanted a JSON object such as {\"path\":\"x\"}".formatted(text));
  }

  private void tell(String requestId, Decision decision) {
    new JsonLines(spec.commandLine().getOut())
        .write(
            to -> {
              to.writeStringProperty("requestId", requestId);
              to.writeName("result");
              to.writeRawValue(DecisionJson.of(decision));
            });
  }

  private static int exitCode(Decision decision) {
    return switch (decision) {
      case Decision.Approve _, Decision.ApprovePattern _, Decision.ApproveCategory _ ->
          CommandLine.ExitCode.OK;
      case Decision.Deny _ -> DENIED;
      case Decision.Abort _ -> ABORTED;
    };
  }

  private void complain(String complaint) {
    spec.commandLine().getErr().println("handfast: " + complaint);
  }

  private CommandLine.ParameterException usage(String complaint) {
    return new CommandLine.ParameterException(spec.commandLine(), complaint);
  }
}
