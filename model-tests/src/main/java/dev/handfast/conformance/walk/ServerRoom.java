package dev.handfast.conformance.walk;

import dev.handfast.CloseCause;
import dev.handfast.Delivery;
import dev.handfast.HandfastEvent;
import dev.handfast.HandfastException;
import dev.handfast.Receipt;
import dev.handfast.SocketPath;
import dev.handfast.conformance.script.Line;
import dev.handfast.conformance.world.BlockingCalls;
import dev.handfast.conformance.world.Breath;
import dev.handfast.conformance.world.MemoryWorker;
import dev.handfast.conformance.world.Padding;
import dev.handfast.conformance.world.Told;
import dev.handfast.message.Decision;
import dev.handfast.message.PermissionRequest;
import dev.handfast.message.PermissionResponse;
import dev.handfast.seam.Seams;
import dev.handfast.seam.Threads;
import dev.handfast.server.AnswerReport;
import dev.handfast.server.HandfastServer;
import dev.handfast.server.StopReport;
import dev.handfast.server.Verdict;
import dev.handfast.server.Worker;
import dev.handfast.transport.Transport;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/// The real server, with a program that uses it and one worker that does what the stimuli say.
final class ServerRoom implements Room<ServerStimulus> {
  private static final Duration HANDSHAKE = Duration.ofSeconds(11);
  private static final Duration CLOSE = Duration.ofSeconds(7);
  private static final Duration PING = Duration.ofSeconds(20);
  private static final Duration SILENCE = Duration.ofSeconds(60);

  /// 2 requests at a time, as in the scene.
  private static final int MOST_ASKED = 2;

  private final BellClock clock = new BellClock();
  private final Outside outside;
  private final HeldVerdicts threads;
  private final HandfastServer server;
  private final MemoryWorker worker = new MemoryWorker(0);

  private final ConcurrentLinkedQueue<String> callbacks = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Delivery> answers = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedDeque<Asked> asked = new ConcurrentLinkedDeque<>();
  private final AtomicReference<String> state = new AtomicReference<>("AwaitingHandshake");
  private final AtomicLong ignored = new AtomicLong();
  private final AtomicReference<Verdict> verdict = new AtomicReference<>(Verdict.accept());
  private final AtomicReference<Optional<Worker>> session = new AtomicReference<>(Optional.empty());

  private final BlockingCalls calls = new BlockingCalls();
  private final List<CompletableFuture<StopReport.Ended>> closes = new ArrayList<>();
  private final List<Message> messages = new ArrayList<>();
  private final Deque<Message> unsettled = new ArrayDeque<>();
  private Seen seen = new Seen();
  private int heard;
  private int made;
  private long counted;
  private boolean hasAsked;
  private boolean awaited;
  private boolean speaks = true;
  private boolean reads = true;
  private boolean left;

  /// A request that the program has not decided about.
  private record Asked(String id, CompletableFuture<Decision> decision) {}

  /// An order or a reply that is not over.
  private static final class Message {
    private final String tag;
    private final Optional<Receipt> receipt;
    private boolean settled;
    private boolean arrived;

    Message(String tag, Optional<Receipt> receipt) {
      this.tag = tag;
      this.receipt = receipt;
      this.settled = receipt.isEmpty();
    }
  }

  /// A server to which a worker has connected.
  ServerRoom(SocketPath path, Outside outside, Transport transport, Threads others) {
    this.outside = outside;
    this.threads = new HeldVerdicts(others);
    this.server =
        HandfastServer.builder(path)
            .queue(ClientScene.LIMIT)
            .handshakeTimeout(HANDSHAKE)
            .pingInterval(PING)
            .silenceLimit(SILENCE)
            .seams(new Seams(transport, clock, threads, Padding.ID_SEED))
            .authorize((_, _) -> verdict.get())
            .onJoined(this::joined)
            .onLog((_, _) -> callbacks.add("log"))
            .onPermissionLater((_, request) -> asks(request))
            .onAnswer((_, report) -> callbacks.add(words(report)))
            .onLeft((_, cause) -> callbacks.add("left " + Told.of(cause)))
            .onEvent(this::event)
            .start();
    outside.connect();
    outside.rest(() -> clock.isSet(HANDSHAKE::equals));
  }

  // What the program is told, on the library's threads.

  private void joined(Worker joined) {
    session.set(Optional.of(joined));
    callbacks.add("joined");
  }

  private CompletionStage<Decision> asks(PermissionRequest request) {
    var decision = new CompletableFuture<Decision>();
    asked.add(new Asked(request.id(), decision));
    callbacks.add("asks");
    return decision;
  }

  private static String words(AnswerReport report) {
    return switch (report) {
      case AnswerReport.Accepted(_, Decision decision) -> Told.of(decision);
      case AnswerReport.Refused(_, Decision decision, _) -> "refused: " + Told.of(decision);
    };
  }

  private void event(HandfastEvent event) {
    switch (event) {
      case HandfastEvent.StateChanged changed -> state.set(changed.at().state());
      case HandfastEvent.Ignored _ -> ignored.incrementAndGet();
      case HandfastEvent.Settled(_, _, String type, Delivery delivery)
          when type.equals(PermissionResponse.TYPE) ->
          answers.add(delivery);
      case HandfastEvent _ -> {}
    }
  }

  @Override
  public String take(ServerStimulus stimulus, String expected) {
    seen = new Seen();
    if (!happens(stimulus)) {
      return Scene.IMPOSSIBLE;
    }
    rest(() -> isSeen(expected));
    if (outside.needsBarrier() && hears() && isSeen(expected)) {
      passBarrier();
    }
    if (isClosed() && !reads && !left) {
      outside.awaitHangUp();
    }
    look();
    messages.removeIf(message -> message.settled && message.arrived);
    return seen.in(state.get());
  }

  private boolean happens(ServerStimulus stimulus) {
    return switch (stimulus) {
      case HELLO, HELLO_NOBODY, LOG, LOG_OF_OTHER -> says(stimulus);
      case PONG, UNKNOWN, ERROR, NOT_JSON, WRONG_DIRECTION -> says(stimulus);
      case PING -> reads && says(stimulus);
      case HELLO_WITH_MORE, ASK -> asked.size() < MOST_ASKED && says(stimulus);
      case ASK_AGAIN -> hasAsked && asked.size() < MOST_ASKED && says(stimulus);
      case VERDICT_YES -> decides(Verdict.accept());
      case VERDICT_NO -> decides(Verdict.reject("no"));
      case DECIDE -> reads && !asked.isEmpty() && does(this::reply);
      case ORDER -> session.get().map(this::order).isPresent();
      case CLOSE -> session.get().map(this::endSession).isPresent();
      case ENDS -> hears() && does(this::end);
      case LEAVES -> hears() && does(this::leave);
      case STOPS_READING -> hears() && reads && does(this::stopReading);
      case READS_ON -> !reads && !left && does(this::readOn);
      case HANDSHAKE_DUE -> clock.ring(HANDSHAKE::equals);
      case CLOSE_DUE -> !isClosed() && clock.ring(CLOSE::equals);
      case KEEPALIVE_DUE -> reads && clock.ring(PING::equals);
      case SILENCE_DUE -> clock.isSet(PING::equals) && does(this::fallSilent);
    };
  }

  private static boolean does(Runnable act) {
    act.run();
    return true;
  }

  // The program.

  private boolean decides(Verdict now) {
    verdict.set(now);
    return threads.letGo();
  }

  private boolean order(Worker to) {
    String tag = "K" + ++made;
    String text = reads ? "" : "x".repeat(outside.large());
    try {
      Receipt receipt = to.injectContext("tag:" + tag + " " + text, List.of());
      messages.add(new Message("inject_context " + tag, Optional.of(receipt)));
      seen.call("accepted");
    } catch (HandfastException.QueueFull _) {
      seen.call("refused: full");
    } catch (HandfastException.Closed closed) {
      seen.call("refused: " + Told.of(closed.reason()));
    }
    return true;
  }

  private void reply() {
    Asked first = asked.remove();
    if (isRegistered()) {
      answering("answer", first);
    }
    first.decision().complete(Decision.approve());
  }

  private void answering(String word, Asked request) {
    var answer = new Message(word + " " + request.id(), Optional.empty());
    messages.add(answer);
    unsettled.add(answer);
  }

  /// What is open is denied, in order.
  private boolean endSession(Worker of) {
    if (isRegistered()) {
      asked.forEach(one -> answering("denial", one));
    }
    var ended = new CompletableFuture<StopReport.Ended>();
    closes.add(ended);
    calls.make(() -> ended.complete(of.close(CLOSE)));
    return true;
  }

  private void fallSilent() {
    clock.pass(SILENCE);
    clock.ring(PING::equals);
  }

  // The worker.

  private boolean says(ServerStimulus stimulus) {
    if (!hears()) {
      return false;
    }
    hasAsked |= stimulus.lines().contains(Line.ASK);
    say(stimulus.lines());
    return true;
  }

  private void say(List<Line> lines) {
    var text = new StringBuilder();
    lines.forEach(line -> text.append(worker.spell(line)));
    outside.say(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private void end() {
    speaks = false;
    outside.end();
  }

  private void leave() {
    speaks = false;
    reads = false;
    left = true;
    outside.leave();
  }

  private void stopReading() {
    reads = false;
    outside.stopReading();
  }

  private void readOn() {
    reads = true;
    outside.readOn();
  }

  private boolean hears() {
    return speaks && !isClosed() && !state.get().equals("Authorizing");
  }

  private boolean isRegistered() {
    return state.get().equals("Registered");
  }

  private boolean isClosed() {
    return state.get().equals("Closed");
  }

  // Coming to rest.

  private void rest(BooleanSupplier enough) {
    outside.rest(enough);
    long until = System.nanoTime() + ClientRoom.PATIENCE.toNanos();
    while (isClosed() && !allReturned() && System.nanoTime() < until) {
      Breath.passes(); // a close that waits returns: its thread only needs its turn
      outside.rest(enough);
    }
  }

  private boolean allReturned() {
    return closes.stream().allMatch(CompletableFuture::isDone);
  }

  private boolean isSeen(String expected) {
    look();
    return seen.in(state.get()).equals(expected);
  }

  private void look() {
    List<String> frames = outside.heard().frames();
    frames.subList(heard, frames.size()).forEach(frame -> seen.frame(arrives(frame)));
    heard = frames.size();
    for (var answer = answers.poll(); answer != null; answer = answers.poll()) {
      unsettled.remove().arrived |= !(answer instanceof Delivery.Written);
    }
    for (int i = 0; i < messages.size(); i++) {
      tell("#" + (i + 1), messages.get(i));
    }
    for (String told = callbacks.poll(); told != null; told = callbacks.poll()) {
      seen.callback(told);
    }
    long now = ignored.get();
    seen.counted(now - counted);
    counted = now;
    boolean waits = threads.waits();
    if (waits && !awaited) {
      seen.call("asks for a verdict");
    }
    awaited = waits;
    if (!closes.isEmpty() && allReturned()) {
      CloseCause cause = closes.getLast().join().cause();
      seen.call("close returns " + Told.of(cause));
      closes.clear();
    }
  }

  private String arrives(String frame) {
    for (Message message : messages) {
      if (frame.equals(message.tag)) {
        message.arrived = true;
        return "#" + (messages.indexOf(message) + 1);
      }
    }
    return frame;
  }

  private void tell(String name, Message message) {
    Optional<Delivery> delivery = message.receipt.flatMap(Receipt::delivery);
    if (!message.settled && delivery.isPresent()) {
      message.settled = true;
      message.arrived |= !(delivery.get() instanceof Delivery.Written);
      seen.outcome(name + " " + Told.of(delivery.get()));
    }
  }

  /// Two frames that are counted: when the second one is, all that came before the first was taken,
  /// and all that could be written was.
  private void passBarrier() {
    long before = seen.counted();
    say(List.of(Line.UNKNOWN, Line.UNKNOWN));
    rest(
        () -> {
          look();
          return seen.counted() >= before + 2;
        });
    seen.counted(-2);
  }

  @Override
  public void close() {
    asked.forEach(one -> one.decision().complete(Decision.deny()));
    outside.leave();
    clock.ring(HANDSHAKE::equals);
    calls.make(() -> server.stop(CLOSE));
    rest(this::isClosed);
    outside.close();
  }
}
