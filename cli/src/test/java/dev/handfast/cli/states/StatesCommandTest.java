package dev.handfast.cli.states;

import static dev.handfast.cli.Command.handfast;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.cli.Command;
import dev.handfast.transition.ClientEvent;
import dev.handfast.transition.ClientState;
import dev.handfast.transition.CommonEvent;
import dev.handfast.transition.ServerEvent;
import dev.handfast.transition.ServerState;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class StatesCommandTest {
  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void a_walk_reaches_every_state_of_both_machines() {
    assertThat(Machines.client().states())
        .containsExactlyInAnyOrderElementsOf(cases(ClientState.class));
    assertThat(Machines.server().states())
        .containsExactlyInAnyOrderElementsOf(cases(ServerState.class));
  }

  @Test
  void a_walk_tries_every_event_that_there_is() {
    List<Object> client = new ArrayList<>(Stimuli.common());
    client.addAll(Stimuli.ofClient());
    List<Object> server = new ArrayList<>(Stimuli.common());
    server.addAll(Stimuli.ofServer());

    assertThat(names(client)).isEqualTo(cases(ClientEvent.class));
    assertThat(names(server)).isEqualTo(cases(ServerEvent.class));
    assertThat(names(Stimuli.common())).isEqualTo(cases(CommonEvent.class));
  }

  @Test
  void the_table_has_both_machines_and_fits_80_columns() {
    Command call = handfast("states");

    assertThat(call.exitCode()).isZero();
    assertThat(call.lines())
        .contains("client: starts as Idle", "server: starts as AwaitingHandshake")
        .contains("  AwaitingAck       → Ready        AckAccepted")
        .allMatch(line -> line.length() <= 80, "fits 80 columns");
  }

  @Test
  void json_is_one_machine_a_line() {
    Command call = handfast("states", "--json");

    assertThat(call.lines()).hasSize(2);
    JsonNode client = JSON.readTree(call.lines().getFirst());
    assertThat(client.get("machine").asString()).isEqualTo("client");
    assertThat(client.get("initial").asString()).isEqualTo("Idle");
    assertThat(client.get("states").size()).isEqualTo(cases(ClientState.class).size());
    assertThat(client.get("transitions").valueStream())
        .anySatisfy(
            way -> {
              assertThat(way.get("from").asString()).isEqualTo("AwaitingAck");
              assertThat(way.get("to").asString()).isEqualTo("Ready");
              assertThat(way.get("events").toString()).isEqualTo("[\"AckAccepted\"]");
            });
  }

  @Test
  void dot_is_a_digraph_of_the_one_machine_that_was_asked_for() {
    assertThat(handfast("states", "server", "--dot").lines())
        .startsWith("digraph server {", "  start [shape=point]", "  start -> AwaitingHandshake")
        .contains("  Authorizing -> Registered [label=\"VerdictAccepted\"]")
        .endsWith("}")
        .noneMatch(line -> line.contains("Connecting"));
  }

  @Test
  void two_forms_or_another_role_are_a_usage_error() {
    assertThat(handfast("states", "--dot", "--json").exitCode()).isEqualTo(2);
    assertThat(handfast("states", "nobody").exitCode()).isEqualTo(2);
  }

  private static Set<String> names(List<?> events) {
    var names = new TreeSet<String>();
    events.forEach(event -> names.add(event.getClass().getSimpleName()));
    return names;
  }

  private static Set<String> cases(Class<?> sealed) {
    var names = new TreeSet<String>();
    Stream.of(sealed.getPermittedSubclasses())
        .forEach(
            type -> {
              if (type.isSealed()) {
                names.addAll(cases(type));
              } else {
                names.add(type.getSimpleName());
              }
            });
    return names;
  }
}
