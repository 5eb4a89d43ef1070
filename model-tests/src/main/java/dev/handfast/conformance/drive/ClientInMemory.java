package dev.handfast.conformance.drive;

import dev.handfast.SocketPath;
import dev.handfast.conformance.reference.ReferenceClient;
import dev.handfast.conformance.script.Account;
import dev.handfast.conformance.script.Caller;
import dev.handfast.conformance.script.Patience;
import dev.handfast.conformance.script.Script;
import dev.handfast.conformance.script.Step;
import dev.handfast.conformance.script.Surroundings;
import dev.handfast.conformance.script.Surroundings.Arrival;
import dev.handfast.conformance.script.Word;
import dev.handfast.conformance.story.Played;
import dev.handfast.conformance.story.Story;
import dev.handfast.conformance.subject.ClientOnSeams;
import dev.handfast.conformance.verdict.Breach;
import dev.handfast.conformance.verdict.Deeds;
import dev.handfast.conformance.world.BlockingCalls;
import dev.handfast.conformance.world.MemoryPeer;
import dev.handfast.conformance.world.Padding;
import dev.handfast.conformance.world.Spoken;
import dev.handfast.conformance.world.VirtualClock;
import dev.handfast.conformance.world.WaitingThreads;
import dev.handfast.seam.Seams;
import dev.handfast.transport.InMemoryTransport;
import dev.handfast.transport.LinkHandler.ConnectProblem;
import dev.handfast.transport.LinkHandler.Hope;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Plays a script with a client of any library in memory, and holds it against the reference after
/// each step. The world moves until nothing moves any more, so what is missing then is missing.
final class ClientInMemory {
  private static final SocketPath PATH = SocketPath.of("/run/orchestrator.sock");

  private final Surroundings surroundings;
  private final InMemoryTransport transport = InMemoryTransport.manual();
  private final VirtualClock clock = new VirtualClock();
  private final WaitingThreads threads = new WaitingThreads();
  private final MemoryPeer peer = new MemoryPeer();
  private final Story story = new Story();
  private final DrivenClient client;
  private final ScriptedProgram program;
  private final List<String> phases = new ArrayList<>();
  private int heard;

  private ClientInMemory(Script script, ClientOnSeams subject, Driver.Hello hello) {
    this.surroundings = script.surroundings();
    transport.chunk(surroundings.chunk());
    var _ = transport.listen(PATH, 1, () -> peer);
    if (surroundings.arrival() == Arrival.HOPELESS) {
      transport.refuse(PATH, 1, new ConnectProblem(Hope.GIVE_UP, "no way"));
    }
    var seams = new Seams(transport, clock, threads, Padding.ID_SEED);
    this.client =
        new DrivenClient(
            new MemoryChannel(
                subject,
                hello.features(),
                (settings, listener) -> subject.start(settings, listener, seams)),
            story);
    this.program = new ScriptedProgram(client);
    client.connect(this::settings);
  }

  /// Plays a script, and tells where the client and the reference differ first.
  ///
  /// @param script made by [Script#inMemory]
  static Trial play(Script script, ClientOnSeams subject, Driver.Hello hello) {
    var life = new ClientInMemory(script, subject, hello);
    for (int i = 0; i < script.steps().size(); i++) {
      Step step = script.steps().get(i);
      life.act(step);
      life.settle();
      Script lived = script.upTo(i + 1);
      Account expected = ReferenceClient.account(lived).withFramesByKind();
      List<String> differences = life.differences(expected);
      if (!differences.isEmpty()) {
        differences.addFirst("after step %d, %s:".formatted(i + 1, step));
        Account seen = life.seen(expected);
        life.end();
        return Trial.differing(
            new Played(differences, life.story),
            Breach.of(Deeds.of(lived), expected, seen),
            Duration.ZERO,
            Optional.empty());
      }
      life.phases.add(expected.phases().getLast());
    }
    life.end();
    return Trial.agreeing(life.story, Duration.ZERO);
  }

  private void settings(ObjectNode settings) {
    settings.put("socket", PATH.toString()).put("childId", Padding.CHILD);
    settings.put("worktree", "/tmp").put("branch", "main").put("task", "a script");
    settings.put("handshakeTimeoutMs", ReferenceClient.HANDSHAKE_DEADLINE);
    settings.put("queueMessages", surroundings.room().messages());
    settings.put(
        "whenFull",
        surroundings.room().overflow() == Surroundings.Overflow.FAILS ? "fail" : "drop logs");
    settings.put("pingIntervalMs", ReferenceClient.PING_INTERVAL);
    settings.put("silenceLimitMs", ReferenceClient.SILENCE_LIMIT);
    settings.put("earlyLineLimit", ClientOverDriver.EARLY_LIMIT);
    settings.put("lineLimit", ClientOverDriver.LATE_LIMIT);
  }

  /// Runs until nothing moves any more.
  private void settle() {
    boolean moves = true;
    while (moves) {
      moves = transport.runAll() > 0;
      moves |= threads.runOne();
    }
  }

  private List<String> differences(Account expected) {
    var _ = client.ask(Duration.ZERO);
    List<String> frames = peer.heard().frames();
    frames.subList(heard, frames.size()).forEach(story::crossed);
    heard = frames.size();
    Account wanted = client.isClosed() ? expected : expected.withoutReports();
    return new ArrayList<>(wanted.differences(seen(expected)));
  }

  private Account seen(Account expected) {
    return client
        .account(phases, program.tags(), peer.heard().frames(), expected.counted())
        .withFramesByKind();
  }

  private void act(Step step) {
    if (step instanceof Step.ReadsOn) {
      story.did(Story.PROGRAM, "connects");
    } else {
      story.did(step instanceof Step.Peer ? Story.PEER : Story.PROGRAM, step.toString());
    }
    switch (step) {
      case Step.Send(Caller caller) -> program.send(caller);
      case Step.AllSend _ -> program.sendInTurn();
      case Step.Ask(Patience patience) -> program.ask(Duration.ofMillis(patience.millis()));
      case Step.GiveUp(int request) -> program.giveUp(request);
      case Step.Close(Patience patience) -> client.close(Duration.ofMillis(patience.millis()));
      case Step.Says(List<Word> words) -> say(words);
      case Step.Wait(int seconds) -> clock.pass(Duration.ofSeconds(seconds), this::settle);
      case Step.ReadsOn _ -> {} // it always reads: the moment at which the client has connected
      case Step.Ends _ -> peer.end();
      case Step.Leaves _ -> peer.leave();
      case Step.Listen _, Step.Hold _, Step.Breaks _, Step.StopsReading _ ->
          throw new IllegalArgumentException("not with a client of any library: " + step);
    }
  }

  private void say(List<Word> words) {
    var bytes = new ByteArrayOutputStream();
    for (Word word : words) {
      bytes.writeBytes(Spoken.bytes(word, peer.heard().handshake(), peer.heard().requests()));
    }
    peer.write(bytes.toByteArray(), this::settle);
  }

  /// Ends the connection, so that no thread of the client is left behind.
  private void end() {
    peer.leave();
    settle();
    var _ = threads.letEnd(() -> clock.pass(BlockingCalls.ROUND, this::settle));
  }
}
