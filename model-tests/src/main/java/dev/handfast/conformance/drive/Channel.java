package dev.handfast.conformance.drive;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Where the commands of `spec/DRIVER.md` go, and events come from.
interface Channel {
  /// Gives a command; where the driver has gone, that shows as an event.
  ///
  /// @param fields adds the command's fields
  void tell(String command, Consumer<ObjectNode> fields);

  /// The next event, if it is there by now.
  Optional<JsonNode> poll();

  /// The next event, if it comes in time.
  Optional<JsonNode> next(Duration patience);

  /// Whether the driver knows a feature.
  boolean has(String feature);

  /// A fault of the driver.
  DriverFault fault(String got, String wanted);
}
