package dev.handfast.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.architecture.canary.Everywhere;
import dev.handfast.architecture.canary.client.ClientKnowsServer;
import dev.handfast.architecture.canary.driver.DriverKnowsClient;
import dev.handfast.architecture.canary.flight.FlightKnowsMessage;
import dev.handfast.architecture.canary.frame.FrameKnowsMessage;
import dev.handfast.architecture.canary.message.MessageKnowsTransition;
import dev.handfast.architecture.canary.options.OptionsKnowClient;
import dev.handfast.architecture.canary.seam.SeamKnowsDriver;
import dev.handfast.architecture.canary.server.ServerKnowsClient;
import dev.handfast.architecture.canary.trace.TraceKnowsDriver;
import dev.handfast.architecture.canary.transition.TransitionKnowsTransport;
import dev.handfast.architecture.canary.transport.TransportKnowsMessage;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// bytes → frame → message → transition → driver → client, server: who may know whom.
class ArrowsTest {

  private static final String VOCABULARY = "";

  /// What both ends are made of.
  private static final List<String> END =
      List.of("frame", "message", "transition", "transport", "seam", "options", "driver", "trace");

  /// Package → the packages of ours that it may use; itself and the vocabulary go without saying.
  private static final Map<String, List<String>> MAY_USE =
      Map.ofEntries(
          entry(VOCABULARY, List.of()),
          entry("frame", List.of()),
          entry("message", List.of("frame")),
          entry("transition", List.of("frame", "message")),
          entry("transport", List.of()),
          entry("seam", List.of("transport")),
          entry("options", List.of("transport", "seam", "trace")),
          entry(
              "driver",
              List.of("frame", "message", "transition", "transport", "seam", "options", "flight")),
          entry("flight", List.of()),
          entry("trace", List.of("message")),
          entry("client", END),
          entry("server", END));

  @Test
  void the_vocabulary_depends_on_nothing_of_ours() {
    arrowsFrom(VOCABULARY).holdsAndCatches(Everywhere.class);
  }

  @Test
  void frame_depends_on_the_vocabulary_alone() {
    arrowsFrom("frame").holdsAndCatches(FrameKnowsMessage.class);
  }

  @Test
  void message_depends_on_frame_and_no_later_station() {
    arrowsFrom("message").holdsAndCatches(MessageKnowsTransition.class);
  }

  @Test
  void transition_depends_on_message_and_no_later_station() {
    arrowsFrom("transition").holdsAndCatches(TransitionKnowsTransport.class);
  }

  @Test
  void transport_knows_neither_messages_nor_states() {
    arrowsFrom("transport").holdsAndCatches(TransportKnowsMessage.class);
  }

  @Test
  void seam_depends_on_transport_alone() {
    arrowsFrom("seam").holdsAndCatches(SeamKnowsDriver.class);
  }

  @Test
  void options_know_the_seams_and_no_station() {
    arrowsFrom("options").holdsAndCatches(OptionsKnowClient.class);
  }

  @Test
  void driver_knows_neither_client_nor_server() {
    arrowsFrom("driver").holdsAndCatches(DriverKnowsClient.class);
  }

  @Test
  void trace_sees_the_events_and_not_the_driver() {
    arrowsFrom("trace").holdsAndCatches(TraceKnowsDriver.class);
  }

  @Test
  void flight_sees_the_events_and_nothing_else() {
    arrowsFrom("flight").holdsAndCatches(FlightKnowsMessage.class);
  }

  @Test
  void client_does_not_know_server() {
    arrowsFrom("client").holdsAndCatches(ClientKnowsServer.class);
  }

  @Test
  void server_does_not_know_client() {
    arrowsFrom("server").holdsAndCatches(ServerKnowsClient.class);
  }

  @Test
  void every_package_has_its_arrows() {
    assertThat(Law.Classes.OF_THE_LIBRARY)
        .extracting(type -> type.getPackageName().replaceFirst("^dev\\.handfast\\.?", ""))
        .contains("frame", "message", "transition", "transport", "seam", "driver", "client")
        .isSubsetOf(MAY_USE.keySet());
  }

  private static Law arrowsFrom(String name) {
    return root ->
        noClasses()
            .that()
            .resideInAPackage(packageOf(root, name))
            .should()
            .dependOnClassesThat(
                resideInAPackage(root + "..").and(resideInAnyPackage(known(root, name)).negate()));
  }

  private static String[] known(String root, String name) {
    String[] also =
        MAY_USE.getOrDefault(name, List.of()).stream()
            .map(other -> packageOf(root, other))
            .toArray(String[]::new);
    String[] known = Arrays.copyOf(also, also.length + 2);
    known[also.length] = packageOf(root, name);
    known[also.length + 1] = root;
    return known;
  }

  private static String packageOf(String root, String name) {
    return name.equals(VOCABULARY) ? root : root + "." + name;
  }
}
