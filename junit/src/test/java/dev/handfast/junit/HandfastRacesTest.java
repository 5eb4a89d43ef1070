package dev.handfast.junit;

import dev.handfast.conformance.subject.ClientUnderTest;
import dev.handfast.peer.HandfastUnderTest;
import java.time.Duration;

/// The library's own client passes the gate that it ships.
class HandfastRacesTest extends ClientRaceGate {
  @Override
  protected ClientUnderTest client() {
    return new HandfastUnderTest();
  }

  @Override
  protected Duration budget() {
    return Duration.ofSeconds(2);
  }
}
