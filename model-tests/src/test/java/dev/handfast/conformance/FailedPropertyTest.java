package dev.handfast.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.client.FaultyClient;
import dev.handfast.client.MachineFault;
import dev.handfast.conformance.replay.Recording;
import dev.handfast.conformance.replay.Stage;
import dev.handfast.conformance.replay.Token;
import dev.handfast.conformance.replay.Where;
import dev.handfast.conformance.script.Script;
import dev.handfast.conformance.script.Surroundings;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/// What somebody reads when a property fails.
class FailedPropertyTest {
  private static final String SEED = "4711";
  private static final Pattern AGAIN = Pattern.compile("again: handfast replay '(hf1:.*)'");

  private static final Stage DEAF =
      new Stage(
          Where.MEMORY,
          FaultyClient.with(MachineFault.DEAF_BEFORE_THE_VERDICT),
          UnaryOperator.identity());

  /// Fails.
  @AddLifecycleHook(SeedInReport.class)
  static class Planted {
    @Property(seed = SEED, edgeCases = EdgeCasesMode.NONE)
    void a_ping_is_answered(@ForAll("lives") Script script) {
      Agreement.check(script, Recording.ClientLife::new, DEAF::play);
    }

    @Provide
    Arbitrary<Script> lives() {
      return Lives.in(Surroundings.PLAIN::equals);
    }
  }

  @Test
  void a_failed_property_tells_the_script_a_diagram_a_token_that_fails_again_and_the_seed(
      @TempDir Path folder) {
    String message = failure(folder).getMessage();

    assertThat(message.strip())
        .startsWith(
            """
            arrival UP, room ROOMY, pipe WIDE, chunks of 65536
              peer says PING

                 program                               client                                peer
            """)
        .contains("  1. │                                     │◀─ peer says PING")
        .contains(
            """
            differs:
              frame 2: expected pong, seen end
            """)
        .endsWith(
            """
            seed:  4711 of `a_ping_is_answered`; all its scripts come again with \
            @Property(seed = "4711")\
            """);
    var token = AGAIN.matcher(message);
    assertThat(token.find()).as(message).isTrue();
    assertThat(DEAF.play(Token.parse(token.group(1)).recording()).agrees()).isFalse();
  }

  private static Throwable failure(Path folder) {
    var summary = new SummaryGeneratingListener();
    LauncherFactory.create(
            LauncherConfig.builder().enableTestExecutionListenerAutoRegistration(false).build())
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(Planted.class))
                .configurationParameter("jqwik.database", folder.resolve("failures").toString())
                .configurationParameter("jqwik.reporting.usejunitplatform", "true")
                .build(),
            summary);
    assertThat(summary.getSummary().getFailures()).hasSize(1);
    return summary.getSummary().getFailures().getFirst().getException();
  }
}
