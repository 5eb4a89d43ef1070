package dev.handfast.conformance.drive;

import dev.handfast.conformance.reference.ReferenceServer;
import dev.handfast.conformance.script.Child;
import dev.handfast.conformance.script.Line;
import dev.handfast.conformance.script.ServerAccount;
import dev.handfast.conformance.script.ServerScript;
import dev.handfast.conformance.script.ServerScript.Duplicates;
import dev.handfast.conformance.script.ServerStep;
import dev.handfast.conformance.script.ServerStep.Verdict;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// Cuts the scripts of servers to what a driver knows, leads them to their end, and puts into them
/// what shows that a step has come to its own.
///
/// The program behind a driver decides about requests by commands. That its `handlers work` is a
/// step of its own here, behind each step that leaves a request open: by then everything that came
/// with the request has been heard.
final class ServerFit {
  private static final Set<Line> REQUESTS = Set.of(Line.ASK, Line.ASK_AGAIN);

  private final Set<String> features;
  private final ServerScript place;
  private final List<ServerStep> steps = new ArrayList<>();
  private final Set<Integer> resting = new HashSet<>();

  private ServerFit(Set<String> features, ServerScript place) {
    this.features = features;
    this.place = place;
  }

  /// The script without what a driver does not know, and without what takes time.
  ///
  /// @param features of the driver
  static ServerScript of(Set<String> features, ServerScript script) {
    Duplicates duplicates =
        features.contains("replacing") ? script.duplicates() : Duplicates.REJECT;
    var fit =
        new ServerFit(
            features,
            new ServerScript(duplicates, ServerScript.CONNECTIONS, script.chunk(), List.of()));
    script.steps().forEach(fit::take);
    fit.end();
    return fit.place.with(greeting(fit.steps));
  }

  private void take(ServerStep step) {
    switch (step) {
      case ServerStep.Wait _ -> {}
      case ServerStep.HandlersRest(int at) -> resting.add(at);
      case ServerStep.HandlersWork(int at) -> resting.remove(at);
      case ServerStep.Decides decides when !features.contains("verdicts") -> {}
      case ServerStep.Tells tells -> tell(tells);
      case ServerStep.Ends(int at) -> unlessAuthorizing(at, step);
      case ServerStep.Leaves(int at) -> unlessAuthorizing(at, step);
      case ServerStep.Connects _,
          ServerStep.Decides _,
          ServerStep.Orders _,
          ServerStep.Broadcasts _,
          ServerStep.Stops _ ->
          steps.add(step);
    }
    letIn();
    answer();
  }

  /// What shows no effect has a ping behind it: its pong tells that all was heard.
  private void tell(ServerStep.Tells tells) {
    ServerStep.Tells known = features.contains("requests") ? tells : tells.without(REQUESTS);
    if (!known.lines().isEmpty()) {
      steps.add(known.shows() ? known : known.withPing());
    }
  }

  /// While it does not read, a server may notice the end of a connection, or not.
  private void unlessAuthorizing(int connection, ServerStep step) {
    if (!ReferenceServer.authorizing(place.with(steps)).contains(connection)) {
      steps.add(step);
    }
  }

  /// A server that asks nobody lets everybody in at once.
  private void letIn() {
    if (!features.contains("verdicts") && !isStopped()) {
      decide();
    }
  }

  private void decide() {
    for (Child child : Child.values()) {
      account().awaited().stream()
          .filter(child.id()::equals)
          .forEach(_ -> steps.add(new ServerStep.Decides(child, Verdict.ACCEPT)));
    }
  }

  private void answer() {
    for (int connection : asking()) {
      if (!resting.contains(connection)) {
        steps.add(new ServerStep.HandlersWork(connection));
      }
    }
  }

  /// The connections whose program has heard a request and has not answered it.
  private Set<Integer> asking() {
    ServerAccount account = account();
    var connections = new TreeSet<Integer>();
    account.sessions().values().stream()
        .flatMap(List::stream)
        .filter(heard -> heard.startsWith("ask "))
        .map(heard -> heard.substring("ask ".length()))
        .filter(request -> !account.orders().containsKey(request))
        .forEach(request -> connections.add(request.charAt(1) - '0'));
    return connections;
  }

  /// What is open is answered, the server stops, and everybody leaves; a verdict comes too late.
  private void end() {
    resting.clear();
    answer();
    if (!isStopped()) {
      steps.add(new ServerStep.Stops());
    }
    if (features.contains("verdicts")) {
      decide();
    }
    IntStream.range(0, ServerScript.CONNECTIONS)
        .mapToObj(ServerStep.Leaves::new)
        .filter(leaves -> steps.contains(new ServerStep.Connects(leaves.connection())))
        .filter(leaves -> !steps.contains(leaves))
        .forEach(steps::add);
  }

  private boolean isStopped() {
    return steps.stream().anyMatch(ServerStep.Stops.class::isInstance);
  }

  private ServerAccount account() {
    return ReferenceServer.decidingLater(place.with(steps)).withAnswersAsOrders();
  }

  /// Whoever connects and says nothing at once says a ping: its pong tells that the server has
  /// accepted the connection.
  private static List<ServerStep> greeting(List<ServerStep> steps) {
    var all = new ArrayList<ServerStep>();
    for (int i = 0; i < steps.size(); i++) {
      all.add(steps.get(i));
      if (steps.get(i) instanceof ServerStep.Connects(int number) && !tells(steps, i + 1, number)) {
        all.add(ServerStep.tells(number, Line.PING));
      }
    }
    return all;
  }

  private static boolean tells(List<ServerStep> steps, int at, int number) {
    return at < steps.size()
        && steps.get(at) instanceof ServerStep.Tells(int who, var _)
        && who == number;
  }
}
