package example;

import dev.handfast.conformance.subject.ClientUnderTest;
import dev.handfast.junit.ClientRaceGate;
import dev.handfast.peer.HandfastUnderTest;

class RacesTest extends ClientRaceGate {
  @Override
  protected ClientUnderTest client() {
    return new HandfastUnderTest();
  }
}
