package dev.handfast.conformance.world;

import dev.handfast.CallbackThread;
import dev.handfast.SocketPath;
import dev.handfast.conformance.script.Child;
import dev.handfast.conformance.script.Line;
import dev.handfast.conformance.script.Patience;
import dev.handfast.conformance.script.ServerAccount;
import dev.handfast.conformance.script.ServerScript;
import dev.handfast.conformance.script.ServerStep;
import dev.handfast.conformance.story.Story;
import dev.handfast.message.Decision;
import dev.handfast.message.PermissionRequest;
import dev.handfast.seam.Seams;
import dev.handfast.server.HandfastServer;
import dev.handfast.server.ServerOptions;
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
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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
  private final BlockingCalls calls = new BlockingCalls();
  private final Story story;
  private final ServerDiary diary;
  private final HandfastServer server;
  private Verdict verdict = Verdict.accept();
  private int accepted;
  private boolean stopped;

  private ServerWorld(
      ServerScript script, CallbackThread callbacks, UnaryOperator<Transport> wiring, Story story) {
    this.story = story;
    this.diary = new ServerDiary(story);
    transport.chunk(script.chunk());
    for (int i = 0; i < ServerScript.CONNECTIONS; i++) {
      workers.add(new MemoryWorker(i));
    }
    var seams = new Seams(wiring.apply(transport), clock, threads, Padding.ID_SEED);
    ServerOptions.Builder program =
        diary.program(HandfastServer.builder(PATH).seams(seams), script, (_, _) -> verdict);
    if (callbacks == CallbackThread.READER) {
      program.callbacksOn(callbacks).onPermissionLater(this::answerLater);
    }
    server = HandfastServer.start(program.build());
  }

  /// When everything was read, as handlers with threads of their own do here.
  private CompletionStage<Decision> answerLater(Worker worker, PermissionRequest request) {
    Decision decision = diary.asked(worker, request);
    var answer = new CompletableFuture<Decision>();
    threads.start("answer", () -> answer.complete(decision));
    return answer;
  }

  /// Plays a script with the real server.
  public static ServerAccount play(ServerScript script) {
    return play(script, transport -> transport);
  }

  /// Plays a script with the real server over another transport.
  public static ServerAccount play(ServerScript script, UnaryOperator<Transport> wiring) {
    return play(script, wiring, new Story());
  }

  /// Plays a script with the real server over another transport, and lets a story be told of it.
  public static ServerAccount play(
      ServerScript script, UnaryOperator<Transport> wiring, Story story) {
    return play(script, CallbackThread.VIRTUAL, wiring, story);
  }

  /// Plays a script whose handlers do not rest with the real server, its callbacks on the thread
  /// that reads.
  public static ServerAccount playOnReader(ServerScript script, Story story) {
    return play(script, CallbackThread.READER, UnaryOperator.identity(), story);
  }

  private static ServerAccount play(
      ServerScript script, CallbackThread callbacks, UnaryOperator<Transport> wiring, Story story) {
    var world = new ServerWorld(script, callbacks, wiring, story);
    for (ServerStep step : script.steps()) {
      story.did(step.who(), step.toString());
      world.act(step);
      world.settle();
      world.diary.registered(world.server.workers());
    }
    ServerAccount account = world.account();
    return account.withEndless(world.end()).withImpossible(story.impossible());
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
    List<String> awaited =
        threads.waiting().stream()
            .filter(name -> name.startsWith(VERDICT_THREAD))
            .map(name -> name.substring(VERDICT_THREAD.length()))
            .toList();
    return diary.account(frames, awaited);
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
      case ServerStep.Orders(Child child) -> diary.order(server, child);
      case ServerStep.Broadcasts _ -> diary.broadcast(server);
      case ServerStep.Stops _ -> stop();
      case ServerStep.Wait(int seconds) -> clock.pass(Duration.ofSeconds(seconds), this::settle);
    }
  }

  private void connect(MemoryWorker worker) {
    if (!worker.isUsed() && !stopped) {
      worker.use("c-" + ++accepted);
      story.named(worker.serverName(), worker.name());
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
