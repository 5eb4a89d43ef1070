package dev.handfast.client;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handfast.SocketPath;
import org.junit.jupiter.api.Test;

final class ClientOptionsTest {
  @Test
  void a_client_without_an_identity_is_told_how_to_give_it_one() {
    ClientOptions.Builder builder = HandfastClient.builder(SocketPath.of("o.sock"));

    assertThatThrownBy(builder::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("got no childId", ".childId(\"w-1\")", "start()");
  }
}
