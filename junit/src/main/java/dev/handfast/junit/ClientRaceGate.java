package dev.handfast.junit;

import dev.handfast.conformance.drive.ClientStage;
import dev.handfast.conformance.drive.DriverStage;
import dev.handfast.conformance.drive.InProcess;
import dev.handfast.conformance.drive.MemoryStage;
import dev.handfast.conformance.gate.ClientGate;
import dev.handfast.conformance.gate.Finding;
import dev.handfast.conformance.gate.Gate;
import dev.handfast.conformance.gate.ScheduleGate;
import dev.handfast.conformance.gate.ThreadRace;
import dev.handfast.conformance.gate.Time;
import dev.handfast.conformance.replay.Recording;
import dev.handfast.conformance.replay.Token;
import dev.handfast.conformance.script.Script;
import dev.handfast.conformance.subject.ClientOnSeams;
import dev.handfast.conformance.subject.ClientUnderTest;
import dev.handfast.conformance.subject.Host;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// Looks for races in a client of any library, and fails with the shortest way to one.
///
/// ```java
/// class MyClientRaces extends ClientRaceGate {
///   @Override
///   protected ClientUnderTest client() {
///     return new MyClientUnderTest();
///   }
/// }
/// ```
///
/// Orders of connect, handshake, send, request, close and faults are tried over a real Unix socket;
/// with a [ClientOnSeams] in memory, too, and threads race under schedules that are chosen. A
/// failure is told as the rule that is broken, a script of a few steps, a diagram, and a token,
/// with which the system property `handfast.gate.token` plays it again.
public abstract class ClientRaceGate {
  /// Creates the test.
  protected ClientRaceGate() {}

  /// The client; asked for once in each test.
  protected abstract ClientUnderTest client();

  /// How long each test tries: the system property `handfast.gate.budget`, such as `60s`, else ten
  /// seconds.
  protected Duration budget() {
    return Time.parse(System.getProperty("handfast.gate.budget", "10s"));
  }

  /// Draws the same lives and schedules each time: the system property `handfast.gate.seed`, else
  /// 1.
  protected long seed() {
    return Long.getLong("handfast.gate.seed", 1);
  }

  /// How long what must come may take over a socket, which only means that something hangs: five
  /// seconds.
  protected Duration patience() {
    return Duration.ofSeconds(5);
  }

  /// Every order of a few events, and longer lives at random, over a real Unix socket.
  ///
  /// @throws IOException where there is no room for a socket
  @Test
  public void no_race_shows_over_a_socket() throws IOException {
    ClientUnderTest client = client();
    try (var stage =
        new DriverStage(InProcess.of((commands, events) -> Host.serve(client, commands, events)))) {
      passes(stage);
    }
  }

  /// The same in memory, where nothing takes time, and time-outs pass at once.
  @Test
  public void no_race_shows_in_memory() {
    try (var stage = new MemoryStage(onSeams())) {
      passes(stage);
    }
  }

  /// Threads inside of the client race, and whose turn it is is chosen.
  @Test
  public void no_race_shows_under_schedules() {
    ClientOnSeams client = onSeams();
    ScheduleGate.obstacle().ifPresent(Assumptions::abort);
    var gate = new ScheduleGate(client);
    Optional<ThreadRace> race =
        switch (recorded()) {
          case null -> {
            Optional<ThreadRace> found = gate.search(budget(), seed());
            hasTried(gate.schedules());
            yield found;
          }
          case Recording.Schedule schedule -> gate.replay(schedule);
          case Recording other -> elsewhere(other);
        };
    gate.tried().forEach(ClientRaceGate::say);
    race.ifPresent(found -> Assertions.fail(found.text(again(found.token()))));
  }

  private ClientOnSeams onSeams() {
    ClientUnderTest client = client();
    Assumptions.assumeTrue(
        client instanceof ClientOnSeams,
        () -> client.name() + " is no ClientOnSeams: it is tried over sockets only");
    return (ClientOnSeams) client;
  }

  private void passes(ClientStage stage) {
    var gate = new ClientGate(stage, new Gate.Limits(budget(), Long.MAX_VALUE, seed(), patience()));
    Optional<Finding> race =
        switch (recorded()) {
          case null -> gate.search();
          case Recording.ClientLife(Script script) -> gate.replay(script);
          case Recording other -> elsewhere(other);
        };
    say(gate.coverage().text());
    race.ifPresent(found -> Assertions.fail(found.text(again(found.token()))));
    hasTried(gate.coverage().lives());
  }

  /// A test that tried nothing says nothing.
  private void hasTried(long tried) {
    if (tried == 0) {
      Assertions.fail(
          "nothing was tried: the budget of %d ms was over before it began"
              .formatted(budget().toMillis()));
    }
  }

  /// What is to be played again, if it is not all to be tried.
  private static @Nullable Recording recorded() {
    String token = System.getProperty("handfast.gate.token", "");
    return token.isEmpty() ? null : Token.parse(token).recording();
  }

  private static <T> Optional<T> elsewhere(Recording recording) {
    return Assumptions.abort("this token is for another test: " + new Token(recording));
  }

  private static void say(String tried) {
    System.out.println("gate: tried " + tried);
  }

  private String again(String token) {
    return "run %s with the system property -Dhandfast.gate.token='%s'"
        .formatted(getClass().getSimpleName(), token);
  }
}
