package dev.handfast.conformance.world;

import dev.handfast.QueueLimit;
import dev.handfast.SocketPath;
import dev.handfast.client.ClientOptions;
import dev.handfast.client.DrainReport;
import dev.handfast.client.HandfastClient;
import dev.handfast.conformance.reference.ReferenceClient;
import dev.handfast.conformance.script.Account;
import dev.handfast.conformance.script.Caller;
import dev.handfast.conformance.script.Patience;
import dev.handfast.conformance.script.Script;
import dev.handfast.conformance.script.Step;
import dev.handfast.conformance.script.Surroundings;
import dev.handfast.conformance.script.Surroundings.Arrival;
import dev.handfast.conformance.script.Word;
import dev.handfast.conformance.story.Story;
import dev.handfast.seam.Seams;
import dev.handfast.transport.InMemoryTransport;
import dev.handfast.transport.LinkHandler.ConnectProblem;
import dev.handfast.transport.LinkHandler.Hope;
import dev.handfast.transport.Transport;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/// Plays a script with a client in memory, on the calling thread, as fast as it runs.
public final class ClientWorld {
  /// Lines up to 2,000 bytes before the verdict, 4,000 after: between the long words of scripts.
  private static final int EARLY_LIMIT = 2_000;

  private static final int LATE_LIMIT = 4_000;

  private static final SocketPath PATH = SocketPath.of("/run/orchestrator.sock");

  private final InMemoryTransport transport = InMemoryTransport.manual();
  private final VirtualClock clock = new VirtualClock();
  private final QueuedThreads threads = new QueuedThreads();
  private final MemoryPeer peer = new MemoryPeer();
  private final Story story;
  private final Diary diary;
  private final List<CompletableFuture<DrainReport>> closes = new ArrayList<>();
  private final BlockingCalls calls = new BlockingCalls();
  private final Surroundings surroundings;
  private final ClientSubject subject;
  private boolean held;

  private ClientWorld(
      Surroundings surroundings,
      ClientSubject.Factory factory,
      UnaryOperator<Transport> wiring,
      Story story) {
    this.surroundings = surroundings;
    this.story = story;
    this.diary = new Diary(story);
    transport.chunk(surroundings.chunk()).capacity(surroundings.pipe().bytes());
    arrive(surroundings.arrival());
    subject = factory.start(options(surroundings, wiring));
  }

  /// Plays a script with the real client.
  public static Account play(Script script) {
    return play(script, ClientSubject::real, transport -> transport);
  }

  /// Plays a script with another client, or over another transport.
  ///
  /// @param factory makes the client
  /// @param wiring may put something between the client and its transport
  public static Account play(
      Script script, ClientSubject.Factory factory, UnaryOperator<Transport> wiring) {
    return play(script, factory, wiring, new Story());
  }

  /// Plays a script, and lets a story be told of it.
  ///
  /// @param factory makes the client
  /// @param wiring may put something between the client and its transport
  public static Account play(
      Script script, ClientSubject.Factory factory, UnaryOperator<Transport> wiring, Story story) {
    var world = new ClientWorld(script.surroundings(), factory, wiring, story);
    script.steps().forEach(world::take);
    Account account = world.account();
    return account
        .withEndless(
            world.calls.letReturn(() -> world.clock.pass(BlockingCalls.ROUND, world::settle)))
        .withImpossible(story.impossible());
  }

  private ClientOptions options(Surroundings surroundings, UnaryOperator<Transport> wiring) {
    return HandfastClient.builder(PATH)
        .childId(Padding.CHILD)
        .worktree("/tmp")
        .queue(new QueueLimit(surroundings.room().messages(), surroundings.room().bytes()))
        .whenFull(Diary.policy(surroundings.room().overflow()))
        .pingInterval(Duration.ofMillis(ReferenceClient.PING_INTERVAL))
        .silenceLimit(Duration.ofMillis(ReferenceClient.SILENCE_LIMIT))
        .earlyFrameLimit(EARLY_LIMIT)
        .frameLimit(LATE_LIMIT)
        .seams(new Seams(wiring.apply(transport), clock, threads, Padding.ID_SEED))
        .onReady(_ -> diary.callback("ready"))
        .onCancel(_ -> diary.callback("cancel"))
        .onContext(
            context -> diary.callback(context.context().length() > 99 ? "long context" : "context"))
        .onClosed(cause -> diary.callback("closed " + Told.of(cause)))
        .onEvent(diary::event)
        .build();
  }

  private void arrive(Arrival arrival) {
    switch (arrival) {
      case UP -> listen();
      case LATE -> {}
      case REFUSED_TWICE -> {
        listen();
        transport.refuse(PATH, 2);
      }
      case HOPELESS -> {
        listen();
        transport.refuse(PATH, 1, new ConnectProblem(Hope.GIVE_UP, "no way"));
      }
    }
  }

  private boolean listening;

  private void listen() {
    if (!listening) {
      listening = true;
      var _ = transport.listen(PATH, 1, () -> peer);
    }
  }

  private void take(Step step) {
    story.did(step instanceof Step.Peer ? Story.PEER : Story.PROGRAM, step.toString());
    boolean inOneGo = held && step instanceof Step.Own;
    if (step instanceof Step.Hold) {
      held = true;
    } else {
      if (!inOneGo) {
        held = false;
        settle();
      }
      transport.anyThreadMayWrite(!inOneGo && !(step instanceof Step.AllSend)); // else some leave
      act(step);
      if (!inOneGo) {
        settle();
      }
    }
    diary.phase(subject.phase());
  }

  /// Runs until nothing moves any more; false where nothing moved.
  private boolean settle() {
    boolean moved = false;
    while (transport.runAll() > 0 || threads.runOne(_ -> true)) {
      moved = true;
    }
    return moved;
  }

  private void act(Step step) {
    switch (step) {
      case Step.Send(Caller caller) -> send(caller);
      case Step.AllSend _ -> allSend();
      case Step.Ask(Patience patience) -> ask(patience);
      case Step.GiveUp(int request) ->
          diary.asked(request).ifPresent(dev.handfast.client.PermissionCall::cancel);
      case Step.Close(Patience patience) -> close(patience);
      case Step.Hold _ -> {}
      case Step.Wait(int seconds) -> clock.pass(Duration.ofSeconds(seconds), this::settle);
      case Step.Listen _ -> listen();
      case Step.Says(List<Word> words) -> say(words);
      case Step.StopsReading _ -> peer.stopReading();
      case Step.ReadsOn _ -> peer.readOn();
      case Step.Ends _ -> peer.end();
      case Step.Leaves _ -> peer.leave();
      case Step.Breaks _ -> {
        if (peer.isThere()) {
          peer.lose();
          transport.wires().forEach(wire -> wire.cut("connection reset by peer"));
        }
      }
    }
  }

  private void send(Caller caller) {
    int number = diary.next();
    String tag = caller + "" + number;
    diary.send(number, tag, subject, () -> subject.send(Padding.content(tag)));
  }

  private void ask(Patience patience) {
    int number = diary.next();
    String tag = "R" + number;
    diary.ask(
        number,
        tag,
        subject,
        () -> subject.ask(Padding.confirmation(tag), Duration.ofMillis(patience.millis())));
  }

  private void allSend() {
    for (Caller caller : Caller.values()) {
      send(caller);
      send(caller);
    }
  }

  private void close(Patience patience) {
    var report = new CompletableFuture<DrainReport>();
    closes.add(report);
    calls.make(() -> report.complete(subject.drain(Duration.ofMillis(patience.millis()))));
  }

  /// All words in one piece; through a narrow pipe word by word, since the peer reads in between.
  private void say(List<Word> words) {
    Heard heard = peer.heard();
    List<byte[]> pieces =
        words.stream()
            .map(word -> Spoken.bytes(word, heard.handshake(), heard.requests()))
            .toList();
    if (surroundings.pipe() == Surroundings.Pipe.NARROW) {
      for (byte[] piece : pieces) {
        peer.write(piece, this::settle);
        settle();
      }
    } else {
      var all = new ByteArrayOutputStream();
      pieces.forEach(all::writeBytes);
      peer.write(all.toByteArray(), this::settle);
    }
  }

  private Account account() {
    long counted = subject.counts().ignored().values().stream().mapToLong(Long::longValue).sum();
    do {
      calls.comeToRest();
    } while (settle());
    List<DrainReport> reports =
        closes.stream().filter(CompletableFuture::isDone).map(CompletableFuture::join).toList();
    return diary.account(peer.heard().frames(), reports, counted);
  }
}
