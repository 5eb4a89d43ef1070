package dev.handfast.conformance.world;

import dev.handfast.SocketPath;
import dev.handfast.conformance.reference.ReferenceClient;
import dev.handfast.conformance.script.Child;
import dev.handfast.conformance.script.Line;
import dev.handfast.conformance.script.Patience;
import dev.handfast.conformance.script.ServerAccount;
import dev.handfast.conformance.script.ServerScript;
import dev.handfast.conformance.script.ServerStep;
import dev.handfast.message.Decision;
import dev.handfast.seam.Seams;
import dev.handfast.server.AnswerReport;
import dev.handfast.server.DuplicatePolicy;
import dev.handfast.server.HandfastServer;
import dev.handfast.server.Verdict;
import dev.handfast.server.Worker;
import dev.handfast.transport.InMemoryTransport;
import dev.handfast.transport.Transport;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// Plays a script with the real server in memory, against workers that say what the script says.
public final class ServerWorld {
  private static final SocketPath PATH = SocketPath.of("/run/orchestrator.sock");
  private static final String VERDICT_THREAD = "handfast-verdict-";

  private final InMemoryTransport transport = InMemoryTransport.manual();
  private final VirtualClock clock = new VirtualClock();
  private final QueuedThreads threads = new QueuedThreads();
  private final List<MemoryWorker> workers = new ArrayList<>();
  private final Set<MemoryWorker> resting = new HashSet<>();
  private final Map<Session, List<String>> sessions = new TreeMap<>();
  private final BlockingCalls calls = new BlockingCalls();
  private final Map<String, Ordered> orders = new TreeMap<>();
  private final List<String> registered = new ArrayList<>();
  private final HandfastServer server;
  private Verdict verdict = Verdict.accept();
  private int accepted;
  private boolean stopped;

  private ServerWorld(ServerScript script, UnaryOperator<Transport> wiring) {
    transport.chunk(script.chunk());
    for (int i = 0; i < ServerScript.CONNECTIONS; i++) {
      workers.add(new MemoryWorker(i));
    }
    server =
        HandfastServer.builder(PATH)
            .seams(new Seams(wiring.apply(transport), clock, threads, Padding.ID_SEED))
            .authorize((_, _) -> verdict)
            .onDuplicate(DuplicatePolicy.valueOf(script.duplicates().name()))
            .maxConnections(script.limit())
            .pingInterval(Duration.ofMillis(ReferenceClient.PING_INTERVAL))
            .silenceLimit(Duration.ofMillis(ReferenceClient.SILENCE_LIMIT))
            .onJoined(worker -> handled(worker, "joined"))
            .onLog((worker, log) -> handled(worker, "log " + log.content()))
            .onPermission(
                (worker, request) -> {
                  handled(worker, "ask " + request.id());
                  return Decision.approve();
                })
            .onAnswer((worker, report) -> handled(worker, "told " + words(report)))
            .onLeft((worker, cause) -> handled(worker, "left " + Told.of(cause)))
            .start();
  }

  /// Plays a script with the real server.
  public static ServerAccount play(ServerScript script) {
    return play(script, transport -> transport);
  }

  /// Plays a script with the real server over another transport.
  public static ServerAccount play(ServerScript script, UnaryOperator<Transport> wiring) {
    var world = new ServerWorld(script, wiring);
    for (ServerStep step : script.steps()) {
      world.act(step);
      world.settle();
      world.registered.add(
          world.server.workers().stream().map(Worker::childId).toList().toString());
    }
    ServerAccount account = world.account();
    return account.withEndless(world.end());
  }

  /// Handlers and verdicts come to an end, and with them whoever waits for them; tells how many
  /// wait for ever.
  private long end() {
    return calls.letReturn(
        () -> {
          while (transport.runAll() > 0 || threads.runOne(_ -> true)) {
            // until nothing moves any more
          }
          clock.pass(BlockingCalls.ROUND, this::settle);
        });
  }

  private ServerAccount account() {
    var frames = new HashMap<String, List<String>>();
    workers.forEach(worker -> frames.put(worker.name(), worker.heard().frames()));
    var outcomes = new HashMap<String, String>();
    orders.forEach((tag, ordered) -> outcomes.put(tag, ordered.told()));
    return new ServerAccount(registered, frames, numbered(), outcomes, 0);
  }

  private static String words(AnswerReport report) {
    String id = report.request().id();
    return switch (report) {
      case AnswerReport.Accepted(_, Decision.Deny _) -> "denial " + id;
      case AnswerReport.Accepted _ -> "answer " + id;
      case AnswerReport.Refused _ -> "refused " + id;
    };
  }

  private void handled(Worker worker, String what) {
    var session = new Session(worker.epoch(), worker.childId());
    sessions.computeIfAbsent(session, _ -> new ArrayList<>()).add(what);
  }

  /// A session by its epoch.
  private record Session(long epoch, String child) implements Comparable<Session> {
    @Override
    public int compareTo(Session other) {
      return Long.compare(epoch, other.epoch);
    }
  }

  /// The sessions of each name, counted from 1 by their epochs.
  private Map<String, List<String>> numbered() {
    var counts = new HashMap<String, Integer>();
    var numbered = new HashMap<String, List<String>>();
    sessions.forEach(
        (session, told) -> {
          int number = counts.merge(session.child(), 1, Integer::sum);
          numbered.put(session.child() + "/" + number, told);
        });
    return numbered;
  }

  /// Handlers that rest and verdicts that are out do not run; everything else does.
  private void settle() {
    while (transport.runAll() > 0
        || threads.runOne(name -> !name.startsWith(VERDICT_THREAD) && !rests(name))) {
      // until nothing moves any more
    }
  }

  private boolean rests(String thread) {
    return resting.stream().anyMatch(worker -> worker.serverName().equals(thread));
  }

  private void act(ServerStep step) {
    switch (step) {
      case ServerStep.Connects(int number) -> connect(workers.get(number));
      case ServerStep.Tells(int number, List<Line> lines) -> tell(workers.get(number), lines);
      case ServerStep.Ends(int number) -> workers.get(number).end();
      case ServerStep.Leaves(int number) -> workers.get(number).leave();
      case ServerStep.Decides(Child child, ServerStep.Verdict decision) -> {
        verdict = decision == ServerStep.Verdict.ACCEPT ? Verdict.accept() : Verdict.reject("no");
        var _ = threads.runOne((VERDICT_THREAD + child.id())::equals);
      }
      case ServerStep.HandlersRest(int number) -> resting.add(workers.get(number));
      case ServerStep.HandlersWork(int number) -> resting.remove(workers.get(number));
      case ServerStep.Orders(Child child) -> {
        String tag = nextOrder();
        orders.put(
            tag,
            Ordered.to(
                server.worker(child.id()), worker -> worker.injectContext(say(tag), List.of())));
      }
      case ServerStep.Broadcasts _ -> {
        String tag = nextOrder();
        orders.put(tag, Ordered.to(server.broadcast(worker -> worker.cancel(say(tag)))));
      }
      case ServerStep.Stops _ -> stop();
      case ServerStep.Wait(int seconds) -> clock.pass(Duration.ofSeconds(seconds), this::settle);
    }
  }

  private String nextOrder() {
    return "K" + (orders.size() + 1);
  }

  private static String say(String tag) {
    return "tag:" + tag;
  }

  private void connect(MemoryWorker worker) {
    if (!worker.isUsed() && !stopped) {
      worker.use("c-" + ++accepted);
      transport.connect(PATH, worker);
    }
  }

  private void tell(MemoryWorker worker, List<Line> lines) {
    if (!worker.speaks()) {
      return;
    }
    var bytes = new ByteArrayOutputStream();
    for (Line line : lines) {
      bytes.writeBytes(worker.spell(line).getBytes(StandardCharsets.UTF_8));
    }
    worker.write(bytes.toByteArray(), this::settle);
  }

  private void stop() {
    stopped = true;
    calls.make(
        () -> {
          var _ = server.stop(Duration.ofMillis(Patience.CLOSE_SHORT.millis()));
        });
  }
}
