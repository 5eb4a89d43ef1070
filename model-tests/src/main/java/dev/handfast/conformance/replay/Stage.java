package dev.handfast.conformance.replay;

import dev.handfast.PrivateDirectory;
import dev.handfast.conformance.reference.ReferenceClient;
import dev.handfast.conformance.reference.ReferenceServer;
import dev.handfast.conformance.schedule.Choices;
import dev.handfast.conformance.schedule.Explorer;
import dev.handfast.conformance.schedule.Failure;
import dev.handfast.conformance.schedule.Finding;
import dev.handfast.conformance.schedule.Loom;
import dev.handfast.conformance.schedule.Scenario;
import dev.handfast.conformance.script.Script;
import dev.handfast.conformance.script.ServerScript;
import dev.handfast.conformance.socket.ClientOverSocket;
import dev.handfast.conformance.socket.ServerOverSocket;
import dev.handfast.conformance.story.Played;
import dev.handfast.conformance.story.Story;
import dev.handfast.conformance.walk.WalkScript;
import dev.handfast.conformance.world.ClientSubject;
import dev.handfast.conformance.world.ClientWorld;
import dev.handfast.conformance.world.ServerWorld;
import dev.handfast.seam.Threads;
import dev.handfast.transport.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// Where recordings are played again, and with what: the library as it is, or with a fault planted
/// in it.
///
/// @param where in memory or over a socket
/// @param client makes the client
/// @param wiring may put something between the client or server and its transport
public record Stage(Where where, ClientSubject.Factory client, UnaryOperator<Transport> wiring) {
  private static final String SCENARIOS = "dev.handfast.conformance.scenario.Scenarios";

  /// The library as it is.
  public static Stage of(Where where) {
    return new Stage(where, ClientSubject::real, UnaryOperator.identity());
  }

  /// Plays a recording, and lets the reference judge it.
  ///
  /// A script is led to its end; over a socket without what only memory can do.
  ///
  /// @throws IllegalArgumentException where there is no such scenario
  /// @throws IllegalStateException where this JVM cannot run threads by a schedule
  public Played play(Recording recording) {
    return switch (recording) {
      case Recording.ClientLife(Script script) -> play(script);
      case Recording.ServerLife(ServerScript script) -> play(script);
      case Recording.Walked(WalkScript walk) -> play(walk);
      case Recording.Schedule(String scenario, Choices choices) -> play(scenario, choices);
    };
  }

  /// Plays a client's life.
  public Played play(Script script) {
    if (where != Where.MEMORY) {
      return atSocket(
          path ->
              ClientOverSocket.play(script.overSocket(), path, where.transport(), client, wiring));
    }
    var story = new Story();
    Script whole = script.toTheEnd();
    var seen = ClientWorld.play(whole, client, wiring, story);
    return new Played(ReferenceClient.account(whole).differences(seen), story);
  }

  /// Plays a server's life.
  public Played play(ServerScript script) {
    if (where != Where.MEMORY) {
      return atSocket(
          path ->
              ServerOverSocket.play(
                  script.overSocket(ReferenceServer::of), path, where.transport(), wiring));
    }
    var story = new Story();
    ServerScript whole = script.toTheEnd();
    var seen = ServerWorld.play(whole, wiring, story);
    return new Played(ReferenceServer.account(whole).differences(seen), story);
  }

  /// Goes along a walk.
  public Played play(WalkScript walk) {
    if (where == Where.MEMORY) {
      return walk.inMemory(client);
    }
    Transport transport =
        where.transport().create(task -> Threads.system().platform("walks", task));
    try {
      return atSocket(path -> walk.overSocket(path.resolveSibling("."), transport, client));
    } finally {
      transport.close();
    }
  }

  private static Played play(String title, Choices choices) {
    List<Scenario> scenarios = new Loom(Loom.Change.NONE).scenarios(SCENARIOS);
    Scenario scenario =
        scenarios.stream()
            .filter(each -> each.title().equals(title))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "no such race: got `%s`, wanted one of %s"
                            .formatted(title, scenarios.stream().map(Scenario::title).toList())));
    var story = new Story();
    Optional<Failure> failure = replay(scenario, choices);
    failure.ifPresent(found -> found.story().forEach(story::noted));
    return new Played(
        failure.stream()
            .flatMap(found -> found.findings().stream())
            .map(Finding::toString)
            .toList(),
        story);
  }

  private static Optional<Failure> replay(Scenario scenario, Choices choices) {
    try {
      return new Explorer(scenario).replay(choices);
    } catch (ExceptionInInitializerError closed) {
      throw new IllegalStateException(
          "races of threads need a JVM that was started with --add-opens"
              + " java.base/java.lang=ALL-UNNAMED, as ./handfast replay does",
          closed);
    }
  }

  private static Played atSocket(Function<Path, Played> play) {
    try (var directory = PrivateDirectory.make("replay")) {
      return play.apply(directory.socket().path());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
