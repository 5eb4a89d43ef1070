package dev.handfast.transport;

import static dev.handfast.transport.Stage.noise;
import static dev.handfast.transport.Stage.roundTrips;
import static dev.handfast.transport.Stage.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handfast.HandfastException.CannotListen;
import dev.handfast.Rule;
import dev.handfast.transport.LinkHandler.Hope;
import dev.handfast.transport.Party.Heard;
import dev.handfast.transport.Party.Then;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The transport's contract: how links and transports end.
interface EndsContract {
  Stage stage();

  @Test
  @Rule("HF-12")
  default void a_half_closed_end_still_reads() {
    Stage.Pair pair = stage().connect();
    byte[] answer = noise(stage().tooMuch());

    pair.client().send(text("done"), Then.HALF_CLOSE);
    assertThat(pair.server().awaitAll()).isEqualTo(text("done"));
    pair.server().send(answer, Then.CLOSE);

    assertThat(pair.client().awaitAll()).isEqualTo(answer);
  }

  @Test
  @Rule("HF-12")
  default void nothing_is_written_after_a_half_close() {
    Stage.Pair pair = stage().connect();

    pair.client().send(text("done"), Then.HALF_CLOSE);
    pair.client().await(Heard.Written.class);
    pair.client().send(text("more"));

    assertThat(pair.client().await(Heard.WriteFailed.class).failure())
        .hasMessageContaining("halfClose");
  }

  @Test
  default void closing_either_end_ends_the_other_in_good_order() {
    Stage.Pair first = stage().connect();
    first.client().link().close();
    assertThat(first.server().await(Heard.Ended.class).detail()).isEqualTo("end of file");

    Stage.Pair second = stage().connect();
    second.server().link().close();
    assertThat(second.client().await(Heard.Ended.class).detail()).isEqualTo("end of file");
  }

  @Test
  @Rule("HF-12")
  default void what_was_written_before_a_close_is_read() {
    Stage.Pair pair = stage().connect();
    byte[] all = noise(stage().tooMuch());

    pair.client().send(all, Then.CLOSE);

    assertThat(pair.server().awaitAll()).isEqualTo(all);
  }

  @Test
  @Rule("HF-12")
  default void a_failed_write_does_not_stop_reading() {
    Stage.Pair pair = stage().connect(new Party(), Party.paused());
    Party client = pair.client();

    pair.server().send(text("last words"), Then.CLOSE);
    pair.server().await(Heard.Written.class);
    Heard news = new Heard.Written();
    while (!(news instanceof Heard.WriteFailed)) {
      if (news instanceof Heard.Written) {
        client.send(text("x"));
      }
      news = client.await(Heard.class);
    }
    client.link().resumeReading();

    assertThat(client.awaitAll()).isEqualTo(text("last words"));
  }

  @Test
  default void a_close_with_unread_bytes_is_an_end_or_a_reset() {
    Stage.Pair pair = stage().connect(Party.paused(), new Party());

    pair.client().send(text("never read"));
    pair.client().await(Heard.Written.class);
    pair.server().link().close();

    assertThat(pair.client().await(Heard.Ended.class).detail())
        .isIn("end of file", "connection reset by peer"); // the JDK ends its output first
  }

  @Test
  default void news_begins_with_opened_and_finishes_with_one_ended() {
    Stage.Pair pair = stage().connect();
    Stage.Pair other = stage().connect();

    pair.client().send(noise(1000), Then.CLOSE);
    List<Heard> news = new ArrayList<>();
    do {
      news.add(pair.server().await(Heard.class));
    } while (!(news.getLast() instanceof Heard.Ended));
    roundTrips(other);

    assertThat(news.getFirst()).isEqualTo(new Heard.Opened());
    assertThat(pair.server().unheard()).isEmpty();
  }

  @Test
  @Rule("HF-20")
  default void a_closed_link_is_silent_and_does_nothing() throws Exception {
    Stage.Pair pair = stage().connect();
    Stage.Pair other = stage().connect();
    Link link = pair.server().link();
    pair.server().unheard();

    link.close();
    link.close();
    pair.client().await(Heard.Ended.class);
    link.wake();
    link.awaitWritable();
    link.pauseReading();
    link.resumeReading();
    link.halfClose();
    roundTrips(other);

    assertThat(link.write(new ByteBuffer[] {ByteBuffer.wrap(text("no"))}, 1)).isZero();
    assertThat(pair.server().unheard()).isEmpty();
  }

  @Test
  @Rule("HF-20")
  default void closing_the_transport_ends_its_links_on_both_sides() {
    Stage.Pair pair = stage().connect();

    stage().clients().close();

    assertThat(pair.client().await(Heard.Ended.class).detail()).isEqualTo("transport closed");
    assertThat(pair.client().link().isClosed()).isTrue();
    assertThat(pair.server().await(Heard.Ended.class).detail()).isEqualTo("end of file");
    assertThat(pair.server().link().isClosed()).isFalse();
  }

  @Test
  @Rule("HF-20")
  default void closing_the_transport_ends_a_paused_link_whose_peer_has_gone() {
    Stage.Pair pair = stage().connect(Party.paused(), new Party());
    Stage.Pair other = stage().connect();
    pair.client().send(text("never read"), Then.CLOSE);
    pair.client().await(Heard.Written.class);
    roundTrips(other); // by now the servers know

    stage().servers().close();

    assertThat(pair.server().await(Heard.Ended.class).detail()).isEqualTo("transport closed");
  }

  @Test
  @Rule("HF-20")
  default void a_closed_transport_fails_attempts_and_refuses_to_listen() {
    stage().clients().close();
    stage().clients().close();

    var problem = stage().attempt();
    assertThat(problem.hope()).isEqualTo(Hope.GIVE_UP);
    assertThat(problem.detail()).contains("transport closed");
    assertThatThrownBy(() -> stage().clients().listen(stage().path(), 1, Party::new))
        .isInstanceOf(CannotListen.class)
        .hasMessageContaining("closed");
  }

  @Test
  @Rule("HF-20")
  default void a_transport_may_be_closed_from_a_callback_and_frees_its_paths() throws Exception {
    Lobby lobby =
        new Lobby(
            stage().servers(),
            stage().path(),
            () ->
                new Party(
                    (_, news) -> {
                      if (news instanceof Heard.Bytes) {
                        stage().servers().close();
                      }
                    }));
    Party client = new Party();
    stage().clients().connect(stage().path(), client);
    client.send(text("stop"));

    assertThat(lobby.next().await(Heard.Ended.class).detail()).isEqualTo("transport closed");
    client.await(Heard.Ended.class);
    stage().servers().close();
    assertThat(stage().attempt().detail()).contains("No such file");
  }
}
