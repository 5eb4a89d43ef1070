package dev.handfast.conformance.trace;

import dev.handfast.Role;
import dev.handfast.trace.TraceEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Says of wire traces whether what they show can have happened.
///
/// Each side of each connection is followed by itself; where both sides' entries are there, what
/// one got must be what the other sent. An entry's time is not looked at: two processes may see one
/// frame in either order. Not safe for several threads.
public final class TraceCheck {
  private final Objections objections;
  private final Map<Key, Conversation> conversations = new LinkedHashMap<>();
  private final List<Impossible> strangers = new ArrayList<>();
  private long entries;

  /// A check that has seen nothing yet.
  public TraceCheck() {
    this(Objections.ALL);
  }

  /// One that raises these objections only.
  TraceCheck(Objections objections) {
    this.objections = objections;
  }

  private record Key(String source, String role, String connection) {}

  /// What was found.
  ///
  /// @param entries how many there were
  /// @param conversations how many sides of connections they belong to
  /// @param paired how many connections were seen from both sides
  /// @param unfinished how many conversations have no end in the trace
  /// @param impossible the first impossible entry of each conversation that has one
  public record Report(
      long entries, int conversations, int paired, int unfinished, List<Impossible> impossible) {

    /// Whether there was something to check, and all of it is possible.
    public boolean isAllowed() {
      return entries > 0 && impossible.isEmpty();
    }
  }

  /// Takes the next entry of a source.
  public void take(Place place, TraceEntry entry) {
    entries++;
    boolean byWorker = entry.role().equals(Role.WORKER.spelling());
    if (!byWorker && !entry.role().equals(Role.ORCHESTRATOR.spelling())) {
      objections
          .to(Reason.NO_SUCH_ROLE)
          .map(why -> Impossible.of(place, entry, "no state", why, List.of()))
          .ifPresent(strangers::add);
      return;
    }
    conversations
        .computeIfAbsent(
            new Key(place.source(), entry.role(), entry.connection()),
            _ -> new Conversation(byWorker, objections))
        .take(place, entry);
  }

  /// What was found in all that was taken.
  public Report report() {
    var impossible = new ArrayList<>(strangers);
    conversations.values().forEach(each -> each.impossible().ifPresent(impossible::add));
    int paired = 0;
    for (var pair : pairs()) {
      paired++;
      pair.worker().foreign(pair.orchestrator()).ifPresent(impossible::add);
      pair.orchestrator().foreign(pair.worker()).ifPresent(impossible::add);
    }
    int unfinished = (int) conversations.values().stream().filter(each -> !each.hasEnded()).count();
    return new Report(entries, conversations.size(), paired, unfinished, List.copyOf(impossible));
  }

  private record Pair(Conversation worker, Conversation orchestrator) {}

  /// The connections whose both sides are possible by themselves.
  private List<Pair> pairs() {
    var workers = new HashMap<String, Conversation>();
    of(true).forEach(each -> each.handshakeIds().forEach(id -> workers.put(id, each)));
    var pairs = new ArrayList<Pair>();
    for (Conversation orchestrator : of(false)) {
      orchestrator.handshakeIds().stream()
          .map(workers::get)
          .filter(Objects::nonNull)
          .findFirst()
          .ifPresent(worker -> pairs.add(new Pair(worker, orchestrator)));
    }
    return pairs;
  }

  private List<Conversation> of(boolean byWorker) {
    return conversations.values().stream()
        .filter(each -> each.isByWorker() == byWorker && each.impossible().isEmpty())
        .toList();
  }
}
