package dev.handfast.transition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.Delivery;
import dev.handfast.FailureCause;
import dev.handfast.QueueLimit;
import dev.handfast.Rule;
import dev.handfast.transition.CommonEffect.Arm;
import dev.handfast.transition.CommonEffect.Disarm;
import dev.handfast.transition.CommonEffect.Hangup;
import dev.handfast.transition.CommonEffect.Refuse;
import dev.handfast.transition.CommonEffect.Transmit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// What holds on every walk of the worker's machine, whatever happens in whatever order.
final class ClientMachineProperties {
  private static final QueueLimit LIMIT = new QueueLimit(4, 1_000);

  /// Everything that a caller could observe of one walk.
  private static final class Ledger {
    final List<Long> accepted = new ArrayList<>();
    final List<Long> transmitted = new ArrayList<>();
    final Set<Long> loose = new HashSet<>();
    final Map<Long, Integer> settled = new HashMap<>();
    final Set<String> openRequests = new HashSet<>();
    final Map<String, Integer> endedRequests = new HashMap<>();
    final Set<Timer> armed = new HashSet<>();
    int handshakes;
    boolean acked;
    ClientState state = ClientState.initial(LIMIT);
    long tickets;

    void happen(ClientEvent event) {
      ClientState before = state;
      Step<ClientState, ClientEffect> step = ClientHandshake.step(before, event);
      assertThat(ClientHandshake.step(before, event)).as("pure").isEqualTo(step);
      state = step.next();
      boolean refused = step.effects().stream().anyMatch(Refuse.class::isInstance);
      if (refused) {
        assertThat(state).as("a refused call changes nothing").isEqualTo(before);
      }
      switch (event) {
        case SendRequested(Send send) when !refused -> {
          accepted.add(send.ticket());
          if (send.loss() == Send.Loss.HARMLESS) {
            loose.add(send.ticket());
          }
        }
        case ClientEvent.RequestMade(Ask ask) when !refused -> {
          accepted.add(ask.send().ticket());
          openRequests.add(ask.requestId());
        }
        case ClientEvent.AckAccepted _ when before instanceof ClientState.AwaitingAck ->
            acked = true;
        case ClientEvent.AckAccepted _ when before instanceof ClientState.Finishing -> acked = true;
        case ClientEvent _ -> {}
      }
      step.effects().forEach(this::take);
    }

    private void take(ClientEffect effect) {
      switch (effect) {
        case Transmit(Send send) -> {
          assertThat(acked).as("HF-1").isTrue();
          transmitted.add(send.ticket());
        }
        case ClientEffect.TransmitHandshake _ -> {
          handshakes++;
          assertThat(transmitted).as("HF-2").isEmpty();
        }
        case Withdraw(long ticket) -> assertThat(transmitted.remove(ticket)).as("HF-32").isTrue();
        case Settle(long ticket, Delivery.Failed(FailureCause.Dropped _)) -> drop(ticket);
        case Settle(long ticket, _) -> settled.merge(ticket, 1, Integer::sum);
        case ClientEffect.Answer(var response) -> end(response.requestId());
        case ClientEffect.EndRequest(String id, _) -> end(id);
        case Arm(Timer timer) -> armed.add(timer);
        case Disarm(Timer timer) -> armed.remove(timer);
        case Hangup _ -> armed.clear();
        case ClientEffect _ -> {}
      }
    }

    private void drop(long ticket) {
      assertThat(loose).as("HF-32: its loss was allowed").contains(ticket);
      settled.merge(ticket, 1, Integer::sum);
    }

    private void end(String requestId) {
      assertThat(openRequests.remove(requestId)).as("HF-7: was open").isTrue();
      endedRequests.merge(requestId, 1, Integer::sum);
    }

    int unwritten() {
      return switch (state) {
        case ClientState.Ready(var session) -> session.outbox().unwritten().size();
        case ClientState.Draining(var session) -> session.outbox().unwritten().size();
        case ClientState _ -> 0;
      };
    }
  }

  /// The number chooses the event; what it means depends on where the walk is.
  private static ClientEvent event(int choice, Ledger ledger) {
    long ticket = ledger.tickets++;
    long recent = Math.max(0, ticket - 1 - choice % 5);
    var events = new ArrayList<ClientEvent>(Samples.common(ticket));
    events.addAll(Samples.ofClient(recent));
    events.add(new ClientEvent.RequestMade(Samples.ask(ticket)));
    events.add(new SendRequested(Samples.send(ticket)));
    events.add(new SendRequested(Samples.loose(ticket)));
    events.add(new SendRequested(Samples.loose(ticket)));
    events.add(new SendRequested(Samples.pressing(ticket)));
    events.add(new Wrote(Math.min(1, ledger.unwritten()), Outbox.Head.UNTOUCHED));
    events.add(new Wrote(ledger.unwritten(), Outbox.Head.UNTOUCHED));
    ClientEvent event = events.get(choice % events.size());
    return event instanceof ClientEvent.RequestMade
        ? new ClientEvent.RequestMade(Samples.ask(ticket))
        : event;
  }

  @Provide
  Arbitrary<List<Integer>> walks() {
    return Arbitraries.integers().between(0, 35).list().ofMaxSize(60);
  }

  /// Half of the walks get past the handshake, or they would hardly ever see [ClientState.Ready].
  private static Ledger walk(List<Integer> choices, boolean wellBegun) {
    var ledger = new Ledger();
    if (wellBegun) {
      ledger.happen(new SendRequested(Samples.send(ledger.tickets++)));
      ledger.happen(new ClientEvent.Started());
      ledger.happen(new Opened());
      ledger.happen(new ClientEvent.RequestMade(Samples.ask(ledger.tickets++)));
      ledger.happen(Samples.accepted(ClientEvent.PeerKind.EXTENDED));
    }
    choices.forEach(choice -> ledger.happen(event(choice, ledger)));
    return ledger;
  }

  @Property
  @Rule({"HF-1", "HF-2", "HF-3", "HF-4", "HF-5", "HF-7", "HF-32"})
  void no_walk_breaks_order_outcomes_or_the_handshake(
      @ForAll("walks") List<Integer> choices, @ForAll boolean wellBegun) {
    Ledger ledger = walk(choices, wellBegun);

    assertThat(ledger.handshakes).isLessThanOrEqualTo(1);
    assertThat(ledger.accepted.stream().filter(ledger.transmitted::contains).toList())
        .as("HF-3, HF-4: transmitted in order of acceptance, each once")
        .isEqualTo(ledger.transmitted);
    assertThat(ledger.settled.keySet()).isSubsetOf(ledger.accepted);
    assertThat(ledger.settled.values()).as("HF-5: never twice").allMatch(times -> times == 1);
    assertThat(ledger.endedRequests.values()).allMatch(times -> times == 1);
  }

  @Property
  @Rule({"HF-5", "HF-7", "HF-10", "HF-20"})
  void every_walk_can_be_ended_and_then_nothing_is_left(
      @ForAll("walks") List<Integer> choices, @ForAll boolean wellBegun) {
    Ledger ledger = walk(choices, wellBegun);

    ledger.happen(new ClientEvent.CloseRequested(Samples.DEADLINE));
    ledger.happen(new CloseDeadlinePassed());

    assertThat(ledger.state).isInstanceOf(ClientState.Closed.class);
    assertThat(ledger.settled.keySet()).containsExactlyInAnyOrderElementsOf(ledger.accepted);
    assertThat(ledger.openRequests).isEmpty();
    assertThat(ledger.armed).isEmpty();
  }

  @Property
  @Rule({"HF-7", "HF-8"})
  void a_request_has_a_timer_exactly_while_it_is_open(
      @ForAll("walks") List<Integer> choices, @ForAll boolean wellBegun) {
    Ledger ledger = walk(choices, wellBegun);

    assertThat(ledger.armed)
        .filteredOn(Timer.RequestTimeout.class::isInstance)
        .extracting(timer -> ((Timer.RequestTimeout) timer).requestId())
        .containsExactlyInAnyOrderElementsOf(ledger.openRequests);
  }

  @Property
  @Rule("HF-19")
  void every_handshake_ends_at_the_latest_with_its_deadline(
      @ForAll("walks") List<Integer> choices) {
    Ledger ledger = walk(choices, false);

    ledger.happen(new ClientEvent.Started());
    ledger.happen(new HandshakeDeadlinePassed());

    assertThat(ledger.state)
        .isNotInstanceOfAny(
            ClientState.Idle.class, ClientState.Opening.class, ClientState.Finishing.class);
  }
}
