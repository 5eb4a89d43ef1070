package dev.handfast.conformance.scenario;

import dev.handfast.CallbackThread;
import dev.handfast.HandfastException;
import dev.handfast.client.ClientPhase;
import dev.handfast.client.HandfastClient;
import dev.handfast.client.PermissionCall;
import dev.handfast.conformance.schedule.Finding;
import dev.handfast.conformance.schedule.Finding.Kind;
import dev.handfast.conformance.schedule.Scenario;
import dev.handfast.conformance.schedule.Stage;
import dev.handfast.conformance.script.Word;
import dev.handfast.conformance.world.Padding;
import dev.handfast.message.LogLevel;
import java.util.ArrayList;
import java.util.List;

/// A worker's client, real, and its orchestrator, scripted.
abstract class ClientPlay implements Scenario.Play {
  private final World world;
  private final Orchestrator orchestrator = new Orchestrator();
  private final HandfastClient client;
  private final List<Sent> first = new ArrayList<>();
  private final List<Sent> sent = new ArrayList<>();
  private final List<Finding> early = new ArrayList<>();
  private boolean broken;
  private int said;
  private int contexts;

  /// The client is connected and waits for its verdict; its handlers have threads of their own.
  ClientPlay(Stage stage) {
    this(stage, CallbackThread.VIRTUAL);
  }

  /// The client is connected and waits for its verdict. Of each context its handler reports that it
  /// has come: H1, H2 and so on.
  ClientPlay(Stage stage, CallbackThread callbacks) {
    this(new World(stage), callbacks, World.WITHOUT_PAUSE);
  }

  /// In a world of its own, the client reads nothing while so many calls wait for their handlers.
  ClientPlay(World world, CallbackThread callbacks, int inboundLimit) {
    this.world = world;
    world.listens(orchestrator);
    client =
        HandfastClient.start(
            HandfastClient.builder(World.PATH)
                .childId(Padding.CHILD)
                .worktree("/tmp")
                .seams(world.seams())
                .callbacksOn(callbacks)
                .inboundLimit(inboundLimit)
                .onContext(_ -> sent.add(sendNow("H" + ++contexts)))
                .build());
    world.settle();
  }

  World world() {
    return world;
  }

  HandfastClient client() {
    return client;
  }

  /// Sends what is to wait for the verdict, on no thread of the stage.
  final void sendFirst(String... tags) {
    for (String tag : tags) {
      Sent message = sendNow(tag);
      first.add(message);
      sent.add(message);
    }
  }

  /// A thread sends these, one after the other.
  final void sender(String name, String... tags) {
    world.thread(
        name,
        () -> {
          for (String tag : tags) {
            sent.add(sendNow(tag));
          }
        });
  }

  private Sent sendNow(String tag) {
    return Sent.by(tag, () -> client.log(LogLevel.TEXT, "tag:" + tag));
  }

  /// A thread asks, and waits for the answer.
  final void asker(String name, String tag) {
    world.thread(
        name,
        () -> {
          var call = new ArrayList<PermissionCall>();
          sent.add(
              Sent.by(
                  tag,
                  () -> {
                    call.add(client.askPermission(Padding.confirmation(tag)));
                    return call.getFirst().receipt();
                  }));
          call.forEach(ClientPlay::awaitEnd);
        });
  }

  private static void awaitEnd(PermissionCall call) {
    try {
      var _ = call.await();
    } catch (HandfastException.Unanswered _) {
      // an end too: whether it is the right one, the receipt tells
    }
  }

  /// The orchestrator says something.
  final void says(Word word) {
    world.happens(
        () -> {
          if (word == Word.ACCEPT && !orchestrator.heard().frames().equals(List.of("handshake"))) {
            early.add(
                new Finding(Kind.EARLY, "before the verdict: " + orchestrator.heard().frames()));
          }
          orchestrator.say(word);
        });
  }

  /// The orchestrator tells a context.
  final void tells() {
    said++;
    says(Word.CONTEXT);
  }

  /// The client is accepted before the race.
  final void shakesHands() {
    says(Word.ACCEPT);
    world.settle();
  }

  /// The connection breaks, and what is under way is lost.
  final void breaks() {
    broken = true;
    world.breaks();
  }

  @Override
  public List<Finding> atRest() {
    var judge = new Judge(orchestrator.tags());
    judge.findings().addAll(early);
    judge.outcomes(sent, !broken);
    judge.order(first, sent);
    if (contexts > said || (contexts < said && !broken)) {
      judge.find(
          contexts > said ? Kind.TWICE : Kind.LOST,
          said + " contexts were told, and handled " + contexts);
    }
    return judge.findings();
  }

  @Override
  public void end() {
    world.thread("closer", client::close);
    world.lastly();
  }

  @Override
  public List<Finding> atEnd() {
    var findings = new ArrayList<>(atRest());
    findings.addAll(world.leftovers());
    if (client.phase() != ClientPhase.CLOSED) {
      findings.add(new Finding(Kind.STUCK, "closed, and still " + client.phase()));
    }
    return findings;
  }
}
