package dev.handfast.conformance.trace;

import dev.handfast.server.DuplicatePolicy;
import dev.handfast.trace.TraceEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The trace of a server in the words of `spec/tla/OrchestratorTraces.tla`: all its connections,
/// which are all of one childId.
final class ServerInTla {
  private final Map<String, ConnectionInTla> connections = new LinkedHashMap<>();
  private final List<String> entries = new ArrayList<>();

  /// What a server has shown.
  ///
  /// @param policy what it does with a second worker of one childId
  /// @param entries of all its connections, in their order
  record Trace(DuplicatePolicy policy, List<TraceEntry> entries) {}

  private ServerInTla(List<TraceEntry> trace) {
    trace.stream()
        .collect(
            Collectors.groupingBy(TraceEntry::connection, LinkedHashMap::new, Collectors.toList()))
        .forEach(
            (name, own) -> connections.put(name, new ConnectionInTla(connections.size() + 1, own)));
    for (TraceEntry entry : trace) {
      ConnectionInTla connection = connections.get(entry.connection());
      if (connection != null) {
        connection.entry(entry).ifPresent(entries::add);
      }
    }
  }

  /// A module that defines `Traces`.
  static String module(List<Trace> servers) {
    return servers.stream()
        .map(server -> new ServerInTla(server.entries()).text(server.policy()))
        .collect(
            Collectors.joining(
                ",\n",
                "---- MODULE Traces ----\nEXTENDS Integers, Sequences\nTraces == <<\n",
                "\n>>\n====\n"));
  }

  private String text(DuplicatePolicy policy) {
    return "[policy |-> \"%s\", messages |-> <<%s>>,\n entries |-> <<%s>>]"
        .formatted(
            policy,
            connections.values().stream()
                .map(ConnectionInTla::messages)
                .collect(Collectors.joining(", ")),
            String.join(",\n  ", entries));
  }
}
