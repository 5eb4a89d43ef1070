package dev.handfast.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.Rule;
import dev.handfast.transition.ClientEffect;
import dev.handfast.transition.ClientEffect.EndRequest;
import dev.handfast.transition.ClientState;
import dev.handfast.transition.CommonEffect.AnnounceClosed;
import dev.handfast.transition.CommonEffect.Hangup;
import dev.handfast.transition.PendingQueue;
import dev.handfast.transition.Send;
import dev.handfast.transition.ServerEffect;
import dev.handfast.transition.ServerEffect.AnnounceLeft;
import dev.handfast.transition.ServerEffect.Release;
import dev.handfast.transition.ServerState;
import dev.handfast.transition.Settle;
import dev.handfast.transition.Step;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What the tables do not repeat in each cell: everything that is owed is done on the way into
/// `Closed`, once.
class EndingTest {
  private static final int FIRST_STATE = 2;

  @Test
  @Rule({"HF-5", "HF-7", "HF-12", "HF-20"})
  void every_way_of_the_worker_into_closed_settles_what_it_owns() {
    MarkdownTable table = MarkdownTable.named("client", Spec.read(Spec.protocol()));
    for (List<String> row : table.rows()) {
      for (String column : table.header().subList(FIRST_STATE, table.header().size())) {
        Step<ClientState, ClientEffect> step = ClientCases.step(row.get(1), column);
        ClientState before = ClientCases.state(row.get(1), column);
        if (step.next() instanceof ClientState.Closed(var cause)
            && !(before instanceof ClientState.Closed)) {
          String place = row.get(1) + " in " + column;
          assertThat(all(step, Hangup.class)).as(place).hasSize(1);
          assertThat(all(step, AnnounceClosed.class))
              .as(place)
              .containsExactly(new AnnounceClosed(cause));
          assertThat(all(step, Settle.class).stream().map(Settle::ticket))
              .as(place)
              .containsExactlyElementsOf(tickets(Optional.of(queue(before))));
          assertThat(all(step, EndRequest.class)).as(place).hasSize(requests(before));
        }
      }
    }
  }

  @Test
  @Rule({"HF-5", "HF-14", "HF-15"})
  void every_way_of_the_orchestrator_into_closed_settles_and_says_left_once() {
    MarkdownTable table = MarkdownTable.named("server", Spec.read(Spec.protocol()));
    for (List<String> row : table.rows()) {
      for (String column : table.header().subList(FIRST_STATE, table.header().size())) {
        Step<ServerState, ServerEffect> step = ServerCases.step(row.get(1), column);
        ServerState before = ServerCases.state(row.get(1), column);
        if (step.next() instanceof ServerState.Closed(var cause)
            && !(before instanceof ServerState.Closed)) {
          String place = row.get(1) + " in " + column;
          Optional<ServerState.Session> session =
              before instanceof ServerState.Joined joined
                  ? Optional.of(joined.session())
                  : Optional.empty();
          int sessions = session.stream().toList().size();
          assertThat(all(step, Hangup.class)).as(place).hasSize(1);
          assertThat(all(step, AnnounceClosed.class))
              .as(place)
              .containsExactly(new AnnounceClosed(cause));
          assertThat(all(step, Release.class)).as(place).hasSize(sessions);
          assertThat(all(step, AnnounceLeft.class)).as(place).hasSize(sessions);
          assertThat(all(step, Settle.class).stream().map(Settle::ticket))
              .as(place)
              .containsExactlyElementsOf(tickets(session.map(it -> it.outbox().unwritten())));
        }
      }
    }
  }

  private static <T> List<T> all(Step<?, ?> step, Class<T> kind) {
    return step.effects().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private static List<Long> tickets(Optional<PendingQueue> queue) {
    return queue.stream().flatMap(it -> it.toList().stream()).map(Send::ticket).toList();
  }

  private static PendingQueue queue(ClientState state) {
    return switch (state) {
      case ClientState.Idle(var waiting) -> waiting.queue();
      case ClientState.Opening opening -> opening.waiting().queue();
      case ClientState.Finishing(var before) -> before.waiting().queue();
      case ClientState.Ready(var session) -> session.outbox().unwritten();
      case ClientState.Draining(var session) -> session.outbox().unwritten();
      case ClientState.HalfClosed(var session) -> session.outbox().unwritten();
      case ClientState.Closed _ -> Situation.queue(List.of());
    };
  }

  private static int requests(ClientState state) {
    return switch (state) {
      case ClientState.Idle(var waiting) -> waiting.asks().open().size();
      case ClientState.Opening opening -> opening.waiting().asks().open().size();
      case ClientState.Finishing(var before) -> before.waiting().asks().open().size();
      case ClientState.Ready(var session) -> session.asks().open().size();
      case ClientState.Draining(var session) -> session.asks().open().size();
      case ClientState.HalfClosed(var session) -> session.asks().open().size();
      case ClientState.Closed _ -> 0;
    };
  }
}
