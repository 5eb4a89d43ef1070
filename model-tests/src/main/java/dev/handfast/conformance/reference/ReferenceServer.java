package dev.handfast.conformance.reference;

import dev.handfast.conformance.script.Child;
import dev.handfast.conformance.script.Line;
import dev.handfast.conformance.script.Patience;
import dev.handfast.conformance.script.ServerAccount;
import dev.handfast.conformance.script.ServerScript;
import dev.handfast.conformance.script.ServerScript.Duplicates;
import dev.handfast.conformance.script.ServerStep;
import dev.handfast.conformance.script.ServerStep.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What an orchestrator's server does in a script, by the specification: sections 6 to 10 of
/// PROTOCOL.md.
///
/// The world is quiet between two steps. Workers always read, so nothing stays unwritten, and there
/// is no queue to model: what a slow reader's does is the outbox's doing, which the server's
/// machine shares with the client's, and [ReferenceClient] models it with narrow pipes and little
/// room.
public final class ReferenceServer implements ServerScript.Living {
  private static final long SECOND = 1_000;

  private final ServerScript script;
  private final ServerSlip slip;
  private final List<Desk> desks = new ArrayList<>();
  private final List<Desk> verdicts = new ArrayList<>();
  private final List<String> workers = new ArrayList<>();
  private final Map<String, String> orders = new HashMap<>();
  private final Map<String, Integer> sessions = new HashMap<>();
  private long now;
  private int joined;
  private boolean stopping;

  private ReferenceServer(ServerScript script, ServerSlip slip, boolean decidesLater) {
    this.script = script;
    this.slip = slip;
    for (int i = 0; i < ServerScript.CONNECTIONS; i++) {
      var desk = new Desk(i, slip, this::verdictWanted);
      desk.decidesLater = decidesLater;
      desks.add(desk);
    }
  }

  /// The specification's server at the beginning of a life.
  public static ReferenceServer of(ServerScript script) {
    return new ReferenceServer(script, ServerSlip.NONE, false);
  }

  /// What the specification asks for.
  public static ServerAccount account(ServerScript script) {
    return account(script, ServerSlip.NONE);
  }

  /// What it asks for before any step, after the first one, and so on: the accounts of all
  /// beginnings of a life.
  public static List<ServerAccount> course(ServerScript script) {
    ReferenceServer server = of(script);
    var course = new ArrayList<ServerAccount>();
    course.add(server.told());
    for (ServerStep step : script.steps()) {
      server.lives(step);
      course.add(server.told());
    }
    return course;
  }

  /// What somebody would ask for who made that mistake.
  public static ServerAccount account(ServerScript script, ServerSlip slip) {
    return new ReferenceServer(script, slip, false).lived();
  }

  /// What the specification asks for where the program takes no time, and decides about all open
  /// requests of a connection when its handlers go on.
  public static ServerAccount decidingLater(ServerScript script) {
    return new ReferenceServer(script, ServerSlip.NONE, true).lived();
  }

  /// The connections whose handshake waits for its verdict at the end of a life.
  public static Set<Integer> authorizing(ServerScript script) {
    var server = new ReferenceServer(script, ServerSlip.NONE, true);
    var _ = server.lived();
    return server.desks.stream()
        .filter(desk -> desk.state == Desk.State.AUTHORIZING)
        .map(desk -> desk.number)
        .collect(Collectors.toSet());
  }

  private ServerAccount lived() {
    script.steps().forEach(this::lives);
    return told();
  }

  @Override
  public void lives(ServerStep step) {
    act(step);
    desks.forEach(Desk::work);
    workers.add(registered().map(desk -> desk.child).toList().toString());
  }

  @Override
  public ServerAccount told() {
    var frames = new HashMap<String, List<String>>();
    var handled = new HashMap<String, List<String>>();
    for (Desk desk : desks) {
      frames.put("c" + desk.number, List.copyOf(desk.frames));
      if (!desk.session.isEmpty()) {
        handled.put(desk.session, List.copyOf(desk.handled));
      }
    }
    return new ServerAccount(
        workers,
        frames,
        handled,
        orders,
        verdicts.stream().map(desk -> desk.asked).toList(),
        desks.stream().filter(desk -> desk.state == Desk.State.CLOSED).count(),
        0,
        List.of());
  }

  private java.util.stream.Stream<Desk> registered() {
    return desks.stream()
        .filter(desk -> desk.state == Desk.State.REGISTERED)
        .sorted(Comparator.comparingInt(desk -> desk.joined));
  }

  private void act(ServerStep step) {
    switch (step) {
      case ServerStep.Connects(int number) -> connect(desks.get(number));
      case ServerStep.Tells(int number, List<Line> lines) -> desks.get(number).told(lines);
      case ServerStep.Ends(int number) -> desks.get(number).workerEnds(false);
      case ServerStep.Leaves(int number) -> desks.get(number).workerEnds(true);
      case ServerStep.Decides(Child child, Verdict verdict) -> decide(child, verdict);
      case ServerStep.HandlersRest(int number) -> desks.get(number).rest();
      case ServerStep.HandlersWork(int number) -> desks.get(number).goOn();
      case ServerStep.Orders(Child child) -> {
        String tag = nextOrder();
        Optional<Desk> to = registered().filter(desk -> desk.child.equals(child.id())).findFirst();
        orders.put(tag, to.isPresent() ? "written" : "nobody");
        to.ifPresent(desk -> desk.write("inject_context " + tag));
      }
      case ServerStep.Broadcasts _ -> {
        String tag = nextOrder();
        List<String> to = registered().map(desk -> desk.child + " written").sorted().toList();
        registered().forEach(desk -> desk.write("cancel " + tag));
        orders.put(tag, to.toString());
      }
      case ServerStep.Stops _ -> {
        stopping = true;
        desks.forEach(desk -> desk.close(now + Patience.CLOSE_SHORT.millis()));
      }
      case ServerStep.Wait(int seconds) -> pass(now + seconds * SECOND);
    }
  }

  private String nextOrder() {
    return "K" + (orders.size() + 1);
  }

  private void connect(Desk desk) {
    if (stopping || desk.state != Desk.State.NOBODY) {
      return;
    }
    long open = desks.stream().filter(Desk::isOpen).count();
    desk.open(now);
    if (open >= script.limit()) {
      desk.refuse("Refused");
    }
  }

  private void verdictWanted(Desk desk) {
    verdicts.add(desk);
  }

  private void decide(Child child, Verdict verdict) {
    Optional<Desk> first =
        verdicts.stream().filter(desk -> desk.asked.equals(child.id())).findFirst();
    if (first.isEmpty()) {
      return;
    }
    Desk desk = first.get();
    verdicts.remove(desk);
    if (desk.state != Desk.State.AUTHORIZING) {
      return; // too late: nobody is there any more
    }
    Optional<Desk> holder = desks.stream().filter(other -> other.holds(child.id())).findFirst();
    if (verdict == Verdict.REFUSE) {
      desk.refuse("Refused");
    } else if (holder.isPresent() && script.duplicates() == Duplicates.REJECT) {
      if (slip == ServerSlip.ACCEPTS_DUPLICATES) {
        join(desk, child);
      } else {
        desk.refuse("Refused");
      }
    } else {
      holder.ifPresent(old -> old.end("Superseded"));
      join(desk, child);
    }
  }

  private void join(Desk desk, Child child) {
    int session = sessions.merge(child.id(), 1, Integer::sum);
    desk.join(child.id(), child.id() + "/" + session, ++joined, now);
  }

  private void pass(long until) {
    while (true) {
      desks.forEach(Desk::work);
      Optional<Desk> next =
          desks.stream()
              .filter(desk -> desk.due() <= until)
              .min(Comparator.comparingLong(Desk::due));
      if (next.isEmpty()) {
        now = until;
        desks.forEach(desk -> desk.now = until);
        return;
      }
      now = next.get().due();
      long at = now;
      desks.forEach(desk -> desk.now = at);
      next.get().ring();
    }
  }
}
