package dev.handfast.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.CloseCause;
import dev.handfast.HandfastEvent;
import dev.handfast.HandfastException;
import dev.handfast.Rule;
import dev.handfast.SocketPath;
import dev.handfast.client.HandfastClient;
import dev.handfast.driver.Bench;
import dev.handfast.driver.Happenings;
import dev.handfast.message.Handshake;
import dev.handfast.seam.Seams;
import dev.handfast.seam.SystemClock;
import dev.handfast.seam.Threads;
import dev.handfast.transport.InMemoryTransport;
import dev.handfast.transport.Link;
import dev.handfast.transport.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Who may join at all, by what the system says about the peer.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Rule("HF-31")
final class PeerPolicyTest {
  private static final Duration HUNG = Duration.ofSeconds(30);
  private static final long OWN_PID = ProcessHandle.current().pid();
  private static final SocketPath ANYWHERE = SocketPath.of("/in-memory/policy");

  @RegisterExtension final Bench bench = new Bench();
  private final Happenings<HandfastEvent> seen = new Happenings<>();
  private final Happenings<String> asked = new Happenings<>();

  private static Link.Peer peer(String user) {
    return new Link.Peer(user, OptionalLong.empty());
  }

  private static Link.Peer process(long pid) {
    return new Link.Peer("whoever", OptionalLong.of(pid));
  }

  @Test
  void the_same_user_is_one_of_whom_the_system_says_so() {
    PeerPolicy policy = PeerPolicy.sameUser();

    assertThat(policy.objection(Link.Peer.self())).isEmpty();
    assertThat(policy.objection(peer(Link.Peer.self().user()))).isEmpty();
    assertThat(policy.objection(peer("mallory")))
        .hasValueSatisfying(
            why -> assertThat(why).contains("user mallory", "only user", Link.Peer.self().user()));
    assertThat(policy.objection(Link.Peer.unknown()))
        .hasValueSatisfying(why -> assertThat(why).contains("does not tell"));
  }

  @Test
  void a_process_is_known_by_its_id_only() {
    PeerPolicy policy = PeerPolicy.process(OWN_PID);

    assertThat(policy.objection(process(OWN_PID))).isEmpty();
    assertThat(policy.objection(process(OWN_PID + 1)))
        .contains(
            "you are process %d, and only process %d may connect".formatted(OWN_PID + 1, OWN_PID));
    assertThat(policy.objection(peer("whoever")))
        .hasValueSatisfying(why -> assertThat(why).contains("JunixTransport"));
  }

  @Test
  void a_descendant_is_whoever_the_process_started_directly_or_not() throws IOException {
    Process child = new ProcessBuilder("sh", "-c", "sleep 600 & echo $!; wait").start();
    try {
      long grandchild = Long.parseLong(child.inputReader().readLine());
      PeerPolicy ours = PeerPolicy.descendantOf(OWN_PID);
      PeerPolicy childs = PeerPolicy.descendantOf(child.pid());

      assertThat(ours.objection(process(grandchild))).isEmpty();
      assertThat(ours.objection(process(OWN_PID))).isEmpty();
      assertThat(childs.objection(process(grandchild))).isEmpty();
      assertThat(childs.objection(process(OWN_PID)))
          .hasValueSatisfying(why -> assertThat(why).contains("process " + OWN_PID));
      assertThat(ours.objection(peer("whoever"))).isPresent();
      ProcessHandle.of(grandchild).ifPresent(ProcessHandle::destroy);
    } finally {
      child.destroy();
    }
  }

  @Test
  void a_refused_peer_is_told_why_and_so_are_observers_and_the_log() {
    try (var logged = new Logged()) {
      Optional<CloseCause> cause = refusal(UnaryOperator.identity(), peer("mallory"));

      String reason =
          "you run as user mallory, and only user %s may connect"
              .formatted(Link.Peer.self().user());
      assertThat(cause).contains(new CloseCause.Refused(reason));
      assertThat(seen.await(HandfastEvent.Ended.class).cause())
          .isEqualTo(new CloseCause.Refused(reason));
      assertThat(asked.all()).as("the authorizer never hears of it").isEmpty();
      assertThat(logged.lines.all()).contains("w1 (user mallory) is refused: " + reason);
    }
  }

  @Test
  void a_policy_that_throws_refuses() {
    try (var _ = new Logged()) {
      UnaryOperator<ServerOptions.Builder> broken =
          builder ->
              builder.peers(
                  peer -> {
                    throw new IllegalStateException("broken on purpose");
                  });

      assertThat(refusal(broken, Link.Peer.self()))
          .contains(new CloseCause.Refused("the orchestrator could not decide"));
      assertThat(asked.all()).isEmpty();
    }
  }

  @Test
  void anyone_may_join_where_the_program_says_so() {
    UnaryOperator<ServerOptions.Builder> open = builder -> builder.peers(PeerPolicy.anyone());

    assertThat(refusal(open, peer("mallory"))).isEmpty();
    assertThat(asked.all()).containsExactly("user mallory");
  }

  @Test
  void over_the_systems_sockets_the_default_takes_ourselves() {
    bench.server(builder -> builder.authorize(this::ask));
    try (HandfastClient client = bench.client()) {
      client.awaitReady(HUNG);
    }
    assertThat(asked.all()).containsExactly("user " + Link.Peer.self().user());
  }

  private Verdict ask(Handshake handshake, Link.Peer peer) {
    asked.accept(peer.toString());
    return Verdict.accept();
  }

  /// What ends a worker that connects as this peer; empty where it is accepted.
  private Optional<CloseCause> refusal(UnaryOperator<ServerOptions.Builder> changes, Link.Peer as) {
    InMemoryTransport world =
        bench.keep(InMemoryTransport.threaded(task -> Threads.system().platform("world", task)));
    SystemClock clock = bench.keep(new SystemClock("policy", Threads.system()));
    ServerOptions.Builder builder =
        HandfastServer.builder(ANYWHERE)
            .seams(seams(world, clock))
            .authorize(this::ask)
            .onEvent(seen);
    try (HandfastServer _ = changes.apply(builder).start();
        HandfastClient client =
            HandfastClient.builder(ANYWHERE)
                .childId("w1")
                .seams(seams(world.endpoint().self(as), clock))
                .start()) {
      client.awaitReady(HUNG);
      return Optional.empty();
    } catch (HandfastException.Closed refused) {
      return Optional.of(refused.reason());
    }
  }

  private static Seams seams(Transport transport, SystemClock clock) {
    return new Seams(transport, clock, Threads.system(), 0);
  }

  /// The log of the server's package, off the screen.
  private static final class Logged extends Handler implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger("dev.handfast.server");
    private final Happenings<String> lines = new Happenings<>();

    Logged() {
      LOG.setUseParentHandlers(false);
      LOG.setLevel(Level.WARNING); // the tests' processes log errors only
      LOG.addHandler(this);
    }

    @Override
    public void publish(LogRecord line) {
      lines.accept(line.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
      LOG.removeHandler(this);
      LOG.setLevel(null);
      LOG.setUseParentHandlers(true);
    }
  }
}
