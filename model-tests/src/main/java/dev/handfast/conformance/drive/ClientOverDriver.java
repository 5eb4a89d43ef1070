package dev.handfast.conformance.drive;

import dev.handfast.conformance.reference.ReferenceClient;
import dev.handfast.conformance.script.Account;
import dev.handfast.conformance.script.Caller;
import dev.handfast.conformance.script.Script;
import dev.handfast.conformance.script.Step;
import dev.handfast.conformance.script.Surroundings;
import dev.handfast.conformance.script.Surroundings.Arrival;
import dev.handfast.conformance.script.Word;
import dev.handfast.conformance.socket.SocketPeer;
import dev.handfast.conformance.story.Played;
import dev.handfast.conformance.story.Story;
import dev.handfast.conformance.verdict.Breach;
import dev.handfast.conformance.verdict.Deeds;
import dev.handfast.conformance.world.Spoken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// Plays a script with a driven client over a real socket and holds it against the reference after
/// each step.
///
/// Nothing is waited for but what the reference says must come. No time passes: every limit is so
/// long that it is never reached.
public final class ClientOverDriver implements AutoCloseable {
  /// The name of the worker in every script.
  private static final String CHILD = "w-1";

  /// An hour: longer than any run.
  private static final Duration NEVER = Duration.ofHours(1);

  /// 30 ms: many times what a client needs to try where nobody listens. Nobody sees that attempt;
  /// that it changes nothing can only be looked for.
  private static final Duration IN_VAIN = Duration.ofMillis(30);

  /// What is read of a connection that ends before anything is said.
  private static final List<String> HUNG_UP = List.of("end");

  /// Lines up to 2,000 bytes before the verdict, 4,000 after: between the long words of scripts.
  static final int EARLY_LIMIT = 2_000;

  static final int LATE_LIMIT = 4_000;

  private final Driver driver;
  private final Duration patience;
  private final Surroundings surroundings;
  private final Expectation expectation;
  private final SocketPeer peer;
  private final Story story = new Story();
  private final DrivenClient client;
  private final ScriptedProgram program;
  private final List<String> phases = new ArrayList<>();
  private final boolean bursts;
  private int heard;

  private ClientOverDriver(Script script, Path path, Driver driver, Duration patience) {
    this.driver = driver;
    this.patience = patience;
    this.expectation = new Expectation(patience);
    this.surroundings = script.surroundings();
    this.bursts = script.steps().stream().anyMatch(Step.AllSend.class::isInstance);
    this.peer = new SocketPeer(path);
    this.client = new DrivenClient(driver, story);
    this.program = new ScriptedProgram(client);
    arrive(path);
    client.connect(settings -> settings(settings, path));
  }

  /// Plays a script, and tells where the client and the reference differ first.
  ///
  /// @param script made by [Script#overDriver]
  /// @param path a path where nothing is
  /// @param patience how long what must come may take; only means that something hangs
  public static Trial play(Script script, Path path, Driver driver, Duration patience) {
    try (var life = new ClientOverDriver(script, path, driver, patience)) {
      for (int i = 0; i < script.steps().size(); i++) {
        Step step = script.steps().get(i);
        life.act(step);
        Script lived = script.upTo(i + 1);
        Account expected = ReferenceClient.account(lived).withFramesByKind();
        List<String> differences = life.reach(step, expected);
        if (!differences.isEmpty()) {
          differences.addFirst("after step %d, %s:".formatted(i + 1, words(step)));
          return Trial.differing(
              new Played(differences, life.story),
              Breach.of(Deeds.of(lived), expected, life.seen(expected)),
              life.expectation.slowest(),
              life.client.gone());
        }
      }
      return Trial.agreeing(life.story, life.expectation.slowest());
    }
  }

  private void settings(ObjectNode settings, Path path) {
    settings.put("socket", target(path).toString()).put("childId", CHILD);
    settings.put("worktree", "/tmp").put("branch", "main").put("task", "a script");
    settings.put("handshakeTimeoutMs", NEVER.toMillis());
    settings.put("queueMessages", surroundings.room().messages());
    settings.put(
        "whenFull",
        surroundings.room().overflow() == Surroundings.Overflow.FAILS ? "fail" : "drop logs");
    settings.put("pingIntervalMs", NEVER.toMillis()).put("silenceLimitMs", NEVER.toMillis());
    settings.put("earlyLineLimit", EARLY_LIMIT).put("lineLimit", LATE_LIMIT);
  }

  /// Below a file there is no socket, and never will be.
  private Path target(Path path) {
    return surroundings.arrival() == Arrival.HOPELESS ? path.resolve("socket") : path;
  }

  private void arrive(Path path) {
    try {
      if (surroundings.arrival() == Arrival.HOPELESS) {
        Files.writeString(path, "no socket");
      } else if (surroundings.arrival() == Arrival.UP) {
        peer.listen();
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// Looks until everything that is expected is there.
  private List<String> reach(Step step, Account expected) {
    List<String> differences =
        expectation.reach(() -> differences(expected), client::isGone, () -> isHopeless(expected));
    if (differences.isEmpty() && step instanceof Step.ReadsOn) {
      differences = triesInVain(expected);
    }
    if (differences.isEmpty()) {
      phases.add(expected.phases().getLast());
    }
    return differences;
  }

  /// Whoever finds nobody tries again: before anything else happens it has the time to try once.
  private List<String> triesInVain(Account expected) {
    return surroundings.arrival() == Arrival.LATE
        ? Expectation.stays(() -> differences(expected), client::isGone, IN_VAIN)
        : List.of();
  }

  /// Of what is sent at the same time a part may be there in an order that the whole will not have.
  private boolean isHopeless(Account expected) {
    return !bursts && expected.isContradictedBy(seen(expected));
  }

  private List<String> differences(Account expected) {
    boolean answers = client.ask(patience);
    look();
    Account wanted = client.isClosed() ? expected : expected.withoutReports();
    List<String> differences = new ArrayList<>(wanted.differences(seen(expected)));
    if (!answers && !client.isGone()) {
      differences.add("hung: `state` had no answer for " + patience.toSeconds() + " s");
    }
    return differences;
  }

  private Account seen(Account expected) {
    return client
        .account(phases, program.tags(), frames(expected), expected.counted())
        .withFramesByKind();
  }

  /// What the peer has read. Whoever is closed in the middle of an attempt may be connected behind
  /// that, and hangs up at once (HF-25): a connection of nobody's.
  private List<String> frames(Account expected) {
    List<String> frames = peer.heard().frames();
    boolean isOver = expected.frames().isEmpty() && expected.phases().getLast().equals("Closed");
    boolean isMute = frames.equals(HUNG_UP) && !peer.heard().isInsideALine();
    return isOver && isMute ? List.of() : frames;
  }

  private void look() {
    peer.look();
    client.look();
    List<String> frames = peer.heard().frames();
    frames.subList(heard, frames.size()).forEach(story::crossed);
    heard = frames.size();
  }

  private static String words(Step step) {
    return switch (step) {
      case Step.ReadsOn _ -> "connects";
      case Step.Listen _ -> "is about to listen";
      case Step.Wait _ -> "listens";
      default -> step.toString();
    };
  }

  private void act(Step step) {
    boolean isProgram = step instanceof Step.Own || step instanceof Step.ReadsOn;
    story.did(isProgram ? Story.PROGRAM : Story.PEER, words(step));
    switch (step) {
      case Step.Send(Caller caller) -> program.send(caller);
      case Step.AllSend _ -> {
        if (driver.has("threads")) {
          program.sendAtOnce();
        } else {
          program.sendInTurn();
        }
      }
      case Step.Ask _ -> program.ask(NEVER);
      case Step.GiveUp(int request) -> program.giveUp(request);
      case Step.Close _ -> client.close(NEVER);
      case Step.Says(List<Word> words) -> say(words);
      case Step.ReadsOn _ -> {} // it always reads: the moment at which the client has connected
      case Step.Ends _ -> peer.endOutput();
      case Step.Leaves _ -> peer.leave();
      case Step.Listen _ -> {} // it does with the next step, by whose end the client has seen it
      case Step.Wait _ -> peer.listen();
      case Step.Hold _, Step.Breaks _, Step.StopsReading _ ->
          throw new IllegalArgumentException("not with a driver: " + step);
    }
  }

  private void say(List<Word> words) {
    var bytes = new ByteArrayOutputStream();
    for (Word word : words) {
      bytes.writeBytes(Spoken.bytes(word, peer.heard().handshake(), peer.heard().requests()));
    }
    peer.write(bytes.toByteArray(), surroundings.chunk());
  }

  /// Ends the connection; where the client does not tell its end, its process is of no more use.
  @Override
  public void close() {
    peer.close();
    expectation.await(
        () -> {
          client.look();
          return client.isClosed() || client.isGone();
        });
    if (!client.isClosed()) {
      driver.kill();
    }
  }
}
