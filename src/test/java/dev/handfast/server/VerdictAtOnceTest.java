package dev.handfast.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.Rule;
import dev.handfast.client.ClientPhase;
import dev.handfast.client.HandfastClient;
import dev.handfast.driver.StillWorld;
import dev.handfast.message.LogLevel;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Whoever has the verdict writes the ack; to read on is the owner thread's.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class VerdictAtOnceTest {
  @AutoClose private final StillWorld world = new StillWorld();

  @Test
  @Rule({"HF-14", "HF-27"})
  void the_ack_is_written_before_the_owner_thread_has_a_turn_and_it_reads_on_behind() {
    HandfastClient client = world.client("w1");
    world.turns();
    assertThat(world.server().workers()).as("before the verdict").isEmpty();

    world.tasks();

    Worker worker = world.server().worker("w1").orElseThrow();
    assertThat(worker.counts().bytesSent()).as("the ack, and no turn since").isPositive();
    world.turns();
    world.tasks();
    assertThat(client.phase()).isEqualTo(ClientPhase.READY);
    long before = worker.counts().bytesReceived();
    client.log(LogLevel.TEXT, "read on");
    world.turns();
    assertThat(worker.counts().bytesReceived()).isGreaterThan(before);
  }
}
