package dev.handfast.conformance.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A committed graph that is missing, edited or stale is told as what it is, with the way to mend
/// it.
class GraphFileTest {
  private static final String MACHINE = "ClientMachine";

  private static String text = "";
  private static GraphFile right = new GraphFile(MACHINE, "");

  @BeforeAll
  static void make() throws Exception {
    StateGraph graph =
        StateGraph.parse(
            """
            <<"edge", [name |-> "Idle", asks |-> {}], [type |-> "Started"],
              <<[type |-> "Open"], [type |-> "Arm", detail |-> "Deadline"]>>,
              [name |-> "Connecting", asks |-> {2, 1}]>>
            <<"edge", [name |-> "Connecting", asks |-> {1, 2}], [type |-> "Wrote", count |-> 1],
              <<>>, [name |-> "Idle", asks |-> {}]>>
            """);
    right = GraphFile.of(MACHINE, graph);
    text = right.text();
  }

  @Test
  void states_come_in_the_order_of_their_distance_and_words_have_a_dictionary() {
    assertThat(text.lines().skip(1))
        .containsExactly(
            "{\"input\":\"Started\",\"is\":{\"type\":\"Started\"}}",
            "{\"input\":\"Wrote 1\",\"is\":{\"count\":1,\"type\":\"Wrote\"}}",
            "{\"effect\":\"Arm Deadline\",\"is\":{\"detail\":\"Deadline\",\"type\":\"Arm\"}}",
            "{\"effect\":\"Open\",\"is\":{\"type\":\"Open\"}}",
            "{\"effects\":0,\"are\":[\"Open\",\"Arm Deadline\"]}",
            "{\"effects\":1,\"are\":[]}",
            "{\"state\":0,\"is\":{\"asks\":[],\"name\":\"Idle\"},\"steps\":[[[\"Started\"],0,1]]}",
            "{\"state\":1,\"is\":{\"asks\":[1,2],\"name\":\"Connecting\"},"
                + "\"steps\":[[[\"Wrote 1\"],1,0]]}");
  }

  @Test
  void the_same_text_is_right() {
    assertThat(complaint(text)).isEmpty();
  }

  @Test
  void a_missing_file_is_told() {
    assertThat(right.complaintAbout(Optional.empty()))
        .get()
        .asString()
        .startsWith("spec/generated/ClientMachine.ndjson is missing; write it anew")
        .contains("mvn test -pl model-tests -am -Dtest=ModelIsCodeTest -Dhandfast.update=true");
  }

  @Test
  void a_file_that_was_edited_is_told() {
    for (String edited :
        List.of(text.replace("Wrote 1", "Wrote 2"), text + "\n", text.replace("\n", "\r\n"))) {
      assertThat(complaint(edited)).get().asString().contains("was changed by hand");
    }
    assertThat(complaint("<<<<<<< mine"))
        .get()
        .asString()
        .contains("no first line that can be read");
  }

  @Test
  void a_file_that_is_older_than_a_module_is_told() {
    String old = text.replaceFirst("(\"ClientMachineGraph.cfg\":\")....", "$1beef");

    assertThat(complaint(old))
        .get()
        .asString()
        .contains("is older than ClientMachineGraph.cfg in spec/tla; write it anew");
  }

  @Test
  void another_graph_with_the_right_hashes_is_told() {
    String other = text.replaceFirst("\"states\":2", "\"states\":3");

    assertThat(complaint(other)).get().asString().contains("is not the graph that TLC has printed");
  }

  private static Optional<String> complaint(String present) {
    return right.complaintAbout(Optional.of(new GraphFile(MACHINE, present)));
  }
}
