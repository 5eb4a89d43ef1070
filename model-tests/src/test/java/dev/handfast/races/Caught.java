package dev.handfast.races;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.conformance.reference.ReferenceClient;
import dev.handfast.conformance.script.Account;
import dev.handfast.conformance.script.Script;
import dev.handfast.conformance.verdict.Breach;
import dev.handfast.conformance.verdict.Deeds;
import dev.handfast.conformance.world.ClientSubject;
import dev.handfast.conformance.world.ClientWorld;
import dev.handfast.evidence.Evidence;
import dev.handfast.evidence.Rung;
import dev.handfast.transport.Transport;
import java.util.List;
import java.util.function.UnaryOperator;

/// The two sides of a proof: the real client does what the reference says, the faulty one is seen
/// to differ, where its fault is.
final class Caught {
  private Caught() {}

  /// Plays a script with the real client and with a faulty one.
  ///
  /// @param evidence where it is written down
  /// @param mutant the fault's id in `zoo.yaml`
  /// @param difference what the fault changes, as the account says it
  static void in(
      Evidence evidence,
      String mutant,
      Script script,
      ClientSubject.Factory faulty,
      String difference) {
    in(evidence, mutant, script, faulty, transport -> transport, difference);
  }

  /// Plays a script with the real client over the real transport and over a faulty one.
  static void onTheWire(
      Evidence evidence,
      String mutant,
      Script script,
      UnaryOperator<Transport> faulty,
      String difference) {
    in(evidence, mutant, script, ClientSubject::real, faulty, difference);
  }

  private static void in(
      Evidence evidence,
      String mutant,
      Script script,
      ClientSubject.Factory faulty,
      UnaryOperator<Transport> wiring,
      String difference) {
    assertThat(differences(script, ClientSubject::real, transport -> transport))
        .as("the real client and the reference, with %n%s", script)
        .isEmpty();
    Account expected = ReferenceClient.account(script);
    Account seen = ClientWorld.play(script, faulty, wiring);
    assertThat(expected.differences(seen))
        .as("%s and the reference, with %n%s", mutant, script)
        .contains(difference);
    evidence.killed(
        mutant,
        Rung.RACES,
        Breach.of(Deeds.of(script), expected, seen),
        script.steps().size(),
        difference);
  }

  static List<String> differences(
      Script script, ClientSubject.Factory factory, UnaryOperator<Transport> wiring) {
    return ReferenceClient.account(script).differences(ClientWorld.play(script, factory, wiring));
  }
}
