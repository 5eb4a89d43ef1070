package dev.handfast.conformance.gate;

import dev.handfast.conformance.drive.ClientStage;
import dev.handfast.conformance.drive.Trial;
import dev.handfast.conformance.replay.Recording;
import dev.handfast.conformance.script.Menu;
import dev.handfast.conformance.script.Script;
import dev.handfast.conformance.script.Surroundings;
import dev.handfast.conformance.script.Surroundings.Arrival;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// Tries orders of connect, handshake, send, request, close and faults with a client, over a real
/// socket or in memory.
public final class ClientGate extends Gate<Script> {
  private final ClientStage stage;

  /// A gate for the client on a stage, which stays the caller's to close.
  public ClientGate(ClientStage stage, Limits limits) {
    super(stage::restart, limits);
    this.stage = stage;
  }

  @Override
  int events() {
    return Alphabet.size(stage.hello().features());
  }

  @Override
  Stream<Script> orders(int length) {
    return Alphabet.words(length, stage.hello().features());
  }

  /// One life in eight begins before its peer listens: it costs a pause between two attempts.
  @Override
  Script drawn(SplittableRandom random) {
    Script script = Menu.draw(random);
    Surroundings place = script.surroundings();
    return random.nextInt(8) > 0
        ? script
        : script.in(new Surroundings(Arrival.LATE, place.room(), place.pipe(), place.chunk()));
  }

  @Override
  Trial live(Script script, Duration patience) {
    return stage.play(script, patience);
  }

  @Override
  Recording recorded(Script script) {
    return new Recording.ClientLife(script);
  }
}
