package dev.handfast.conformance.scenario;

import dev.handfast.conformance.schedule.Finding;
import dev.handfast.conformance.schedule.Finding.Kind;
import dev.handfast.conformance.schedule.Scenario;
import dev.handfast.conformance.schedule.Stage;
import dev.handfast.server.BroadcastReport;
import dev.handfast.server.DuplicatePolicy;
import dev.handfast.server.HandfastServer;
import dev.handfast.server.Worker;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An orchestrator's server, real, and its workers, scripted.
abstract class ServerPlay implements Scenario.Play {
  /// The name under which everybody applies.
  static final String ANN = "ann";

  private final World world;
  private final HandfastServer server;
  private final List<Applicant> applicants = new ArrayList<>();
  private final List<Sent> orders = new ArrayList<>();
  private final List<String> told = new ArrayList<>();

  /// The server listens.
  ServerPlay(Stage stage, DuplicatePolicy duplicates) {
    world = new World(stage);
    server =
        HandfastServer.builder(World.PATH)
            .seams(world.seams())
            .onDuplicate(duplicates)
            .onJoined(worker -> told.add("joined " + worker))
            .onLeft((worker, _) -> told.add("left " + worker))
            .start();
  }

  World world() {
    return world;
  }

  /// A worker is connected, and has said nothing.
  final Applicant applicant() {
    var applicant = new Applicant();
    applicants.add(applicant);
    world.transport().connect(World.PATH, applicant);
    world.settle();
    return applicant;
  }

  /// An applicant shakes hands.
  final void applies(Applicant applicant) {
    world.happens(() -> applicant.applyAs(ANN));
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
    }
    if (told.size() != told.stream().distinct().count()) {
      judge.find(Kind.TWICE, "told twice: " + told);
    }
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
