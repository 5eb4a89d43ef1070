package dev.handfast.cli.delegate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.cli.Command;
import dev.handfast.cli.process.Self;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One `handfast delegate --json`, and what its events say.
final class Delegate {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private final Command command;
  private final List<JsonNode> events;

  private Delegate(Command command) {
    this.command = command;
    this.events = command.lines().stream().map(MAPPER::readTree).toList();
  }

  /// Runs it in this process to its end.
  static Delegate json(List<String> arguments) {
    List<String> all = new ArrayList<>(List.of("delegate", "--json"));
    if (!arguments.contains("--grace")) {
      all.addAll(List.of("--grace", "300ms"));
    }
    all.addAll(arguments);
    var delegate = new Delegate(Command.handfast(all.toArray(String[]::new)));
    assertThat(delegate.command.err()).isEmpty();
    return delegate;
  }

  /// Runs it in a process of its own, which works in a directory.
  static Delegate in(Path directory, List<String> arguments) throws Exception {
    List<String> words = new ArrayList<>(Self.command());
    words.addAll(List.of("delegate", "--json", "--grace", "300ms"));
    words.addAll(arguments);
    Process process = new ProcessBuilder(words).directory(directory.toFile()).start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Delegate(new Command(process.waitFor(), out, err));
  }

  int exitCode() {
    return command.exitCode();
  }

  JsonNode summary() {
    assertThat(events.getLast().get("event").asString()).isEqualTo("summary");
    return events.getLast();
  }

  /// How one task ended.
  JsonNode end(String task) {
    return summary()
        .get("tasks")
        .valueStream()
        .filter(each -> each.get("childId").asString().equals(task))
        .findFirst()
        .orElseThrow();
  }

  String outcome(String task) {
    return end(task).get("outcome").asString();
  }

  String reason(String task) {
    return end(task).get("reason").asString();
  }

  int attempts(String task) {
    return end(task).get("attempts").asInt();
  }

  List<String> lastLines(String task) {
    return end(task).get("lastLines").valueStream().map(JsonNode::asString).toList();
  }

  Optional<String> kept(String task) {
    return Optional.ofNullable(end(task).get("kept")).map(JsonNode::asString);
  }

  /// The states of one task, in order.
  List<String> states(String task) {
    return of("state", task).stream().map(each -> each.get("state").asString()).toList();
  }

  /// What else there was to know.
  List<String> notes() {
    return events.stream()
        .filter(each -> each.get("event").asString().equals("note"))
        .map(each -> each.get("message").asString())
        .toList();
  }

  List<JsonNode> of(String event, String task) {
    return events.stream()
        .filter(each -> each.get("event").asString().equals(event))
        .filter(each -> each.get("childId").asString().equals(task))
        .toList();
  }
}
