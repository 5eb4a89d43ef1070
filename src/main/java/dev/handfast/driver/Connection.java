package dev.handfast.driver;

import dev.handfast.seam.Seams;

import dev.handfast.CloseCause;
import dev.handfast.Counts;
import dev.handfast.Delivery;
import dev.handfast.FailureCause;
import dev.handfast.HandfastEvent;
import dev.handfast.HandfastException;
import dev.handfast.OverflowPolicy;
import dev.handfast.Receipt;
import dev.handfast.RequestOutcome;
import dev.handfast.frame.Decoded;
import dev.handfast.frame.EncodedFrame;
import dev.handfast.frame.FrameDecoder;
import dev.handfast.message.Message;
import dev.handfast.message.MessageReader;
import dev.handfast.message.MessageWriter;
import dev.handfast.message.Parsed;
import dev.handfast.message.Ping;
import dev.handfast.message.Pong;
import dev.handfast.message.ProtocolError;
import dev.handfast.transition.CommonEffect;
import dev.handfast.transition.CommonEvent;
import dev.handfast.transition.ConnectionLost;
import dev.handfast.transition.KeepaliveDue;
import dev.handfast.transition.Malformed;
import dev.handfast.transition.Opened;
import dev.handfast.transition.Outbox;
import dev.handfast.transition.PeerFellSilent;
import dev.handfast.transition.Refusal;
import dev.handfast.transition.Send;
import dev.handfast.transition.Settle;
import dev.handfast.transition.Step;
import dev.handfast.transition.Timer;
import dev.handfast.transition.Wrote;
import dev.handfast.transport.Link;
import dev.handfast.transport.LinkHandler;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One connection: turns bytes into events and effects into bytes; it decides nothing.
///
/// Whoever has something to say (a caller, the transport's owner thread, an alarm) takes a short
/// lock, steps the machine and carries out its effects. Only the owner thread reads and writes the
/// link; it holds no lock while it does. While it writes, only sends are stepped: everything that
/// could end a message waits until it is known what the kernel took, so *failed* always means that
/// no byte left (HF-5). Callbacks run on the [Dispatcher], outside the lock, in order.
///
/// @param <S> the machine's states
/// @param <E> the machine's events
/// @param <F> the machine's effects
public final class Connection<S, E, F> implements LinkHandler {

  /// 16 rounds of writing, then other connections of the owner thread get their turn.
  private static final int ROUNDS = 16;

  /// 64 control frames: more than any honest peer has outstanding; beyond it, reading stops.
  private static final int CONTROL_LIMIT = 64;

  /// 1 s for reading what the peer had written before it stopped reading us.
  private static final Duration LINGER = Duration.ofSeconds(1);

  private final String name;
  private final Part<S, E, F> part;
  private final Settings settings;
  private final Seams seams;
  private final Stamp stamp;
  private final Observer observer;
  private final Dispatcher dispatcher;
  private final FrameDecoder decoder;
  private final MessageReader reader = new MessageReader();
  private final MessageWriter writer = new MessageWriter();
  private final Promise<CloseCause> closed;
  private final Promise<Boolean> gone;

  private final ReentrantLock lock = new ReentrantLock();
  private final ArrayDeque<E> inbox = new ArrayDeque<>();
  private final Outlet outlet = new Outlet();
  private final Alarms alarms;
  private final Map<Long, Ticket> tickets = new HashMap<>();
  private final List<Receipt> undelivered = new ArrayList<>();
  private final List<Promise<Boolean>> waitingForRoom = new ArrayList<>();
  private final Set<Pause> pauses = EnumSet.noneOf(Pause.class);
  private final Counters counters = new Counters();
  private volatile S state;
  private volatile @Nullable Link link;
  private volatile @Nullable Thread inCallback;
  private volatile long heardAt;
  private volatile boolean paused;
  private @Nullable Refusal refused;
  private @Nullable String endDetail;
  private Ending ending = Ending.OPEN;
  private Outbox.Head lastHead = Outbox.Head.UNTOUCHED;
  private long nextTicket;
  private boolean writing;
  private boolean writable = true;
  private boolean broken;
  private boolean resume;
  private boolean wake;

  /// Why no frames are taken at present.
  public enum Pause {
    /// The verdict is not here (HF-27).
    VERDICT,
    /// The handlers are behind.
    HANDLERS,
    /// The peer does not read our answers; its silence still counts.
    OUTPUT
  }

  /// What the machine has ordered for the link's end.
  private enum Ending {
    OPEN,
    HALF_CLOSE,
    HALF_CLOSED,
    HANGUP,
    GONE
  }

  /// A connection without a link yet.
  ///
  /// @param name    this side's name of it, for events and thread names
  /// @param part    what differs between the roles
  /// @param initial the machine's first state
  public Connection(
      String name,
      Part<S, E, F> part,
      S initial,
      Settings settings,
      Seams seams,
      Stamp stamp,
      Observer observer) {
    this.name = name;
    this.part = part;
    this.state = initial;
    this.settings = settings;
    this.seams = seams;
    this.stamp = stamp;
    this.observer = observer;
    this.closed = new Promise<>(seams.clock());
    this.gone = new Promise<>(seams.clock());
    this.alarms = new Alarms(seams.clock(), this::ring);
    this.dispatcher = new Dispatcher(name, seams.threads(), this::caughtUp);
    this.decoder = new FrameDecoder(part.frameLimit(initial));
    this.heardAt = seams.clock().nanos();
  }

  // What callers see.

  /// The machine's state now.
  public S state() {
    return state;
  }

  /// The cause of the end, once it has come.
  public Promise<CloseCause> closed() {
    return closed;
  }

  /// Kept once the link is closed, or once it is certain that there will be none.
  public Promise<Boolean> gone() {
    return gone;
  }

  /// Runs callbacks in order, outside the lock.
  public Dispatcher dispatcher() {
    return dispatcher;
  }

  /// Who is at the other end; empty before the link is open.
  public Optional<Link.Peer> peer() {
    return Optional.ofNullable(link).map(Link::peer);
  }

  /// The accepted messages that the connection's end left unwritten, in order of acceptance.
  public List<Receipt> undelivered() {
    lock.lock();
    try {
      return List.copyOf(undelivered);
    } finally {
      lock.unlock();
    }
  }

  /// What was counted so far.
  public Counts counts() {
    lock.lock();
    try {
      return counters.counts();
    } finally {
      lock.unlock();
    }
  }

  /// Encodes a message now and offers it to the machine, waiting for room as configured.
  ///
  /// Any thread. The receipt's outcome comes exactly once.
  ///
  /// @param event makes the machine's event from the encoded message
  /// @throws HandfastException.NotSendable where it cannot be encoded or is too large
  /// @throws HandfastException.QueueFull where there is no room
  /// @throws HandfastException.Closed where the connection is ending or has ended
  public Receipt send(Message message, Function<Send, E> event) {
    EncodedFrame frame = encode(message);
    return switch (settings.whenFull()) {
      case OverflowPolicy.Fail _ -> offer(message, frame, event, Optional.empty());
      case OverflowPolicy.WaitUpTo(Duration limit) -> {
        long until = seams.clock().nanos() + limit.toNanos();
        yield offer(message, frame, event, Optional.of(until));
      }
    };
  }

  /// Tells the machine what happened; any thread.
  public void submit(E event) {
    lock.lock();
    try {
      inbox.add(event);
      pump();
    } finally {
      unlock();
    }
  }

  // Sends.

  private EncodedFrame encode(Message message) {
    EncodedFrame frame = writer.write(message);
    long limit = Math.min(settings.frameLimit(), settings.queue().bytes() - 1);
    if (frame.length() - 1 > limit) {
      throw new HandfastException.NotSendable(
          "%s of %d bytes is over this side's limit of %d bytes; send less or raise the frame limit"
              .formatted(message.type(), frame.length() - 1, limit));
    }
    return frame;
  }

  private Receipt offer(
      Message message, EncodedFrame frame, Function<Send, E> event, Optional<Long> until) {
    while (true) {
      Promise<Boolean> room = new Promise<>(seams.clock());
      Refusal refusal;
      lock.lock();
      try {
        var ticket =
            new Ticket(message.id(), message.type(), new Promise<>(seams.clock()), dispatcher);
        refusal = admit(ticket, frame, event);
        if (refusal == null) {
          return ticket;
        }
        if (refusal instanceof Refusal.Full && until.isPresent()) {
          waitingForRoom.add(room); // under the lock that refused: no signal is missed
        } else {
          observe(at -> new HandfastEvent.SendRefused(at, message.type(), words(refusal)));
        }
      } finally {
        unlock();
      }
      HandfastException refusedNow = exception(refusal, frame);
      if (!(refusal instanceof Refusal.Full) || until.isEmpty()) {
        throw refusedNow;
      }
      if (room.await(Duration.ofNanos(Math.max(0, until.get() - seams.clock().nanos()))).isEmpty()
          && seams.clock().nanos() >= until.get()) {
        throw refusedNow;
      }
    }
  }

  /// The check of the state and the acceptance are this one step under the lock (HF-3).
  private @Nullable Refusal admit(Ticket ticket, EncodedFrame frame, Function<Send, E> event) {
    pump();
    long number = nextTicket++;
    tickets.put(number, ticket);
    refused = null;
    step(event.apply(new Send(number, frame)));
    if (refused != null) {
      tickets.remove(number);
    }
    return refused;
  }

  private static HandfastException exception(Refusal refusal, EncodedFrame frame) {
    return switch (refusal) {
      case Refusal.Full full ->
          new HandfastException.QueueFull(
              full.limit(),
              "no room for %d bytes: the queue holds up to %d messages or %d bytes; %s"
                  .formatted(
                      frame.length(),
                      full.limit().messages(),
                      full.limit().bytes(),
                      "send less, wait with OverflowPolicy.waitUpTo, or raise the limit"));
      case Refusal.NotOpen(CloseCause cause) -> new HandfastException.Closed(cause);
      case Refusal.NobodyAsks nobody -> new HandfastException.NotSendable(words(nobody));
    };
  }

  private static String words(Refusal refusal) {
    return switch (refusal) {
      case Refusal.Full _ -> "queue full";
      case Refusal.NotOpen(CloseCause cause) -> cause.message();
      case Refusal.NobodyAsks(String id) ->
          "nobody waits for a reply to " + id + ": it was answered before, or never asked";
    };
  }

  // The loop. Everything from here to the callbacks needs the lock.

  private void pump() {
    if (writing) {
      return;
    }
    for (E event = inbox.poll(); event != null; event = inbox.poll()) {
      step(event);
    }
  }

  private void step(E event) {
    S before = state;
    Step<S, F> step = part.step(before, event);
    state = step.next(); // the only assignment to state
    if (!part.name(before).equals(part.name(state))) {
      observe(at -> new HandfastEvent.StateChanged(at, part.name(before)));
    }
    step.effects().forEach(part::perform);
  }

  /// Carries out one of the effects that both roles share; called by the [Part].
  public void perform(CommonEffect effect) {
    switch (effect) {
      case CommonEffect.Transmit(Send send) -> transmit(send.frame(), Outlet.Cargo.APPLICATION);
      case CommonEffect.TransmitPing _ -> control(new Ping(stamp.id(), stamp.millis()));
      case CommonEffect.TransmitPong _ -> control(new Pong(stamp.id(), stamp.millis()));
      case CommonEffect.TransmitProtocolError(var violation) ->
          control(
              new ProtocolError(
                  stamp.id(),
                  stamp.millis(),
                  violation.code().wire(),
                  violation.message(),
                  Optional.empty()));
      case CommonEffect.HalfClose _ -> end(Ending.HALF_CLOSE);
      case CommonEffect.Hangup _ -> {
        outlet.withdraw();
        alarms.disarmAll();
        end(Ending.HANGUP);
        if (link == null) {
          gone.keep(true);
        }
      }
      case CommonEffect.Arm(Timer timer) -> alarms.arm(timer, length(timer));
      case CommonEffect.Disarm(Timer timer) -> alarms.disarm(timer);
      case Settle(long number, Delivery delivery) -> {
        Ticket ticket = tickets.remove(number);
        if (ticket != null) {
          settle(ticket, delivery);
        }
        roomIsThere();
      }
      case CommonEffect.Refuse(_, Refusal refusal) -> refused = refusal;
      case CommonEffect.Deliver(Message message) -> part.deliver(message);
      case CommonEffect.Ignore(var why, String what) -> {
        counters.ignored(why);
        observe(at -> new HandfastEvent.Ignored(at, why.spelling(), what));
      }
      case CommonEffect.AnnounceClosed(CloseCause cause) -> {
        if (cause instanceof CloseCause.PeerMisbehaved(var violation)) {
          observe(at -> new HandfastEvent.Violated(at, violation));
        }
        observe(at -> new HandfastEvent.Ended(at, cause));
        part.closed(cause);
        closed.keep(cause);
        roomIsThere();
      }
    }
  }

  private void settle(Ticket ticket, Delivery delivery) {
    observe(at -> new HandfastEvent.Settled(at, ticket.messageId(), ticket.type(), delivery));
    switch (delivery) {
      case Delivery.Failed(FailureCause.ConnectionEnded _) -> undelivered.add(ticket);
      case Delivery.Unknown _ -> undelivered.add(ticket);
      case Delivery.Failed _, Delivery.Written _ -> {}
    }
    ticket.outcome().keep(delivery);
  }

  /// Hands the connection's own frame to the writer; called by the [Part] for handshakes and acks.
  public void control(Message message) {
    transmit(writer.write(message), Outlet.Cargo.CONTROL);
    if (outlet.controls() > CONTROL_LIMIT) {
      pause(Pause.OUTPUT);
    }
  }

  /// Tells observers that a request ended without an answer; called by the [Part].
  public void requestEnded(String requestId, RequestOutcome outcome) {
    observe(at -> new HandfastEvent.RequestEnded(at, requestId, outcome));
  }

  private void transmit(EncodedFrame frame, Outlet.Cargo cargo) {
    outlet.add(frame, cargo);
    wake = true;
  }

  private void end(Ending wanted) {
    if (wanted.compareTo(ending) > 0) {
      ending = wanted;
      wake = true;
    }
  }

  private void roomIsThere() {
    waitingForRoom.forEach(waiter -> waiter.keep(true));
    waitingForRoom.clear();
  }

  /// Takes no more frames for this reason; effective for the next frame already.
  public void pause(Pause reason) {
    pauses.add(reason);
    paused = true;
    if (link instanceof Link open) {
      open.pauseReading();
    }
  }

  /// Takes frames again, unless another reason stands against it.
  public void resume(Pause reason) {
    if (pauses.remove(reason) && pauses.isEmpty()) {
      paused = false;
      heardAt = seams.clock().nanos();
      resume = true;
      wake = true;
    }
  }

  private Duration length(Timer timer) {
    return switch (timer) {
      case Timer.HandshakeDeadline _ -> settings.handshakeTimeout();
      case Timer.RetryDelay retry -> part.length(retry);
      case Timer.RequestTimeout(_, Duration after) -> after;
      case Timer.CloseDeadline(Duration after) -> after;
      case Timer.Keepalive _ -> {
        Duration left = settings.silenceLimit().minus(silence());
        yield left.compareTo(settings.pingInterval()) < 0 ? left : settings.pingInterval();
      }
    };
  }

  private Duration silence() {
    return Duration.ofNanos(seams.clock().nanos() - heardAt);
  }

  private void observe(Function<HandfastEvent.At, HandfastEvent> event) {
    if (observer.isOn()) {
      observer.saw(
          event.apply(
              new HandfastEvent.At(seams.clock().now(), part.role(), name, part.name(state))),
          dispatcher);
    }
  }

  /// Releases the lock, and wakes the owner thread if there is something for it to do.
  private void unlock() {
    boolean due = wake && !Thread.currentThread().equals(inCallback); // else its turn comes anyway
    Link open = link;
    if (due) {
      wake = false;
    }
    lock.unlock();
    if (due && open != null) {
      open.wake();
    }
  }

  private void ring(Timer timer, Alarms.Token token) {
    lock.lock();
    try {
      if (alarms.take(timer, token)) {
        inbox.add(timer instanceof Timer.Keepalive ? part.event(lookAtPeer()) : part.due(timer));
        pump();
      }
    } finally {
      unlock();
    }
  }

  /// A peer is not silent while it is we who do not listen.
  private CommonEvent lookAtPeer() {
    if (pauses.contains(Pause.HANDLERS) || pauses.contains(Pause.VERDICT)) {
      heardAt = seams.clock().nanos();
    }
    return silence().compareTo(settings.silenceLimit()) >= 0
        ? new PeerFellSilent()
        : new KeepaliveDue();
  }

  /// After each callback: once the handlers have caught up by half, frames are taken again.
  private void caughtUp() {
    if (paused && dispatcher.pending() <= settings.inboundLimit() / 2) {
      lock.lock();
      try {
        resume(Pause.HANDLERS);
      } finally {
        unlock();
      }
    }
  }

  /// Queues a callback for a received message, and stops reading when too many wait.
  public void dispatch(Runnable callback) {
    dispatcher.execute(callback);
    if (dispatcher.pending() >= settings.inboundLimit()) {
      pause(Pause.HANDLERS);
    }
  }

  // What the transport's owner thread calls.

  @Override
  public void opened(Link opened) {
    callback(
        () -> {
          lock.lock();
          try {
            link = opened;
            heardAt = seams.clock().nanos();
            inbox.add(part.event(new Opened()));
            pump();
          } finally {
            unlock();
          }
        });
  }

  @Override
  public void connectFailed(ConnectProblem problem) {
    submit(part.connectFailed(problem));
  }

  @Override
  public void read(ByteBuffer bytes) {
    callback(
        () -> {
          heardAt = seams.clock().nanos();
          decoder.feed(bytes);
          takeFrames();
        });
  }

  @Override
  public void writable() {
    callback(
        () -> {
          lock.lock();
          try {
            writable = true;
          } finally {
            lock.unlock();
          }
        });
  }

  @Override
  public void ended(String detail) {
    callback(
        () -> {
          int partial = decoder.pending();
          endDetail =
              partial == 0
                  ? detail
                  : "%s in the middle of a frame, after %d bytes of it".formatted(detail, partial);
          takeFrames();
        });
  }

  /// Runs on the owner thread; what it leaves to be written is written in the turn that follows.
  private void callback(Runnable body) {
    inCallback = Thread.currentThread();
    try {
      body.run();
      turn();
    } finally {
      inCallback = null;
    }
  }

  /// Takes frame after frame until there is none, or until somebody stops us (HF-18, HF-27).
  private void takeFrames() {
    while (!paused) {
      decoder.limit(part.frameLimit(state));
      switch (decoder.next()) {
        case Decoded.Line line -> take(line);
        case Decoded.Malformed(var fault) -> {
          submit(part.event(new Malformed(fault)));
          return;
        }
        case Decoded.NeedMore _ -> {
          if (endDetail != null) {
            submit(part.event(new ConnectionLost(endDetail)));
          }
          return;
        }
      }
    }
  }

  private void take(Decoded.Line line) {
    Parsed parsed = reader.read(line.text());
    lock.lock();
    try {
      counters.received(line.bytes());
      observe(at -> new HandfastEvent.FrameReceived(at, line.text()));
      inbox.add(
          switch (parsed) {
            case Parsed.Read(Message message) -> part.received(message);
            case Parsed.Malformed(var fault) -> part.event(new Malformed(fault));
          });
      pump();
    } finally {
      unlock();
    }
  }

  /// The owner thread's turn: take what waited for a pause to end, write, end the link.
  private void turn() {
    Link open = link;
    if (open == null) {
      return;
    }
    resumeReading(open);
    for (int round = 0; round < ROUNDS; round++) {
      if (!writeSome(open)) {
        return;
      }
    }
    open.wake();
  }

  private void resumeReading(Link open) {
    if (resumed()) {
      takeFrames();
      if (!paused) {
        open.resumeReading();
      }
    }
  }

  private boolean resumed() {
    lock.lock();
    try {
      boolean due = resume;
      resume = false;
      return due;
    } finally {
      lock.unlock();
    }
  }

  /// One round of writing; whether another one makes sense now.
  private boolean writeSome(Link open) {
    Outlet.Batch batch;
    lock.lock();
    try {
      wake = false;
      batch = outlet.batch();
      if (ending == Ending.GONE || batch.isEmpty() || !writable || broken) {
        endLink(open, batch.isEmpty());
        return false;
      }
      writing = true;
    } finally {
      lock.unlock();
    }
    boolean taken = write(open, batch);
    lock.lock();
    try {
      writing = false;
      collect();
      pump();
      if (!taken) {
        broken = true;
        seams.clock().schedule(LINGER, this::lingered);
      } else if (!batch.isWritten()) {
        writable = false;
        open.awaitWritable();
      }
      if (ending == Ending.HANGUP && (broken || !writable)) {
        endLink(open, false); // best effort: what the kernel does not take now is dropped
      }
      return !broken && writable;
    } finally {
      lock.unlock();
    }
  }

  private static boolean write(Link open, Outlet.Batch batch) {
    try {
      open.write(batch.buffers, batch.count);
      return true;
    } catch (IOException _) {
      return false; // the peer no longer reads; what it wrote before is still read, then it ends
    }
  }

  /// Our writes fail, and the peer's end has not shown in the time that it takes to show.
  private void lingered() {
    lock.lock();
    try {
      if (paused) {
        seams.clock().schedule(LINGER, this::lingered); // what it wrote still waits to be read
      } else {
        inbox.add(part.event(new ConnectionLost("it no longer reads")));
        pump();
      }
    } finally {
      unlock();
    }
  }

  private void collect() {
    Outlet.Progress progress = outlet.collect();
    for (EncodedFrame frame : progress.frames()) {
      counters.sent(frame.length());
      observe(at -> new HandfastEvent.FrameSent(at, frame.text()));
    }
    if (progress.messages() > 0 || progress.head() != lastHead) {
      lastHead = progress.head();
      step(part.event(new Wrote(progress.messages(), progress.head())));
    }
    if (outlet.controls() <= CONTROL_LIMIT / 2) {
      resume(Pause.OUTPUT);
    }
  }

  private void endLink(Link open, boolean everythingWritten) {
    switch (ending) {
      case HANGUP -> {
        ending = Ending.GONE;
        open.close();
        gone.keep(true);
      }
      case HALF_CLOSE -> {
        if (everythingWritten) {
          ending = Ending.HALF_CLOSED;
          open.halfClose();
        }
      }
      case OPEN, HALF_CLOSED, GONE -> {}
    }
  }
}
