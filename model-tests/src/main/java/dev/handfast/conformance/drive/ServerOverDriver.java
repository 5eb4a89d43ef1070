package dev.handfast.conformance.drive;

import dev.handfast.conformance.reference.ReferenceServer;
import dev.handfast.conformance.script.Line;
import dev.handfast.conformance.script.ServerAccount;
import dev.handfast.conformance.script.ServerScript;
import dev.handfast.conformance.script.ServerScript.Duplicates;
import dev.handfast.conformance.script.ServerStep;
import dev.handfast.conformance.socket.SocketPeer;
import dev.handfast.conformance.story.Played;
import dev.handfast.conformance.story.Story;
import dev.handfast.conformance.verdict.ServerBreach;
import dev.handfast.conformance.world.MemoryWorker;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Plays a script with a driven server and several workers over a real socket, and holds it against
/// the reference after each step.
///
/// Nothing is waited for but what the reference says must come. No time passes: every limit is so
/// long that it is never reached.
public final class ServerOverDriver implements AutoCloseable {
  /// An hour: longer than any run.
  private static final Duration NEVER = Duration.ofHours(1);

  private static final int QUEUE = 1_024;
  private static final int EARLY_LIMIT = 262_144;
  private static final int LATE_LIMIT = 8_388_608;

  private final ServerScript script;
  private final Path path;
  private final Driver driver;
  private final Duration patience;
  private final Expectation expectation;
  private final Story story = new Story();
  private final DrivenServer server;
  private final Map<Integer, Guest> guests = new TreeMap<>();
  private final List<String> workers = new ArrayList<>();
  private int orders;
  private boolean stops;

  /// A worker that has connected.
  private static final class Guest {
    private final MemoryWorker speller;
    private final SocketPeer peer;
    private int heard;

    private Guest(int number, Path path) {
      speller = new MemoryWorker(number, DrivenServer.FLOURISH);
      peer = new SocketPeer(path);
    }
  }

  private ServerOverDriver(ServerScript script, Path path, Driver driver, Duration patience) {
    this.script = script;
    this.path = path;
    this.driver = driver;
    this.patience = patience;
    this.expectation = new Expectation(patience);
    this.server = new DrivenServer(driver, story);
    server.listen(this::settings);
    expectation.await(
        () -> {
          server.look();
          return server.isListening() || server.isGone();
        });
  }

  /// Plays a script, and tells where the server and the reference differ first.
  ///
  /// @param script fit for the driver
  /// @param path a path where nothing is
  /// @param patience how long what must come may take; only means that something hangs
  static Trial play(ServerScript script, Path path, Driver driver, Duration patience) {
    try (var life = new ServerOverDriver(script, path, driver, patience)) {
      for (int i = 0; i < script.steps().size(); i++) {
        ServerStep step = script.steps().get(i);
        life.act(step);
        ServerAccount expected =
            ReferenceServer.decidingLater(script.upTo(i + 1)).withAnswersAsOrders();
        if (life.goesOn(i)) {
          life.workers.add(expected.workers().getLast());
          continue;
        }
        List<String> differences = life.reach(expected);
        if (!differences.isEmpty()) {
          differences.addFirst("after step %d, %s:".formatted(i + 1, step));
          return Trial.differing(
              new Played(differences, life.story),
              ServerBreach.of(expected, life.seen(expected)),
              life.expectation.slowest(),
              life.server.gone());
        }
      }
      return Trial.agreeing(life.story, life.expectation.slowest());
    }
  }

  private void settings(ObjectNode settings) {
    settings.put("socket", path.toString());
    settings.put("handshakeTimeoutMs", NEVER.toMillis()).put("queueMessages", QUEUE);
    settings.put("onDuplicate", script.duplicates() == Duplicates.REJECT ? "reject" : "replace");
    settings.put("verdict", driver.has("verdicts") ? "ask" : "accept");
    settings.put("pingIntervalMs", NEVER.toMillis()).put("silenceLimitMs", NEVER.toMillis());
    settings.put("earlyLineLimit", EARLY_LIMIT).put("lineLimit", LATE_LIMIT);
  }

  /// Whether the next step follows at once: the server takes it by itself, or the program gives its
  /// orders in one go.
  private boolean goesOn(int at) {
    if (at + 1 == script.steps().size()) {
      return false;
    }
    ServerStep next = script.steps().get(at + 1);
    return switch (next) {
      case ServerStep.Decides _ -> !driver.has("verdicts");
      case ServerStep.Orders _, ServerStep.Broadcasts _, ServerStep.Stops _ ->
          isOrder(script.steps().get(at));
      default -> false;
    };
  }

  private static boolean isOrder(ServerStep step) {
    return step instanceof ServerStep.Orders || step instanceof ServerStep.Broadcasts;
  }

  private List<String> reach(ServerAccount expected) {
    List<String> differences =
        expectation.reach(
            () -> differences(expected),
            server::isGone,
            () -> expected.isContradictedBy(seen(expected)));
    if (differences.isEmpty()) {
      workers.add(expected.workers().getLast());
    }
    return differences;
  }

  private List<String> differences(ServerAccount expected) {
    boolean answers = server.ask(patience);
    look();
    List<String> differences = new ArrayList<>(expected.differences(seen(expected)));
    if (!answers && !server.isGone()) {
      differences.add("hung: `state` had no answer for " + patience.toSeconds() + " s");
    }
    return differences;
  }

  private ServerAccount seen(ServerAccount expected) {
    var frames = new HashMap<String, List<String>>();
    for (int i = 0; i < ServerScript.CONNECTIONS; i++) {
      frames.put("c" + i, guests.containsKey(i) ? guests.get(i).peer.heard().frames() : List.of());
    }
    boolean over = stops && expected.ended() == guests.size();
    var all = new ArrayList<>(workers);
    all.add(expected.workers().getLast());
    return server.account(all, frames, expected.ended(), over);
  }

  private void look() {
    guests.forEach(
        (number, guest) -> {
          guest.peer.look();
          List<String> frames = guest.peer.heard().frames();
          frames
              .subList(guest.heard, frames.size())
              .forEach(frame -> story.noted("c%d reads %s".formatted(number, frame)));
          guest.heard = frames.size();
        });
    server.look();
  }

  private void act(ServerStep step) {
    if (!(step instanceof ServerStep.HandlersWork)) {
      story.did(step.who(), step.toString());
    }
    switch (step) {
      case ServerStep.Connects(int number) -> connect(number);
      case ServerStep.Tells(int number, List<Line> lines) ->
          with(number, guest -> tell(guest, lines));
      case ServerStep.Ends(int number) -> with(number, guest -> guest.peer.endOutput());
      case ServerStep.Leaves(int number) -> with(number, guest -> guest.peer.leave());
      case ServerStep.Decides(var child, var verdict) -> {
        if (driver.has("verdicts")) {
          server.decide(child, verdict == ServerStep.Verdict.ACCEPT);
        }
      }
      case ServerStep.HandlersWork(int number) -> {
        story.did(step.who(), "answers c" + number);
        server.approve("c" + number + ".");
      }
      case ServerStep.Orders(var child) -> {
        String tag = nextOrder();
        server.send(tag, child, message("inject_context", "context", tag));
      }
      case ServerStep.Broadcasts _ -> {
        String tag = nextOrder();
        server.broadcast(tag, message("cancel", "reason", tag));
      }
      case ServerStep.Stops _ -> {
        stops = true;
        server.stop(NEVER);
      }
      case ServerStep.Wait _, ServerStep.HandlersRest _ ->
          throw new IllegalArgumentException("not with a driver: " + step);
    }
  }

  private void connect(int number) {
    if (guests.containsKey(number) || stops) {
      return;
    }
    var guest = new Guest(number, path);
    guests.put(number, guest);
    try {
      guest.peer.connect();
    } catch (UncheckedIOException refused) {
      server.fault("c%d cannot connect: %s".formatted(number, refused.getMessage()));
    }
  }

  private void with(int number, Consumer<Guest> act) {
    Optional.ofNullable(guests.get(number)).ifPresent(act);
  }

  private void tell(Guest guest, List<Line> lines) {
    var bytes = new ByteArrayOutputStream();
    for (Line line : lines) {
      bytes.writeBytes(guest.speller.spell(line).getBytes(StandardCharsets.UTF_8));
    }
    write(guest.peer, bytes.toByteArray());
  }

  /// Where pieces are small, the server has a turn in the middle of each character.
  private void write(SocketPeer peer, byte[] bytes) {
    int from = 0;
    for (int at = 1; at < bytes.length; at++) {
      if (script.chunk() < bytes.length && isInsideACharacter(bytes[at])) {
        peer.write(Arrays.copyOfRange(bytes, from, at), script.chunk());
        server.ask(patience);
        from = at;
      }
    }
    peer.write(Arrays.copyOfRange(bytes, from, bytes.length), script.chunk());
  }

  private static boolean isInsideACharacter(byte utf8) {
    return (utf8 & 0xC0) == 0x80;
  }

  private String nextOrder() {
    return "K" + ++orders;
  }

  private static ObjectNode message(String type, String field, String tag) {
    return JsonNodeFactory.instance.objectNode().put("type", type).put(field, "tag:" + tag);
  }

  /// Ends the server; where it does not tell its end, its process is of no more use.
  @Override
  public void close() {
    guests.values().forEach(guest -> guest.peer.close());
    server.stop(Duration.ZERO);
    expectation.await(
        () -> {
          server.look();
          return server.isStopped() || server.isGone();
        });
    if (!server.isStopped()) {
      driver.kill();
    }
  }
}
