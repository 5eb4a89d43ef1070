package dev.handfast.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.Rule;
import dev.handfast.message.Vectors.Vector;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// The table of types in the specification.
class MessageTableTest {
  @Test
  @Rule({"HF-13", "HF-17"})
  void each_type_has_its_sender_and_its_kind() {
    MessageReader reader = new MessageReader();
    TreeMap<String, String> table = new TreeMap<>();
    for (Vector vector : Vectors.of("types")) {
      if (reader.read(vector.frame()) instanceof Parsed.Read(Message message)) {
        table.put(message.type(), message.sender() + " " + message.kind());
      }
    }

    assertThat(table)
        .containsEntry("handshake", "WORKER CONTROL")
        .containsEntry("handshake_ack", "ORCHESTRATOR CONTROL")
        .containsEntry("status_update", "WORKER APPLICATION")
        .containsEntry("log", "WORKER APPLICATION")
        .containsEntry("task_complete", "WORKER APPLICATION")
        .containsEntry("task_error", "WORKER APPLICATION")
        .containsEntry("permission_request", "WORKER APPLICATION")
        .containsEntry("permission_response", "ORCHESTRATOR APPLICATION")
        .containsEntry("cancel", "ORCHESTRATOR APPLICATION")
        .containsEntry("inject_context", "ORCHESTRATOR APPLICATION")
        .containsEntry("ping", "EITHER CONTROL")
        .containsEntry("pong", "EITHER CONTROL")
        .containsEntry("protocol_error", "EITHER CONTROL")
        .hasSize(13);
  }

  @Test
  @Rule("HF-22")
  void an_unknown_type_may_come_from_either_side_and_is_of_no_kind() {
    Json body = Json.parse("{\"id\":\"m\",\"type\":\"later\",\"timestamp\":5}");
    Message unknown = new Unknown("m", 5, "later", body);

    assertThat(unknown.sender()).isEqualTo(Sender.EITHER);
    assertThat(unknown.kind()).isEqualTo(Kind.UNKNOWN);
  }

  @Test
  void every_message_of_a_worker_but_none_other_names_its_child() {
    MessageReader reader = new MessageReader();
    for (Vector vector : Vectors.of("types")) {
      if (reader.read(vector.frame()) instanceof Parsed.Read(Message message)) {
        boolean named = vector.frame().contains("\"childId\"");
        assertThat(message instanceof ChildMessage).as(vector.name()).isEqualTo(named);
        if (message instanceof ChildMessage child) {
          assertThat(vector.frame()).contains(Json.of(child.childId()).text());
        }
      }
    }
  }
}
