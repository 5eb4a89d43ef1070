package dev.handfast.conformance.drive;

import dev.handfast.conformance.subject.ClientUnderTest;
import dev.handfast.conformance.subject.Host;
import dev.handfast.conformance.subject.Life;
import dev.handfast.conformance.subject.Listener;
import dev.handfast.conformance.subject.Settings;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Commands are calls on this thread, and what they throw is thrown.
final class MemoryChannel implements Channel {
  private final Set<String> features;
  private final Queue<JsonNode> events = new ConcurrentLinkedQueue<>();
  private final Map<String, Consumer<JsonNode>> commands;
  private String told = "";

  /// @param start starts its clients
  MemoryChannel(
      ClientUnderTest subject, Set<String> features, BiFunction<Settings, Listener, Life> start) {
    this.features = features;
    this.commands = new Host(subject, start, this::happened).commands();
  }

  private void happened(String name, Consumer<ObjectNode> fields) {
    ObjectNode event = JsonNodeFactory.instance.objectNode().put("event", name);
    fields.accept(event);
    events.add(event);
  }

  @Override
  public void tell(String command, Consumer<ObjectNode> fields) {
    ObjectNode line = JsonNodeFactory.instance.objectNode().put("do", command);
    fields.accept(line);
    told = line.toString();
    Objects.requireNonNull(commands.get(command), command).accept(line);
  }

  @Override
  public Optional<JsonNode> poll() {
    return Optional.ofNullable(events.poll());
  }

  @Override
  public Optional<JsonNode> next(Duration patience) {
    return poll();
  }

  @Override
  public boolean has(String feature) {
    return features.contains(feature);
  }

  @Override
  public DriverFault fault(String got, String wanted) {
    return new DriverFault(got, wanted, told, "");
  }
}
