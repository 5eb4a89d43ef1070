package dev.handfast.transition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.QueueLimit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// Draws both machines by walking them, and keeps the drawings in `ARCHITECTURE.md` true.
///
/// `mvn -pl src test -Dtest=StateDiagramTest -Dhandfast.update=true` writes them anew.
final class StateDiagramTest {
  private static final QueueLimit ONE = new QueueLimit(1, 1_000);
  private static final Path PAGE = page();

  @Test
  void the_workers_diagram_is_drawn_from_the_code() throws IOException {
    check("client", clientDiagram());
  }

  @Test
  void the_orchestrators_diagram_is_drawn_from_the_code() throws IOException {
    check("server", serverDiagram());
  }

  @Test
  void a_diagram_has_every_state_of_its_machine() {
    assertThat(clientDiagram())
        .contains(names(ClientState.class.getPermittedSubclasses()).toArray(String[]::new));
    assertThat(serverDiagram())
        .contains(names(ServerState.class.getPermittedSubclasses()).toArray(String[]::new));
  }

  private static Set<String> names(Class<?>[] sealed) {
    var names = new TreeSet<String>();
    for (Class<?> type : sealed) {
      if (type.isSealed()) {
        names.addAll(names(type.getPermittedSubclasses()));
      } else {
        names.add(type.getSimpleName());
      }
    }
    return names;
  }

  private static String clientDiagram() {
    List<ClientEvent> events = new ArrayList<>(Samples.common(1));
    events.addAll(Samples.ofClient(2));
    events.add(new Wrote(1, Outbox.Head.UNTOUCHED));
    return diagram(
        ClientState.initial(ONE),
        events,
        (state, event) -> {
          boolean impossible = event instanceof Wrote(int n, _) && n > unwritten(state);
          return impossible ? state : ClientHandshake.step(state, event).next();
        },
        ClientState::name,
        state -> "%s %d".formatted(state.name(), unwritten(state)) + waiting(state));
  }

  private static String serverDiagram() {
    List<ServerEvent> events = new ArrayList<>(Samples.common(1));
    events.addAll(Samples.ofServer(2));
    events.add(new Wrote(1, Outbox.Head.UNTOUCHED));
    return diagram(
        ServerState.initial(ONE),
        events,
        (state, event) -> {
          boolean impossible = event instanceof Wrote(int n, _) && n > unwritten(state);
          return impossible ? state : ServerHandshake.step(state, event).next();
        },
        ServerState::name,
        state -> "%s %d".formatted(state.name(), unwritten(state)));
  }

  private static int unwritten(ClientState state) {
    return switch (state) {
      case ClientState.Ready(var session) -> session.outbox().unwritten().size();
      case ClientState.Draining(var session) -> session.outbox().unwritten().size();
      case ClientState _ -> 0;
    };
  }

  private static int unwritten(ServerState state) {
    return state instanceof ServerState.Joined joined
        ? joined.session().outbox().unwritten().size()
        : 0;
  }

  private static String waiting(ClientState state) {
    return switch (state) {
      case ClientState.Idle(var waiting) -> " " + waiting.queue().size();
      case ClientState.Opening opening -> " " + opening.waiting().queue().size();
      case ClientState.Finishing(var before) ->
          before.name() + " " + before.waiting().queue().size();
      case ClientState _ -> "";
    };
  }

  /// Walks from the first state over all events; one edge per pair of states, with its events.
  private static <S, E> String diagram(
      S initial,
      List<E> events,
      BiFunction<S, E, S> next,
      Function<S, String> name,
      Function<S, String> kind) {
    Map<String, Map<String, Set<String>>> edges = new TreeMap<>();
    Set<String> seen = new HashSet<>(Set.of(kind.apply(initial)));
    var open = new ArrayDeque<>(List.of(initial));
    for (S state = open.poll(); state != null; state = open.poll()) {
      for (E event : events) {
        S after = next.apply(state, event);
        if (!name.apply(after).equals(name.apply(state))) {
          edges
              .computeIfAbsent(name.apply(state), _ -> new TreeMap<>())
              .computeIfAbsent(name.apply(after), _ -> new TreeSet<>())
              .add(event.getClass().getSimpleName());
        }
        if (seen.add(kind.apply(after))) {
          open.add(after);
        }
      }
    }
    var text = new StringBuilder("```mermaid\nstateDiagram-v2\n");
    text.append("  [*] --> ").append(name.apply(initial)).append('\n');
    edges.forEach(
        (from, targets) ->
            targets.forEach(
                (to, labels) ->
                    text.append("  %s --> %s: %s%n".formatted(from, to, lines(labels)))));
    return text.append("```\n").toString();
  }

  private static String lines(Set<String> labels) {
    return String.join("<br>", labels);
  }

  private static void check(String which, String diagram) throws IOException {
    String begin = "<!-- diagram:%s (generated) -->\n".formatted(which);
    String end = "<!-- /diagram -->";
    String page = Files.readString(PAGE);
    int from = page.indexOf(begin) + begin.length();
    int to = page.indexOf(end, from);
    assertThat(page).contains(begin);
    if (Boolean.getBoolean("handfast.update")) {
      Files.writeString(PAGE, page.substring(0, from) + diagram + page.substring(to));
      return;
    }
    assertThat(page.substring(from, to))
        .as("ARCHITECTURE.md differs from the code; write it anew with -Dhandfast.update=true")
        .isEqualTo(diagram);
  }

  private static Path page() {
    Path here = Path.of("").toAbsolutePath();
    Path there = here.resolve("ARCHITECTURE.md");
    return Files.exists(there) ? there : here.resolveSibling("ARCHITECTURE.md");
  }
}
