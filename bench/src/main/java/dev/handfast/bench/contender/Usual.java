package dev.handfast.bench.contender;

import dev.handfast.message.Confirmation;
import dev.handfast.message.Json;
import dev.handfast.message.StatusReport;
import dev.handfast.message.Tokens;
import dev.handfast.message.WorkerStatus;
import java.util.Map;

/// What all contenders say, as one writes it for the library.
public final class Usual {
  private Usual() {}

  /// What a worker does.
  ///
  /// @param said its message
  public static StatusReport report(String said) {
    return StatusReport.builder()
        .status(WorkerStatus.TOOL_CALL)
        .currentTool("bash")
        .progress(40)
        .tokensUsed(new Tokens(120, 30))
        .message(said)
        .build();
  }

  /// What it asks for.
  public static Confirmation confirmation() {
    return Confirmation.builder()
        .toolName("bash")
        .input(Json.of(Map.of("command", "mvn -q verify")))
        .isDangerous(false)
        .build();
  }
}
