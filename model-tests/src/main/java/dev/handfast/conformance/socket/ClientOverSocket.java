package dev.handfast.conformance.socket;

import dev.handfast.QueueLimit;
import dev.handfast.SocketPath;
import dev.handfast.client.ClientOptions;
import dev.handfast.client.ClientPhase;
import dev.handfast.client.DrainReport;
import dev.handfast.client.HandfastClient;
import dev.handfast.client.PermissionCall;
import dev.handfast.conformance.reference.ReferenceClient;
import dev.handfast.conformance.script.Account;
import dev.handfast.conformance.script.Caller;
import dev.handfast.conformance.script.Patience;
import dev.handfast.conformance.script.Script;
import dev.handfast.conformance.script.Step;
import dev.handfast.conformance.script.Surroundings;
import dev.handfast.conformance.script.Surroundings.Arrival;
import dev.handfast.conformance.script.Word;
import dev.handfast.conformance.story.Moment;
import dev.handfast.conformance.story.Played;
import dev.handfast.conformance.story.Story;
import dev.handfast.conformance.world.Breath;
import dev.handfast.conformance.world.ClientSubject;
import dev.handfast.conformance.world.Diary;
import dev.handfast.conformance.world.Padding;
import dev.handfast.conformance.world.Spoken;
import dev.handfast.conformance.world.VirtualClock;
import dev.handfast.peer.Burst;
import dev.handfast.seam.Clock;
import dev.handfast.seam.Seams;
import dev.handfast.seam.SystemClock;
import dev.handfast.seam.Threads;
import dev.handfast.trace.TraceEntry;
import dev.handfast.transport.Transport;
import dev.handfast.transport.TransportFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/// Plays a script with a client over a real socket and holds it against the reference after each
/// step. Only time is the script's own, unless the peer comes late.
///
/// Nothing is waited for but what the reference says must come; what must not come shows at the
/// end, when both sides have read to the end of the stream.
public final class ClientOverSocket implements AutoCloseable {
  /// 5 s are for a machine that does other things; a client that does the right thing needs none of
  /// it.
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /// An hour: no life in the system's own time takes as long.
  private static final Duration NEVER = Duration.ofHours(1);

  private static final int EARLY_LIMIT = 2_000;
  private static final int LATE_LIMIT = 4_000;

  private final Surroundings surroundings;
  private final boolean late;
  private final VirtualClock virtual = new VirtualClock();
  private final Clock clock;
  private final Transport transport;
  private final SocketPeer peer;

  /// 500 ms: bytes that lie in a socket have been read by then, even on a busy machine.
  private static final Duration HEARD = Duration.ofMillis(500);

  private final Story story = new Story();
  private final Diary diary = new Diary(story);
  private long said;
  private final List<CompletableFuture<DrainReport>> closes = new ArrayList<>();
  private final ClientSubject subject;

  private ClientOverSocket(
      Script script,
      Path path,
      TransportFactory transport,
      ClientSubject.Factory factory,
      UnaryOperator<Transport> wiring) {
    this.surroundings = script.surroundings();
    this.late = script.isLate();
    this.clock = late ? new SystemClock("scripted-client", Threads.system()) : virtual;
    this.transport = transport.create(task -> Threads.system().platform("scripted-client", task));
    this.peer = new SocketPeer(path);
    arrive(path);
    this.subject = factory.start(options(path, wiring));
  }

  /// Plays a script, and tells where the real client and the reference differ first.
  ///
  /// @param script made by [Script#overSocket]
  /// @param path a path where nothing is
  /// @param transport the client's; the peer's sockets are always the JDK's
  /// @param factory makes the client
  /// @param wiring may put something between the client and its transport
  public static Played play(
      Script script,
      Path path,
      TransportFactory transport,
      ClientSubject.Factory factory,
      UnaryOperator<Transport> wiring) {
    return play(script, path, transport, factory, wiring, PATIENCE, (_, _) -> {});
  }

  /// Plays a script, and hands the first two accounts that differ to a judge.
  ///
  /// @param patience how long what is expected may take to come
  /// @param judge is told what was expected, and what was seen
  public static Played play(
      Script script,
      Path path,
      TransportFactory transport,
      ClientSubject.Factory factory,
      UnaryOperator<Transport> wiring,
      Duration patience,
      BiConsumer<Account, Account> judge) {
    try (var life = new ClientOverSocket(script, path, transport, factory, wiring)) {
      for (int i = 0; i < script.steps().size(); i++) {
        life.story.did(who(script.steps().get(i)), script.steps().get(i).toString());
        life.act(script.steps().get(i));
        Account expected = ReferenceClient.account(script.upTo(i + 1));
        Look look = life.reach(expected, patience);
        List<String> differences = new ArrayList<>(look.differences());
        if (!differences.isEmpty()) {
          judge.accept(look.expected(), look.seen());
          differences.addFirst("after step " + (i + 1) + ", " + script.steps().get(i) + ":");
          return new Played(differences, life.story);
        }
      }
      return new Played(List.of(), life.story);
    }
  }

  private static String who(Step step) {
    return step instanceof Step.Peer ? Story.PEER : Story.PROGRAM;
  }

  private ClientOptions options(Path path, UnaryOperator<Transport> wiring) {
    return HandfastClient.builder(SocketPath.of(path))
        .seams(new Seams(wiring.apply(transport), clock, Threads.system(), Padding.ID_SEED))
        .pingInterval(late ? NEVER : Duration.ofMillis(ReferenceClient.PING_INTERVAL))
        .silenceLimit(late ? NEVER : Duration.ofMillis(ReferenceClient.SILENCE_LIMIT))
        .childId(Padding.CHILD)
        .worktree("/tmp")
        .queue(new QueueLimit(surroundings.room().messages(), surroundings.room().bytes()))
        .whenFull(Diary.policy(surroundings.room().overflow()))
        .earlyFrameLimit(EARLY_LIMIT)
        .frameLimit(LATE_LIMIT)
        .onReady(_ -> diary.callback("ready"))
        .onCancel(_ -> diary.callback("cancel"))
        .onContext(
            context -> diary.callback(context.context().length() > 99 ? "long context" : "context"))
        .onClosed(cause -> diary.callback("closed " + Diary.name(cause)))
        .onEvent(diary::event)
        .build();
  }

  private void arrive(Path path) {
    try {
      if (surroundings.arrival() == Arrival.HOPELESS) {
        Files.writeString(path, "no socket");
      } else if (surroundings.arrival() == Arrival.UP) {
        peer.listen();
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// What is expected by now, and what was seen.
  private record Look(Account expected, Account seen) {
    List<String> differences() {
      return expected.differences(seen);
    }
  }

  /// Looks until everything that is expected is there.
  private Look reach(Account expected, Duration patience) {
    long until = System.nanoTime() + patience.toNanos();
    Look look = look(expected);
    while (!look.differences().isEmpty() && System.nanoTime() < until) {
      Breath.passes();
      look = look(expected);
    }
    diary.phase(subject.phase());
    return look;
  }

  /// With the phase as it is now; it is noted once it is right.
  private Look look(Account expected) {
    peer.look();
    boolean closed = closes.stream().allMatch(CompletableFuture::isDone);
    long counted = subject.counts().ignored().values().stream().mapToLong(Long::longValue).sum();
    Account seen =
        diary.account(
            subject.phase(),
            peer.heard().frames(),
            closes.stream().filter(CompletableFuture::isDone).map(CompletableFuture::join).toList(),
            counted);
    return new Look(closed ? expected : expected.withoutReports(), seen);
  }

  private void act(Step step) {
    switch (step) {
      case Step.Send(Caller caller) -> send(caller);
      case Step.AllSend _ -> allSend();
      case Step.Ask(Patience patience) -> ask(patience);
      case Step.GiveUp(int request) -> diary.asked(request).ifPresent(PermissionCall::cancel);
      case Step.Close(Patience patience) -> close(patience);
      case Step.Listen _ -> {} // it does with the next step, by whose end the client has seen it
      case Step.Wait _ when late -> listenUnlessOver();
      case Step.Wait(int seconds) -> {
        awaitHeard();
        virtual.pass(Duration.ofSeconds(seconds), () -> {});
      }
      case Step.Says(List<Word> words) -> say(words);
      case Step.ReadsOn _ -> {} // it always reads
      case Step.Ends _ -> peer.endOutput();
      case Step.Leaves _ -> peer.leave();
      case Step.Hold _, Step.Breaks _, Step.StopsReading _ ->
          throw new IllegalArgumentException("not over a real socket: " + step);
    }
  }

  /// A client that has closed may still be about to make its first attempt, which nobody sees: that
  /// this one finds a peer or not is up to the machine, so it does not.
  private void listenUnlessOver() {
    if (subject.phase() != ClientPhase.CLOSED) {
      peer.listen();
    }
  }

  private void send(Caller caller) {
    int number = diary.next();
    send(caller + "" + number, number);
  }

  private void send(String tag, int number) {
    diary.send(number, tag, subject, () -> subject.send(Padding.content(tag)));
  }

  private void ask(Patience patience) {
    int number = diary.next();
    String tag = "R" + number;
    Duration timeout = Duration.ofMillis(patience.millis());
    diary.ask(number, tag, subject, () -> subject.ask(Padding.confirmation(tag), timeout));
  }

  private void allSend() {
    var tags = new ArrayList<String>();
    var work = new ArrayList<Runnable>();
    for (Caller caller : Caller.values()) {
      int first = diary.next();
      int second = diary.next();
      tags.add(caller + "" + first);
      tags.add(caller + "" + second);
      work.add(
          () -> {
            send(caller + "" + first, first);
            send(caller + "" + second, second);
          });
    }
    diary.atOnce(tags);
    Burst.of(work, Thread.ofVirtual().factory());
  }

  private void close(Patience patience) {
    var report = new CompletableFuture<DrainReport>();
    closes.add(report);
    var _ =
        Thread.ofVirtual()
            .start(() -> report.complete(subject.drain(Duration.ofMillis(patience.millis()))));
  }

  /// Before time passes, what the peer said has been read: a client that has ended its direction
  /// answers no ping that would tell, and its deadline would overtake the bytes.
  private void awaitHeard() {
    long until = System.nanoTime() + HEARD.toNanos();
    while (subject.phase() == ClientPhase.HALF_CLOSED
        && received() < said
        && System.nanoTime() < until) {
      Breath.passes();
    }
  }

  private long received() {
    return story.moments().stream()
        .filter(
            moment ->
                moment instanceof Moment.Saw(TraceEntry entry) && entry.event().equals("received"))
        .count();
  }

  private void say(List<Word> words) {
    said += words.stream().filter(word -> word != Word.HALF_PING && word != Word.BLANK).count();
    var bytes = new ByteArrayOutputStream();
    for (Word word : words) {
      bytes.writeBytes(Spoken.bytes(word, peer.heard().handshake(), peer.heard().requests()));
    }
    peer.write(bytes.toByteArray(), surroundings.chunk());
  }

  @Override
  public void close() {
    peer.close();
    var _ = Thread.ofVirtual().start(() -> subject.drain(Duration.ofMillis(1)));
    virtual.pass(Duration.ofSeconds(1), () -> {});
    transport.close();
    clock.close();
  }
}
