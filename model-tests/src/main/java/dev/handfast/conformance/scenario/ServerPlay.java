package dev.handfast.conformance.scenario;

import dev.handfast.CallbackThread;
import dev.handfast.conformance.schedule.Finding;
import dev.handfast.conformance.schedule.Finding.Kind;
import dev.handfast.conformance.schedule.Scenario;
import dev.handfast.conformance.schedule.Stage;
import dev.handfast.server.BroadcastReport;
import dev.handfast.server.DuplicatePolicy;
import dev.handfast.server.HandfastServer;
import dev.handfast.server.Worker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// An orchestrator's server, real, and its workers, scripted.
abstract class ServerPlay implements Scenario.Play {
  /// The name under which everybody applies.
  static final String ANN = "ann";

  private static final Set<String> VERDICTS = Set.of("accept", "refuse");

  private final World world;
  private final HandfastServer server;
  private final List<Applicant> applicants = new ArrayList<>();
  private final List<Sent> orders = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private final List<String> reported = new ArrayList<>();
  private final List<String> handled = new ArrayList<>();
  private final Questions questions = new Questions();

  /// The server listens; its handlers have threads of their own.
  ServerPlay(Stage stage, DuplicatePolicy duplicates) {
    this(stage, duplicates, CallbackThread.VIRTUAL);
  }

  /// The server listens. A handler on the thread that reads decides at once, one with a thread of
  /// its own leaves that to an [#answerer].
  ServerPlay(Stage stage, DuplicatePolicy duplicates, CallbackThread callbacks) {
    this(stage, duplicates, callbacks, World.WITHOUT_PAUSE);
  }

  /// The server listens, and reads nothing from a worker of whose messages so many wait for their
  /// handlers.
  ServerPlay(Stage stage, DuplicatePolicy duplicates, CallbackThread callbacks, int inboundLimit) {
    this(new World(stage), duplicates, callbacks, inboundLimit);
  }

  /// The server listens in a world of its own.
  ServerPlay(World world, DuplicatePolicy duplicates, CallbackThread callbacks, int inboundLimit) {
    this.world = world;
    server =
        HandfastServer.builder(World.PATH)
            .seams(world.seams())
            .onDuplicate(duplicates)
            .callbacksOn(callbacks)
            .inboundLimit(inboundLimit)
            .onJoined(worker -> told.add("joined " + worker))
            .onLeft((worker, _) -> told.add("left " + worker))
            .onPermissionLater(
                callbacks == CallbackThread.READER ? questions::approved : questions::asked)
            .onAnswer(questions::told)
            .onLog((_, log) -> handled.add(log.content()))
            .start();
  }

  World world() {
    return world;
  }

  /// A worker is connected, and has said nothing.
  final Applicant applicant() {
    Applicant applicant = newcomer();
    world.settle();
    if (!applicant.isThere()) {
      throw new IllegalStateException("nobody listens");
    }
    return applicant;
  }

  /// A worker begins to connect.
  final Applicant newcomer() {
    var applicant = new Applicant();
    applicants.add(applicant);
    world.connects(applicant);
    return applicant;
  }

  /// An applicant shakes hands.
  final void applies(Applicant applicant) {
    world.happens(() -> applicant.applyAs(ANN));
  }

  /// An applicant has shaken hands before the race.
  final void joins(Applicant applicant) {
    applies(applicant);
    world.settle();
  }

  /// An applicant asks.
  final void asks(Applicant applicant, String id) {
    world.happens(() -> applicant.ask(ANN, id));
  }

  /// An applicant reports.
  final void reports(Applicant applicant, String what) {
    reported.add(what);
    world.happens(() -> applicant.report(ANN, what));
  }

  /// A thread says yes to a request that is open.
  final void answerer(String name, String id) {
    world.thread(name, () -> questions.approve(id));
  }

  /// A thread stops the server.
  final void stopper(String name) {
    world.thread(name, () -> server.stop(Duration.ofSeconds(1)));
  }

  /// A thread broadcasts these, one after the other.
  final void broadcaster(String name, String... tags) {
    world.thread(
        name,
        () -> {
          for (String tag : tags) {
            BroadcastReport report = server.broadcast(worker -> worker.cancel("tag:" + tag));
            orders.add(new Sent(tag, Optional.ofNullable(report.accepted().get(ANN))));
          }
        });
  }

  final List<Worker> registered() {
    return server.workers();
  }

  /// The applicant, who must have been accepted, is registered, and nobody else is.
  final void isRegistered(Applicant applicant, Judge judge) {
    if (registered().size() != 1 || !applicant.isAccepted()) {
      judge.find(Kind.MISREGISTERED, "accepted, and registered: " + registered());
    }
  }

  /// What is wrong with who is registered.
  abstract void registered(Judge judge);

  @Override
  public List<Finding> atRest() {
    List<String> heard = applicants.stream().flatMap(one -> one.tags().stream()).toList();
    var judge = new Judge(heard);
    judge.outcomes(orders, false);
    judge.order(List.of(), orders);
    for (Applicant applicant : applicants) {
      List<String> frames = applicant.heard().frames();
      if (!frames.isEmpty() && frames.getFirst().startsWith("cancel")) {
        judge.find(Kind.EARLY, "before the verdict: " + frames);
      }
      if (frames.stream().filter(VERDICTS::contains).count() > 1) {
        judge.find(Kind.TWICE, "more than one verdict: " + frames);
      }
    }
    if (told.size() != told.stream().distinct().count()) {
      judge.find(Kind.TWICE, "told twice: " + told);
    }
    if (!handled.equals(reported)) {
      judge.find(Kind.LOST, "reported %s, and handled %s".formatted(reported, handled));
    }
    questions.judge(
        applicants.stream().flatMap(one -> one.heard().frames().stream()).toList(), judge);
    registered(judge);
    return judge.findings();
  }

  @Override
  public void end() {
    world.thread("stopping", server::close);
    world.lastly();
  }

  @Override
  public List<Finding> atEnd() {
    var findings = new ArrayList<>(world.leftovers());
    if (!server.workers().isEmpty()) {
      findings.add(new Finding(Kind.LEAKED, "still registered: " + server.workers()));
    }
    long joined = told.stream().filter(what -> what.startsWith("joined")).count();
    if (2 * joined != told.size()) {
      findings.add(new Finding(Kind.MISREGISTERED, "who joins leaves: " + told));
    }
    return findings;
  }
}
