package dev.handfast.transition;

import static java.util.Objects.requireNonNull;
import static java.util.function.Predicate.not;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.QueueLimit;
import dev.handfast.Rule;
import dev.handfast.message.Decision;
import dev.handfast.message.PermissionRequest;
import dev.handfast.transition.CommonEffect.Arm;
import dev.handfast.transition.CommonEffect.Deliver;
import dev.handfast.transition.CommonEffect.Disarm;
import dev.handfast.transition.CommonEffect.Hangup;
import dev.handfast.transition.CommonEffect.Refuse;
import dev.handfast.transition.CommonEffect.Transmit;
import dev.handfast.transition.ServerEffect.AnnounceAnswered;
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

/// What holds on every walk of the orchestrator's machine, whatever happens in whatever order.
final class ServerMachineProperties {
  private static final QueueLimit LIMIT = new QueueLimit(4, 1_000);

  /// Everything that an owner could observe of one walk.
  private static final class Ledger {
    final List<Long> accepted = new ArrayList<>();
    final List<Long> transmitted = new ArrayList<>();
    final Set<Long> withdrawn = new HashSet<>();
    final Map<Long, Integer> settled = new HashMap<>();
    final Set<Timer> armed = new HashSet<>();
    final Set<Long> held = new HashSet<>();
    final Set<String> open = new HashSet<>();
    int joined;
    int left;
    int acks;
    boolean reading = true;
    ServerState state = ServerState.initial(LIMIT);
    long tickets;
    long epochs;

    void happen(ServerEvent event) {
      ServerState before = state;
      Step<ServerState, ServerEffect> step = ServerHandshake.step(before, event);
      assertThat(ServerHandshake.step(before, event)).as("pure").isEqualTo(step);
      state = step.next();
      boolean refused = step.effects().stream().anyMatch(Refuse.class::isInstance);
      if (refused) {
        assertThat(state).as("a refused call changes nothing").isEqualTo(before);
      }
      switch (event) {
        case SendRequested(Send send) when !refused -> accepted.add(send.ticket());
        case ServerEvent.ReplyRequested(_, _, Send send) when !refused ->
            accepted.add(send.ticket());
        case ServerEvent.VerdictAccepted(_, long epoch) -> held.add(epoch);
        case ServerEvent.CloseRequested(_, var denials)
            when before instanceof ServerState.Registered(var session) ->
            denied(session.asked(), denials, step);
        case ServerEvent _ -> {}
      }
      step.effects().forEach(this::take);
    }

    /// HF-33: each open request gets its one answer in the step of the close, in their order.
    private void denied(
        Asked asked, Map<String, Send> denials, Step<ServerState, ServerEffect> step) {
      List<Send> due =
          asked.all().stream().map(request -> requireNonNull(denials.get(request.id()))).toList();
      assertThat(step.effects())
          .filteredOn(Transmit.class::isInstance)
          .isEqualTo(due.stream().map(Transmit::new).toList());
      assertThat(step.effects())
          .filteredOn(AnnounceAnswered.class::isInstance)
          .isEqualTo(
              asked.all().stream()
                  .map(request -> new AnnounceAnswered(request, Decision.deny()))
                  .toList());
      assertThat(((ServerState.Joined) state).session().asked()).isEqualTo(Asked.NONE);
      due.forEach(send -> accepted.add(send.ticket()));
    }

    private void take(ServerEffect effect) {
      switch (effect) {
        case ServerEffect.TransmitAck _ -> acks++;
        case ServerEffect.AnnounceJoined _ -> joined++;
        case ServerEffect.AnnounceLeft _ -> left++;
        case ServerEffect.Release(_, long epoch) -> held.remove(epoch);
        case ServerEffect.StopReading _ -> reading = false;
        case ServerEffect.GoOnReading _ -> reading = true;
        case AnnounceAnswered(var request, _) ->
            assertThat(open.remove(request.id())).as("HF-7: one answer each").isTrue();
        case Deliver(PermissionRequest request) -> {
          assertThat(joined).as("HF-13, HF-14: joined first").isEqualTo(1);
          open.add(request.id());
        }
        case Transmit(Send send) -> {
          assertThat(acks).as("HF-14: the ack first").isEqualTo(1);
          transmitted.add(send.ticket());
        }
        case Deliver _ -> {
          assertThat(joined).as("HF-13, HF-14: joined first").isEqualTo(1);
          assertThat(left).as("HF-14: left last").isZero();
        }
        case Withdraw(long ticket) -> {
          assertThat(transmitted.remove(ticket)).as("HF-32").isTrue();
          withdrawn.add(ticket);
        }
        case Settle(long ticket, _) -> settled.merge(ticket, 1, Integer::sum);
        case Arm(Timer timer) -> armed.add(timer);
        case Disarm(Timer timer) -> armed.remove(timer);
        case Hangup _ -> armed.clear();
        case ServerEffect _ -> {}
      }
    }

    int unwritten() {
      return state instanceof ServerState.Joined joinedState
          ? joinedState.session().outbox().unwritten().size()
          : 0;
    }
  }

  /// The number chooses the event; each verdict has an epoch of its own, as the registry gives it.
  private static ServerEvent event(int choice, Ledger ledger) {
    long ticket = ledger.tickets++;
    var events = new ArrayList<ServerEvent>(Samples.common(ticket));
    events.addAll(Samples.ofServer(ticket));
    events.add(new SendRequested(Samples.send(ticket)));
    events.add(new SendRequested(Samples.loose(ticket)));
    events.add(new SendRequested(Samples.loose(ticket)));
    events.add(new SendRequested(Samples.pressing(ticket)));
    events.add(Samples.report(Samples.CHILD));
    events.add(new Wrote(Math.min(1, ledger.unwritten()), Outbox.Head.UNTOUCHED));
    events.add(new Wrote(ledger.unwritten(), Outbox.Head.UNTOUCHED));
    ServerEvent event = events.get(choice % events.size());
    return event instanceof ServerEvent.VerdictAccepted
        ? new ServerEvent.VerdictAccepted(Samples.CHILD, ++ledger.epochs)
        : event;
  }

  @Provide
  Arbitrary<List<Integer>> walks() {
    return Arbitraries.integers().between(0, 31).list().ofMaxSize(60);
  }

  private static Ledger walk(List<Integer> choices, boolean wellBegun) {
    var ledger = new Ledger();
    ledger.happen(new Opened());
    if (wellBegun) {
      ledger.happen(Samples.handshake());
      ledger.happen(new ServerEvent.VerdictAccepted(Samples.CHILD, ++ledger.epochs));
      ledger.happen(Samples.question(Samples.CHILD, "q-1"));
    }
    choices.forEach(choice -> ledger.happen(event(choice, ledger)));
    return ledger;
  }

  @Property
  @Rule({"HF-4", "HF-5", "HF-13", "HF-14", "HF-15", "HF-32", "HF-33"})
  void no_walk_breaks_the_order_of_a_session(
      @ForAll("walks") List<Integer> choices, @ForAll boolean wellBegun) {
    Ledger ledger = walk(choices, wellBegun);

    assertThat(ledger.joined).isEqualTo(ledger.acks).isLessThanOrEqualTo(1);
    assertThat(ledger.left).isLessThanOrEqualTo(ledger.joined);
    assertThat(ledger.transmitted)
        .as("HF-32: what was taken back was settled")
        .isEqualTo(ledger.accepted.stream().filter(not(ledger.withdrawn::contains)).toList());
    assertThat(ledger.settled.keySet()).containsAll(ledger.withdrawn);
    assertThat(ledger.settled.keySet()).isSubsetOf(ledger.accepted);
    assertThat(ledger.settled.values()).allMatch(times -> times == 1);
    assertThat(ledger.held)
        .as("HF-15: an identity is held exactly while there is a session")
        .hasSize(ledger.state instanceof ServerState.Joined ? 1 : 0);
  }

  @Property
  @Rule({"HF-5", "HF-12", "HF-14", "HF-20"})
  void every_walk_can_be_ended_and_then_nothing_is_left(
      @ForAll("walks") List<Integer> choices, @ForAll boolean wellBegun) {
    Ledger ledger = walk(choices, wellBegun);

    ledger.happen(
        new ServerEvent.CloseRequested(
            Samples.DEADLINE, Map.of("q-1", Samples.send(ledger.tickets++))));
    ledger.happen(new CloseDeadlinePassed());

    assertThat(ledger.state).isInstanceOf(ServerState.Closed.class);
    assertThat(ledger.settled.keySet()).containsExactlyInAnyOrderElementsOf(ledger.accepted);
    assertThat(ledger.left).isEqualTo(ledger.joined);
    assertThat(ledger.armed).isEmpty();
    assertThat(ledger.held).isEmpty();
  }

  @Property
  @Rule({"HF-16", "HF-27"})
  void no_connection_stays_without_a_verdict_and_none_is_read_meanwhile(
      @ForAll("walks") List<Integer> choices) {
    Ledger ledger = walk(choices, false);

    if (!(ledger.state instanceof ServerState.Closed)) {
      assertThat(ledger.reading).isNotEqualTo(ledger.state instanceof ServerState.Authorizing);
    }
    ledger.happen(new HandshakeDeadlinePassed());
    assertThat(ledger.state)
        .isNotInstanceOfAny(ServerState.AwaitingHandshake.class, ServerState.Authorizing.class);
  }
}
