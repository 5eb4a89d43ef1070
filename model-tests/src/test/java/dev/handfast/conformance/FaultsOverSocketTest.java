package dev.handfast.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.Rule;
import dev.handfast.client.FaultyClient;
import dev.handfast.client.FaultyMachine;
import dev.handfast.client.MachineFault;
import dev.handfast.client.RaceFault;
import dev.handfast.conformance.reference.ReferenceClient;
import dev.handfast.conformance.replay.Recording;
import dev.handfast.conformance.replay.Token;
import dev.handfast.conformance.replay.Where;
import dev.handfast.conformance.script.Account;
import dev.handfast.conformance.script.Menu;
import dev.handfast.conformance.script.Script;
import dev.handfast.conformance.script.Search;
import dev.handfast.conformance.script.Step;
import dev.handfast.conformance.socket.ClientOverSocket;
import dev.handfast.conformance.story.Played;
import dev.handfast.conformance.verdict.Breach;
import dev.handfast.conformance.verdict.Deeds;
import dev.handfast.conformance.world.ClientWorld;
import dev.handfast.evidence.Zoo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What a script shows of a fault in memory, its token shows over a real socket, too, and for the
/// fault's own reason. Each fault costs the time in which what is missing must have come: a sample
/// in every build, all of them over both transports in `deep`.
class FaultsOverSocketTest {
  private static final long SEED = 20_260_102L;
  private static final int TRIES = 3_000;

  /// 1 s: what comes, comes in a millisecond, and what is missing is waited for in each run.
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /// Whether callers that send at once meet is up to the machine, where its threads are its own: a
  /// busy one was seen to keep them apart once.
  private static final int BURSTS = 10;

  /// What no script shows over a socket, and why; `WalkFaultsTest` goes walks that do.
  private static final Map<FaultyMachine, String> IN_MEMORY =
      Map.of(
          RaceFault.REMEMBERS_READY, "it takes two clients",
          RaceFault.FIRST_REFUSAL_IS_FATAL, "the first attempt is over before anybody can look",
          RaceFault.REFUSED_IS_CONNECTED, "the first attempt is over before anybody can look",
          RaceFault.CLOSE_HANGS_UP, "it takes a pipe that three messages fill");

  /// What must not be sent, what must be answered, what must not be lost, and what must not wait.
  private static final List<Arguments> SAMPLE =
      List.of(
          Arguments.of(MachineFault.READY_WHEN_OPEN, Where.JDK),
          Arguments.of(MachineFault.DEAF_BEFORE_THE_VERDICT, Where.JDK),
          Arguments.of(RaceFault.ENTERS_AFTER_THE_FLUSH, Where.JUNIX),
          Arguments.of(MachineFault.CLOSE_DROPS_QUEUE, Where.JUNIX));

  static Stream<Arguments> faults() {
    return Boolean.getBoolean("handfast.deep")
        ? Stream.<FaultyMachine>concat(
                Stream.of(MachineFault.values()), Stream.of(RaceFault.values()))
            .filter(fault -> !IN_MEMORY.containsKey(fault))
            .flatMap(
                fault ->
                    Stream.of(Arguments.of(fault, Where.JDK), Arguments.of(fault, Where.JUNIX)))
        : SAMPLE.stream();
  }

  @ParameterizedTest
  @MethodSource("faults")
  @Rule({"HF-1", "HF-3", "HF-5", "HF-7", "HF-9", "HF-12"})
  void its_token_fails_over_a_socket_for_the_same_reason(
      FaultyMachine fault, Where where, @TempDir Path folder) {
    Set<String> own = Zoo.get().rules(fault.id());
    var found =
        Search.forDifference(SEED, TRIES, Menu::draw, script -> inMemory(script, fault, own));
    var token = new Token(new Recording.ClientLife(found.orElseThrow().script())).toString();
    var recording = (Recording.ClientLife) Token.parse(token).recording();
    Script whole = recording.script().overSocket();
    int lives = whole.steps().contains(new Step.AllSend()) ? BURSTS : 1;

    var broken = new TreeSet<String>();
    for (int life = 1; life <= lives && Collections.disjoint(broken, own); life++) {
      Played played =
          ClientOverSocket.play(
              whole,
              folder.resolve("s" + life),
              where.transport(),
              FaultyClient.with(fault),
              UnaryOperator.identity(),
              PATIENCE,
              (expected, seen) -> broken.addAll(Breach.of(Deeds.of(whole), expected, seen)));
      System.out.println(fault.id() + ": " + broken + " " + token + " " + played.differences());
    }
    assertThat(broken)
        .as("%s: the rules that %s breaks over a socket", fault.id(), token)
        .containsAnyElementsOf(own);
  }

  /// The differences that the script's form for sockets shows in memory after the first step with
  /// any, where one is looked for over a socket, too; none if they break none of the rules.
  private static List<String> inMemory(Script script, FaultyMachine fault, Set<String> rules) {
    Script whole = script.overSocket();
    if (differences(whole, fault).isEmpty()) {
      return List.of();
    }
    Script first =
        IntStream.rangeClosed(1, whole.steps().size())
            .mapToObj(whole::upTo)
            .filter(beginning -> !differences(beginning, fault).isEmpty())
            .findFirst()
            .orElseThrow();
    boolean isOwn =
        Breach.of(Deeds.of(whole), ReferenceClient.account(first), seen(first, fault)).stream()
            .anyMatch(rules::contains);
    return isOwn ? differences(first, fault) : List.of();
  }

  private static List<String> differences(Script script, FaultyMachine fault) {
    return ReferenceClient.account(script).differences(seen(script, fault));
  }

  private static Account seen(Script script, FaultyMachine fault) {
    return ClientWorld.play(script, FaultyClient.with(fault), UnaryOperator.identity());
  }
}
