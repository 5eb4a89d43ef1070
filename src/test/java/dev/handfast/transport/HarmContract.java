package dev.handfast.transport;

import static dev.handfast.transport.Stage.roundTrips;
import static dev.handfast.transport.Stage.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.Rule;
import dev.handfast.transport.Party.Heard;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// The transport's contract: what must not hurt.
interface HarmContract {
  Stage stage();

  @Test
  @Rule("HF-16")
  default void a_handler_that_throws_hurts_its_own_link_only() {
    Party touchy =
        new Party(
            (_, news) -> {
              if (news instanceof Heard.Opened) {
                throw new IllegalStateException("thrown in opened");
              }
            });
    Party choosy =
        new Party(
            (_, news) -> {
              if (news instanceof Heard.Bytes) {
                throw new AssertionError("thrown in read");
              }
            });
    Stage.Pair bystanders = stage().connect();

    try (Quiet _ = new Quiet()) {
      Stage.Pair first = stage().connect(touchy, new Party());
      assertThat(touchy.await(Heard.Ended.class).detail()).contains("thrown in opened");
      first.client().await(Heard.Ended.class);
      Stage.Pair second = stage().connect(choosy, new Party());
      second.client().send(text("tick"));
      assertThat(choosy.await(Heard.Ended.class).detail()).contains("thrown in read");
      second.client().await(Heard.Ended.class);
    }

    roundTrips(bystanders);
    roundTrips(stage().connect());
  }

  @Test
  default void an_acceptor_that_throws_loses_that_connection_only() {
    AtomicInteger count = new AtomicInteger();
    Supplier<Party> acceptor =
        () -> {
          if (count.getAndIncrement() == 0) {
            throw new IllegalStateException("not today");
          }
          return Party.echo();
        };
    try (Quiet _ = new Quiet();
        Lobby _ = new Lobby(stage().servers(), stage().path(), acceptor)) {
      Party unlucky = new Party();
      stage().clients().connect(stage().path(), unlucky);
      unlucky.await(Heard.Ended.class);

      Party lucky = new Party();
      stage().clients().connect(stage().path(), lucky);
      lucky.send(text("hello"));
      assertThat(lucky.await(5)).isEqualTo(text("hello"));
    }
  }

  @Test
  @Rule("HF-20")
  default void an_interrupted_caller_does_everything_and_stays_interrupted() throws Exception {
    BlockingQueue<String> findings = new LinkedBlockingQueue<>();
    Party client = new Party();
    Runnable caller =
        () -> {
          Thread.currentThread().interrupt();
          stage().servers().listen(stage().path(), Stage.BACKLOG, Party::echo);
          stage().clients().connect(stage().path(), client);
          findings.add(Thread.currentThread().isInterrupted() ? "interrupted" : "lost");
        };
    Thread.ofPlatform().start(caller).join();
    Link link = client.link();
    client.send(text("before"));
    assertThat(client.await(6)).isEqualTo(text("before"));

    Runnable meddler =
        () -> {
          Thread.currentThread().interrupt();
          link.pauseReading();
          link.awaitWritable();
          link.wake();
          link.peer();
          link.resumeReading();
          findings.add(Thread.currentThread().isInterrupted() ? "interrupted" : "lost");
        };
    Thread.ofPlatform().start(meddler).join();
    client.send(text("after"));

    assertThat(client.await(5)).isEqualTo(text("after"));
    assertThat(findings).containsExactly("interrupted", "interrupted");
  }

  @Test
  default void an_interrupt_that_a_handler_leaves_behind_hurts_nothing() {
    Stage.Pair pair =
        stage().connect(new Party((_, _) -> Thread.currentThread().interrupt()), new Party());

    roundTrips(pair);
    roundTrips(stage().connect());
  }
}
