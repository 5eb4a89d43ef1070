package dev.handfast.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.Delivery;
import dev.handfast.FailureCause;
import dev.handfast.Receipt;
import dev.handfast.RequestOutcome;
import dev.handfast.Rule;
import dev.handfast.SocketPath;
import dev.handfast.client.HandfastClient;
import dev.handfast.client.PermissionCall;
import dev.handfast.conformance.script.Word;
import dev.handfast.conformance.socket.SocketPeer;
import dev.handfast.conformance.world.Padding;
import dev.handfast.conformance.world.Spoken;
import dev.handfast.message.LogLevel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What needs the kernel's own buffers or the real clock.
class ClientOverSocketTest {
  /// 4 MB: many times what the kernel holds for a socket.
  private static final int LARGE = 4_000_000;

  private SocketPeer peer;
  private HandfastClient client;

  @BeforeEach
  void connect(@TempDir Path folder) {
    Path path = folder.resolve("s");
    peer = new SocketPeer(path);
    peer.listen();
    client = HandfastClient.builder(SocketPath.of(path)).childId("w-1").start();
    hears("handshake");
  }

  @AfterEach
  void end() {
    peer.close();
    client.close();
  }

  @Test
  @Rule("HF-5")
  void a_message_that_is_cut_in_the_middle_is_unknown_and_the_next_one_failed() {
    peer.readsOneByteAtATime();
    says(Word.ACCEPT);
    Receipt first = client.log(LogLevel.TEXT, "x".repeat(LARGE));
    Receipt second = client.log(LogLevel.TEXT, "x".repeat(LARGE));
    Until.comes("a byte of the first message", () -> look() && peer.heard().isInsideALine());

    peer.leave();

    assertThat(first.await()).isInstanceOf(Delivery.Unknown.class);
    assertThat(second.await()).isInstanceOf(Delivery.Failed.class);
    assertThat(client.drain(Duration.ofSeconds(1)).undelivered()).hasSize(2);
  }

  @Test
  @Rule({"HF-8", "HF-1"})
  void a_request_that_times_out_before_the_verdict_is_never_written() {
    PermissionCall call = client.askPermission(Padding.confirmation("R1"), Duration.ofMillis(1));

    assertThat(call.future().join())
        .isEqualTo(new PermissionCall.Reply.NotAnswered(new RequestOutcome.TimedOut()));
    assertThat(call.receipt().await())
        .isEqualTo(new Delivery.Failed(new FailureCause.WithdrawnOnTimeout()));

    says(Word.ACCEPT, Word.PING);
    hears("pong");
    assertThat(peer.heard().frames()).containsExactly("handshake", "pong");
  }

  private boolean look() {
    peer.look();
    return true;
  }

  private void hears(String frame) {
    Until.comes(frame, () -> look() && peer.heard().frames().contains(frame));
  }

  private void says(Word... words) {
    for (Word word : words) {
      peer.write(Spoken.bytes(word, peer.heard().handshake(), List.of()), LARGE);
    }
  }
}
