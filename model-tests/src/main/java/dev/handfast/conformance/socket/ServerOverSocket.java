package dev.handfast.conformance.socket;

import dev.handfast.SocketPath;
import dev.handfast.conformance.reference.ReferenceServer;
import dev.handfast.conformance.script.Child;
import dev.handfast.conformance.script.Line;
import dev.handfast.conformance.script.Patience;
import dev.handfast.conformance.script.ServerAccount;
import dev.handfast.conformance.script.ServerScript;
import dev.handfast.conformance.script.ServerStep;
import dev.handfast.conformance.story.Played;
import dev.handfast.conformance.story.Story;
import dev.handfast.conformance.world.Breath;
import dev.handfast.conformance.world.MemoryWorker;
import dev.handfast.conformance.world.Padding;
import dev.handfast.conformance.world.ServerDiary;
import dev.handfast.conformance.world.VirtualClock;
import dev.handfast.seam.Seams;
import dev.handfast.seam.Threads;
import dev.handfast.server.HandfastServer;
import dev.handfast.server.Verdict;
import dev.handfast.transport.Transport;
import dev.handfast.transport.TransportFactory;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// Plays a script with a server and several workers over a real socket, and holds it against the
/// reference after each step. Only time is the script's own.
public final class ServerOverSocket implements AutoCloseable {
  /// 5 s are for a machine that does other things; a server that does the right thing needs none of
  /// it.
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final ServerScript script;
  private final VirtualClock clock = new VirtualClock();
  private final ScriptedThreads threads = new ScriptedThreads();
  private final Threshold threshold = new Threshold();
  private final Path path;
  private final Transport transport;
  private final Story story = new Story();
  private final ServerDiary diary = new ServerDiary(story);
  private final Map<Integer, Guest> guests = new TreeMap<>();
  private final Set<Integer> resting = new HashSet<>();
  private final HandfastServer server;
  private volatile Verdict verdict = Verdict.accept();
  private boolean stopped;

  /// A worker that has connected.
  ///
  /// @param serverName how the server calls the connection
  private record Guest(MemoryWorker speller, SocketPeer peer, String serverName) {}

  private ServerOverSocket(
      ServerScript script, Path path, TransportFactory factory, UnaryOperator<Transport> wiring) {
    this.script = script;
    this.path = path;
    this.transport = factory.create(task -> Threads.system().platform("scripted-server", task));
    Transport guarded = threshold.of(wiring.apply(transport));
    var seams = new Seams(guarded, clock, threads, Padding.ID_SEED);
    this.server =
        HandfastServer.start(
            diary
                .program(
                    HandfastServer.builder(SocketPath.of(path)).seams(seams),
                    script,
                    (_, _) -> verdict)
                .build());
  }

  /// Plays a script, and tells where the real server and the reference differ first.
  ///
  /// @param script made by [ServerScript#overSocket]
  /// @param path a path where nothing is
  /// @param factory makes the server's transport; the workers' sockets are always the JDK's
  /// @param wiring may put something between the server and its transport
  public static Played play(
      ServerScript script, Path path, TransportFactory factory, UnaryOperator<Transport> wiring) {
    try (var life = new ServerOverSocket(script, path, factory, wiring)) {
      List<ServerAccount> course = ReferenceServer.course(script);
      for (int i = 0; i < script.steps().size(); i++) {
        ServerStep step = script.steps().get(i);
        life.story.did(step.who(), step.toString());
        life.act(step);
        List<String> differences = life.reach(course.get(i + 1).withAnswersAside());
        if (!differences.isEmpty()) {
          differences.addFirst("after step " + (i + 1) + ", " + step + ":");
          return new Played(differences, life.story);
        }
      }
      return new Played(List.of(), life.story);
    }
  }

  /// Looks until everything that is expected is there.
  private List<String> reach(ServerAccount expected) {
    long until = System.nanoTime() + PATIENCE.toNanos();
    List<String> differences = differences(expected);
    while (!(differences.isEmpty() && haveEntered()) && System.nanoTime() < until) {
      Breath.passes();
      differences = differences(expected);
    }
    diary.registered(server.workers());
    return new ArrayList<>(differences);
  }

  /// That a connection has ended is told behind what its handlers have to hear: while some rest,
  /// its closed link tells.
  private List<String> differences(ServerAccount expected) {
    ServerAccount seen = seen();
    return expected.differences(resting.isEmpty() ? seen : seen.withEnded(threshold.shownOut()));
  }

  private boolean haveEntered() {
    return threshold.entered() == guests.size();
  }

  private ServerAccount seen() {
    var frames = new HashMap<String, List<String>>();
    for (int i = 0; i < ServerScript.CONNECTIONS; i++) {
      frames.put("c" + i, List.of());
    }
    guests.forEach(
        (number, guest) -> {
          guest.peer().look();
          frames.put("c" + number, guest.peer().heard().frames());
        });
    return diary.account(server.workers(), frames, threads.awaited()).withAnswersAside();
  }

  private void act(ServerStep step) {
    switch (step) {
      case ServerStep.Connects(int number) -> connect(number);
      case ServerStep.Tells(int number, List<Line> lines) -> tell(number, lines);
      case ServerStep.Ends(int number) -> with(number, SocketPeer::endOutput);
      case ServerStep.Leaves(int number) -> with(number, SocketPeer::leave);
      case ServerStep.Decides(Child child, ServerStep.Verdict decision) -> {
        verdict = decision == ServerStep.Verdict.ACCEPT ? Verdict.accept() : Verdict.reject("no");
        threads.letAsk(child);
      }
      case ServerStep.Orders(Child child) -> diary.order(server, child);
      case ServerStep.Broadcasts _ -> diary.broadcast(server);
      case ServerStep.Stops _ -> stop();
      case ServerStep.Wait(int seconds) -> clock.pass(Duration.ofSeconds(seconds), () -> {});
      case ServerStep.HandlersRest(int number) -> {
        if (guests.get(number) instanceof Guest guest) {
          resting.add(number);
          threads.rest(guest.serverName());
        }
      }
      case ServerStep.HandlersWork(int number) -> {
        resting.remove(number);
        if (guests.get(number) instanceof Guest guest) {
          threads.work(guest.serverName());
        }
      }
    }
  }

  private void with(int number, java.util.function.Consumer<SocketPeer> act) {
    if (guests.get(number) instanceof Guest guest) {
      act.accept(guest.peer());
    }
  }

  private void connect(int number) {
    if (guests.containsKey(number) || stopped) {
      return;
    }
    var guest =
        new Guest(new MemoryWorker(number), new SocketPeer(path), "c-" + (guests.size() + 1));
    guests.put(number, guest);
    story.named(guest.serverName(), "c" + number);
    guest.peer().connect();
  }

  private void tell(int number, List<Line> lines) {
    if (!(guests.get(number) instanceof Guest guest)) {
      return;
    }
    var bytes = new ByteArrayOutputStream();
    for (Line line : lines) {
      bytes.writeBytes(guest.speller().spell(line).getBytes(StandardCharsets.UTF_8));
    }
    guest.peer().write(bytes.toByteArray(), script.chunk());
  }

  private void stop() {
    stopped = true;
    var _ =
        Thread.ofVirtual()
            .start(() -> server.stop(Duration.ofMillis(Patience.CLOSE_SHORT.millis())));
  }

  @Override
  public void close() {
    guests.values().forEach(guest -> guest.peer().close());
    Thread stopping = Thread.ofVirtual().start(() -> server.stop(Duration.ZERO));
    long until = System.nanoTime() + PATIENCE.toNanos();
    try {
      do { // what it waits for may be set after time has passed
        clock.pass(Duration.ofSeconds(1), () -> {});
      } while (!stopping.join(Duration.ofMillis(10)) && System.nanoTime() < until);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    transport.close();
  }
}
