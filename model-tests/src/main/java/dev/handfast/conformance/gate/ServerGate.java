package dev.handfast.conformance.gate;

import dev.handfast.conformance.drive.DriverStage;
import dev.handfast.conformance.drive.Trial;
import dev.handfast.conformance.replay.Recording;
import dev.handfast.conformance.script.Line;
import dev.handfast.conformance.script.ServerMenu;
import dev.handfast.conformance.script.ServerScript;
import dev.handfast.conformance.script.ServerStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// Tries orders of connect, handshake, verdict, report, request, order, stop and faults with a
/// server and several workers.
public final class ServerGate extends Gate<ServerScript> {
  private final DriverStage stage;

  /// A gate for the server on a stage, which stays the caller's to close.
  public ServerGate(DriverStage stage, Limits limits) {
    super(stage::restart, limits);
    this.stage = stage;
  }

  @Override
  int events() {
    return ServerAlphabet.size(stage.hello().features());
  }

  @Override
  Stream<ServerScript> orders(int length) {
    return ServerAlphabet.words(length, stage.hello().features());
  }

  /// In one life of three the program keeps the first request waiting.
  @Override
  ServerScript drawn(SplittableRandom random) {
    ServerScript script = ServerMenu.draw(random);
    var steps = new ArrayList<ServerStep>();
    if (random.nextInt(3) == 0) {
      int asking = random.nextInt(ServerScript.CONNECTIONS);
      steps.addAll(ServerMenu.joining(asking));
      steps.add(new ServerStep.HandlersRest(asking));
      steps.add(ServerStep.tells(asking, Line.ASK));
    }
    steps.addAll(script.steps());
    return new ServerScript(script.duplicates(), ServerScript.CONNECTIONS, script.chunk(), steps);
  }

  @Override
  Trial live(ServerScript script, Duration patience) {
    return stage.play(script, patience);
  }

  @Override
  Recording recorded(ServerScript script) {
    return new Recording.ServerLife(script);
  }
}
