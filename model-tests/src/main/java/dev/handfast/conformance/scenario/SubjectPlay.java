package dev.handfast.conformance.scenario;

import dev.handfast.client.ClientPhase;
import dev.handfast.conformance.reference.ReferenceClient;
import dev.handfast.conformance.scenario.Notebook.Told;
import dev.handfast.conformance.schedule.Finding;
import dev.handfast.conformance.schedule.Finding.Kind;
import dev.handfast.conformance.schedule.Scenario;
import dev.handfast.conformance.schedule.Stage;
import dev.handfast.conformance.script.Word;
import dev.handfast.conformance.subject.ClientOnSeams;
import dev.handfast.conformance.subject.Life;
import dev.handfast.conformance.subject.Settings;
import dev.handfast.conformance.world.Padding;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A client of any library, and its orchestrator, scripted. What the client promises is in the
/// words of [dev.handfast.conformance.subject.Listener].
final class SubjectPlay implements Scenario.Play {
  private static final Settings SETTINGS =
      new Settings(
          Path.of(World.PATH.toString()),
          Padding.CHILD,
          "/tmp",
          "main",
          "a race",
          Duration.ofMillis(ReferenceClient.HANDSHAKE_DEADLINE),
          64,
          false,
          Duration.ofHours(1),
          Duration.ofHours(2),
          1 << 20,
          1 << 20);

  private final World world;
  private final Orchestrator orchestrator = new Orchestrator();
  private final Notebook notebook = new Notebook();
  private final Life life;
  private final List<Sent> first = new ArrayList<>();
  private final List<Sent> sent = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();
  private final List<Finding> early = new ArrayList<>();
  private final Runnable race;
  private boolean broken;

  /// What races.
  @FunctionalInterface
  interface Race {
    /// Sets the stage, and returns what starts those who race.
    Runnable of(SubjectPlay play);
  }

  /// The client is connected and waits for its verdict.
  SubjectPlay(Stage stage, ClientOnSeams subject, Race race) {
    world = new World(stage);
    world.listens(orchestrator);
    life = subject.start(SETTINGS, notebook, world.seams());
    world.settle();
    this.race = race.of(this);
  }

  @Override
  public void race() {
    race.run();
  }

  /// The client is accepted before the race.
  void accepted() {
    says(Word.ACCEPT);
    world.settle();
  }

  /// Sends what is to wait for the verdict, on no thread of the stage.
  void sendFirst(String tag) {
    first.add(sendNow(tag));
  }

  /// A thread sends these, one after the other.
  void sender(String name, String... tags) {
    world.thread(
        name,
        () -> {
          for (String tag : tags) {
            sendNow(tag);
          }
        });
  }

  private Sent sendNow(String tag) {
    var message = new Sent(tag, Optional.empty());
    sent.add(message);
    life.send(tag, Map.of("type", "log", "level", "text", "content", "tag:" + tag));
    return message;
  }

  /// A thread asks.
  void asker(String name, String tag) {
    world.thread(
        name,
        () -> {
          sent.add(new Sent(tag, Optional.empty()));
          asked.add(tag);
          life.request(
              tag,
              Map.of(
                  "toolName",
                  "bash",
                  "input",
                  Map.of("command", "tag:" + tag),
                  "isDangerous",
                  false),
              Duration.ofMinutes(1));
        });
  }

  /// A thread closes.
  void closer(Duration deadline) {
    world.thread("closing", () -> life.close(deadline));
  }

  /// Time passes on a thread of its own.
  void passes(Duration time) {
    world.passes(time);
  }

  /// The orchestrator says something.
  void says(Word word) {
    world.happens(
        () -> {
          if (word == Word.ACCEPT && !orchestrator.heard().frames().equals(List.of("handshake"))) {
            early.add(
                new Finding(Kind.EARLY, "before the verdict: " + orchestrator.heard().frames()));
          }
          orchestrator.say(word);
        });
  }

  /// The connection breaks, and what is under way is lost.
  void breaks() {
    broken = true;
    world.breaks();
  }

  @Override
  public List<Finding> atRest() {
    var judge = new Judge(orchestrator.tags());
    judge.findings().addAll(early);
    sent.forEach(message -> outcome(judge, message.tag()));
    judge.order(first, sent);
    return judge.findings();
  }

  /// Every message has one outcome, and the outcome is true (HF-5).
  private void outcome(Judge judge, String tag) {
    List<Told> told = notebook.outcomes(tag);
    boolean heard = orchestrator.tags().contains(tag);
    if (told.isEmpty()) {
      judge.find(Kind.LOST, tag + " was sent and has no outcome");
      return;
    }
    if (told.size() > 1) {
      judge.find(Kind.TWICE, "%s has %d outcomes: %s".formatted(tag, told.size(), told));
    }
    switch (told.getFirst().kind()) {
      case "written" -> {
        if (!heard && !broken) {
          judge.find(Kind.LOST, tag + " was told written and never arrived");
        }
      }
      case "unknown" -> {
        if (!broken) {
          judge.find(Kind.UNTRUE, tag + " was told " + told + " though nothing broke");
        }
      }
      default -> {
        if (heard) {
          judge.find(Kind.UNTRUE, tag + " was told " + told + " and arrived");
        }
      }
    }
  }

  @Override
  public void end() {
    world.thread("closer", () -> life.close(Duration.ofSeconds(1)));
    world.lastly();
  }

  @Override
  public List<Finding> atEnd() {
    var findings = new ArrayList<>(atRest());
    findings.addAll(world.leftovers());
    if (life.state() != ClientPhase.CLOSED || notebook.count("closed") == 0) {
      findings.add(
          new Finding(
              Kind.STUCK,
              "closed, and still %s; told so %d times"
                  .formatted(life.state(), notebook.count("closed"))));
    }
    if (Math.max(notebook.count("closed"), notebook.count("ready")) > 1) {
      findings.add(new Finding(Kind.TWICE, "told ready, or closed, more than once"));
    }
    asked.forEach(tag -> response(tag, findings));
    return findings;
  }

  /// Every request that was accepted ends once (HF-7).
  private void response(String tag, List<Finding> findings) {
    List<Told> told = notebook.responses(tag);
    boolean refused =
        notebook.outcomes(tag).stream().anyMatch(outcome -> outcome.kind().equals("refused"));
    if (told.size() != (refused ? 0 : 1)) {
      findings.add(
          new Finding(
              told.isEmpty() ? Kind.LOST : Kind.TWICE,
              "request %s ended %d times: %s".formatted(tag, told.size(), told)));
    }
  }
}
