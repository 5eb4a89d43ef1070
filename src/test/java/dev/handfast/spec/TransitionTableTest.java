package dev.handfast.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.Rule;
import dev.handfast.transition.ClientEvent;
import dev.handfast.transition.ClientState;
import dev.handfast.transition.ServerEvent;
import dev.handfast.transition.ServerState;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Each cell of the two tables in section 10 says what the code does.
class TransitionTableTest {
  private static final int FIRST_STATE = 2;

  private static final MarkdownTable CLIENT = table("client");
  private static final MarkdownTable SERVER = table("server");

  @Test
  @Rule({"HF-6", "HF-7", "HF-9", "HF-10", "HF-25"})
  void every_cell_of_the_worker_is_what_the_code_does() {
    assertThat(disagreements(CLIENT, ClientCases::answer)).isEmpty();
  }

  @Test
  @Rule({"HF-9", "HF-10", "HF-13", "HF-15", "HF-27"})
  void every_cell_of_the_orchestrator_is_what_the_code_does() {
    assertThat(disagreements(SERVER, ServerCases::answer)).isEmpty();
  }

  @Test
  void every_event_has_a_row_and_every_row_an_event() {
    assertThat(events(CLIENT)).isEqualTo(leaves(ClientEvent.class));
    assertThat(events(SERVER)).isEqualTo(leaves(ServerEvent.class));
  }

  @Test
  void every_state_has_a_column_and_every_column_a_state() {
    assertThat(states(CLIENT)).isEqualTo(leaves(ClientState.class));
    assertThat(states(SERVER)).isEqualTo(leaves(ServerState.class));
  }

  @Test
  void a_wrong_cell_is_noticed_with_its_place_and_both_answers() {
    var wrong =
        new MarkdownTable(
            List.of("frame or happening", "event", "Ready"),
            List.of(
                List.of("ping", "PingReceived", "ignored"),
                List.of("pong", "PongReceived", "ignored")));
    assertThat(disagreements(wrong, ClientCases::answer))
        .containsExactly("PingReceived in Ready: text 'ignored', code 'stays: pong'");
  }

  private static MarkdownTable table(String name) {
    return MarkdownTable.named(name, Spec.read(Spec.protocol()));
  }

  private static List<String> disagreements(MarkdownTable table, BinaryOperator<String> code) {
    var found = new ArrayList<String>();
    for (List<String> row : table.rows()) {
      String event = row.get(1);
      for (int i = FIRST_STATE; i < row.size(); i++) {
        String state = table.header().get(i);
        String text = Answer.ofText(row.get(i)).replace("its code", CommonCases.ITS_CODE.wire());
        String answer = code.apply(event, state);
        if (!text.equals(answer)) {
          found.add("%s in %s: text '%s', code '%s'".formatted(event, state, text, answer));
        }
      }
    }
    return found;
  }

  private static Set<String> events(MarkdownTable table) {
    return names(table.rows().stream().map(row -> row.get(1).split(" ", 2)[0]));
  }

  private static Set<String> states(MarkdownTable table) {
    return names(
        table.header().stream().skip(FIRST_STATE).map(column -> column.split("\\(", 2)[0]));
  }

  /// The names of all records of a sealed family.
  private static Set<String> leaves(Class<?> family) {
    return names(records(family).map(Class::getSimpleName));
  }

  private static Stream<Class<?>> records(Class<?> type) {
    return type.isRecord()
        ? Stream.of(type)
        : Stream.of(type.getPermittedSubclasses()).flatMap(TransitionTableTest::records);
  }

  private static Set<String> names(Stream<String> names) {
    return names.collect(TreeSet::new, Set::add, Set::addAll);
  }
}
