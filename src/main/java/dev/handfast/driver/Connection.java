package dev.handfast.driver;

import dev.handfast.CallbackThread;
import dev.handfast.CloseCause;
import dev.handfast.Counts;
import dev.handfast.Delivery;
import dev.handfast.HandfastEvent;
import dev.handfast.HandfastException;
import dev.handfast.OverflowPolicy;
import dev.handfast.Receipt;
import dev.handfast.RequestOutcome;
import dev.handfast.frame.Decoded;
import dev.handfast.frame.EncodedFrame;
import dev.handfast.message.Message;
import dev.handfast.message.MessageReader;
import dev.handfast.message.MessageWriter;
import dev.handfast.message.Parsed;
import dev.handfast.message.Ping;
import dev.handfast.message.Pong;
import dev.handfast.message.ProtocolError;
import dev.handfast.options.ConnectionOptions;
import dev.handfast.seam.Clock;
import dev.handfast.seam.Seams;
import dev.handfast.transition.CommonEffect;
import dev.handfast.transition.CommonEvent;
import dev.handfast.transition.KeepaliveDue;
import dev.handfast.transition.Malformed;
import dev.handfast.transition.PeerFellSilent;
import dev.handfast.transition.Refusal;
import dev.handfast.transition.Send;
import dev.handfast.transition.Settle;
import dev.handfast.transition.Step;
import dev.handfast.transition.Timer;
import dev.handfast.transition.Withdraw;
import dev.handfast.transition.Wrote;
import dev.handfast.transport.Link;
import dev.handfast.transport.LinkHandler;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One connection: turns what happens into events and effects into what is to happen; it decides
/// nothing.
///
/// Whoever has something to say (a caller, the transport's owner thread, an alarm) takes a short
/// lock, steps the machine and carries out its effects. The owner thread reads and writes, in
/// [LinkEnd], where a sender may write a single frame himself. While it writes, only sends are
/// stepped: everything that could end a message waits until it is known what the kernel took, so
/// *failed* always means that no byte left (HF-5). Callbacks run on the [Dispatcher], outside the
/// lock, in order.
///
/// @param <S> the machine's states
/// @param <E> the machine's events
/// @param <F> the machine's effects
public final class Connection<S, E, F> {
  private final String name;
  private final Part<S, E, F> part;
  private final ConnectionOptions options;
  private final Seams seams;
  private final Stamp stamp;
  private final Observer observer;
  private final Dispatcher dispatcher;
  private final MessageReader reader = new MessageReader();
  private final MessageWriter writer = new MessageWriter();
  private final Promise<CloseCause> closed;
  private final LinkEnd wire;

  private final ReentrantLock lock = new ReentrantLock();
  private final ArrayDeque<Function<S, E>> inbox = new ArrayDeque<>();
  private final ArrayDeque<Offer<E>> line = new ArrayDeque<>();
  private final Sends sends = new Sends();
  private final Alarms alarms;
  private final Counters counters = new Counters();
  private volatile S state;
  private @Nullable Refusal refused;

  /// Why no frames are taken at present.
  public enum Pause {
    /// The verdict is not here (HF-27).
    VERDICT,
    /// The handlers are behind.
    HANDLERS,
    /// The peer does not read our answers; its silence still counts.
    OUTPUT
  }

  /// A connection without a link yet.
  ///
  /// @param name this side's name of it, for events and thread names
  /// @param part what differs between the roles
  /// @param initial the machine's first state
  /// @param options the numbers that it works with
  public Connection(
      String name,
      Part<S, E, F> part,
      S initial,
      ConnectionOptions options,
      Seams seams,
      Stamp stamp,
      Observer observer) {
    this.name = name;
    this.part = part;
    this.state = initial;
    this.options = options;
    this.seams = seams;
    this.stamp = stamp;
    this.observer = observer;
    this.closed = new Promise<>(seams.clock());
    this.alarms = new Alarms(seams.clock(), this::ring);
    this.dispatcher = new Dispatcher(name, this::runCallbacks, this::caughtUp);
    this.wire = new LinkEnd(new FrontDesk(), lock, seams.clock());
  }

  // What callers see; any thread.

  /// This side's name of the connection.
  public String name() {
    return name;
  }

  /// The machine's state now.
  public S state() {
    return state;
  }

  /// What the transport is to call: with a link, or with the news that the attempt has failed.
  ///
  /// Called once for each attempt, with the connection's lock held or before others know it.
  public LinkHandler handler() {
    wire.expect();
    return wire;
  }

  /// The cause of the end, once it has come.
  public Promise<CloseCause> closed() {
    return closed;
  }

  /// Kept once the link is closed, or once it is certain that there will be none.
  public Promise<Boolean> gone() {
    return wire.gone();
  }

  /// Waits for the callbacks that are queued by now, up to a limit and whoever interrupts.
  ///
  /// A callback that calls this does not wait for itself.
  public void awaitCallbacks(Duration limit) {
    if (!dispatcher.isRunningMe()) {
      var done = new Promise<Boolean>(seams.clock());
      dispatcher.execute(() -> done.keep(true));
      var _ = done.awaitUninterruptibly(limit);
    }
  }

  /// Runs callbacks in order, outside the lock.
  public Dispatcher dispatcher() {
    return dispatcher;
  }

  private void runCallbacks(String thread, Runnable task) {
    boolean read =
        options.callbacksOn() == CallbackThread.READER
            && seams.transport().execute(() -> wire.attend(() -> ReaderThread.run(task)));
    if (!read) {
      seams.threads().start(thread, task);
    }
  }

  /// Who is at the other end; empty before the link is open.
  public Optional<Link.Peer> peer() {
    return wire.peer();
  }

  /// The accepted messages that the connection's end left unwritten, in order of acceptance.
  public List<Receipt> undelivered() {
    lock.lock();
    try {
      return sends.undelivered();
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

  /// Encodes a message now and offers it to the machine; where there is no room, what was
  /// configured happens (HF-11, HF-24).
  ///
  /// Callers that wait for room are served in the order in which they came, and before any that
  /// comes later. The receipt's outcome comes exactly once.
  ///
  /// @param event makes the machine's event from the encoded message
  /// @throws HandfastException.NotSendable where it cannot be encoded or is too large
  /// @throws HandfastException.QueueFull where there is no room
  /// @throws HandfastException.Closed where the connection is ending or has ended
  public Receipt send(Message message, Function<Send, E> event) {
    return send(message, Clock.LONGEST, event);
  }

  /// Does as [#send(Message, Function)], and waits for room no longer than the message is of use.
  ///
  /// @param use the longest wait for room
  /// @param event makes the machine's event from the encoded message, at the moment at which there
  ///   is room
  /// @throws HandfastException.NotSendable where it cannot be encoded or is too large
  /// @throws HandfastException.QueueFull where there is no room
  /// @throws HandfastException.Closed where the connection is ending or has ended
  public Receipt send(Message message, Duration use, Function<Send, E> event) {
    Offer<E> offer = offer(message, event);
    Optional<Promise<Boolean>> answer;
    lock.lock();
    try {
      line.add(offer);
      pump();
      answer = offer.toBeAnswered(seams.clock());
    } finally {
      wire.unlock();
    }
    answer.ifPresent(promise -> awaitRoom(offer, promise, use));
    return offer.receipt();
  }

  /// Encodes a message that needs no room and offers it to the machine, past all that wait.
  ///
  /// @param event makes the machine's event from the encoded message
  /// @throws HandfastException.NotSendable where it cannot be encoded or is too large
  /// @throws HandfastException.Closed where the connection is ending or has ended
  public Receipt sendAhead(Message message, Function<Send, E> event) {
    Offer<E> offer = offer(message, event);
    lock.lock();
    try {
      pump();
      answer(offer, admit(offer));
    } finally {
      wire.unlock();
    }
    return offer.receipt();
  }

  private void awaitRoom(Offer<E> offer, Promise<Boolean> answer, Duration use) {
    switch (options.whenFull()) {
      case OverflowPolicy.Fail _ -> throw new IllegalStateException("not answered at once");
      case OverflowPolicy.WaitUpTo(Duration limit) ->
          await(offer, answer, limit.compareTo(use) < 0 ? limit : use);
      case OverflowPolicy.DropOldest _ -> answer.awaitSoon(); // for a write to end
    }
  }

  private void await(Offer<E> offer, Promise<Boolean> answer, Duration limit) {
    try {
      if (!ReaderThread.isCurrent()) { // else there is no room as long as it waits
        var _ = answer.await(limit);
      }
    } catch (HandfastException.WaitEnded interrupted) {
      if (leaves(offer)) {
        throw interrupted;
      }
    }
    var _ = leaves(offer);
  }

  /// Ends an offer's wait; whether it still had no answer.
  private boolean leaves(Offer<E> offer) {
    lock.lock();
    try {
      boolean waited = line.remove(offer);
      if (waited) {
        answer(offer, Optional.of(new Refusal.Full(options.queue())));
        pump(); // the next one may fit
      }
      return waited;
    } finally {
      wire.unlock();
    }
  }

  /// Tells the machine what happened.
  public void submit(E event) {
    submit(_ -> event);
  }

  /// Tells the machine what follows from its state, as it is when the event's turn comes.
  ///
  /// @param event called with the lock held: must not block
  public void submit(Function<S, E> event) {
    lock.lock();
    try {
      inbox.add(event);
      pump();
    } finally {
      wire.unlock();
    }
  }

  private Offer<E> offer(Message message, Function<Send, E> event) {
    return new Offer<>(ticket(message), encode(message), loss(message.type()), event);
  }

  private Ticket ticket(Message message) {
    return new Ticket(message.id(), message.type(), new Promise<>(seams.clock()), dispatcher);
  }

  /// Encodes a message that the machine is to decide about in its next step; called by the [Part],
  /// for an event that carries it, with the lock held.
  ///
  /// @throws HandfastException.NotSendable where it cannot be encoded or is too large
  public Send enclose(Message message) {
    EncodedFrame frame = encode(message);
    return new Send(sends.enter(ticket(message)), frame);
  }

  private Send.Loss loss(String type) {
    return options.whenFull() instanceof OverflowPolicy.DropOldest(var types)
            && types.stream().anyMatch(droppable -> droppable.type().equals(type))
        ? Send.Loss.HARMLESS
        : Send.Loss.FORBIDDEN;
  }

  private EncodedFrame encode(Message message) {
    EncodedFrame frame = writer.write(message);
    long limit = Math.min(options.frameLimit(), options.queue().bytes() - 1);
    if (frame.length() - 1 > limit) {
      throw new HandfastException.NotSendable(
          "%s of %d bytes is over this side's limit of %d bytes; send less or raise the frame limit"
              .formatted(message.type(), frame.length() - 1, limit));
    }
    return frame;
  }

  // The loop. From here to the desk everything needs the lock.

  /// The check of the state and the acceptance are this one step (HF-3).
  private Optional<Refusal> admit(Offer<E> offer) {
    long number = sends.enter(offer.ticket());
    refused = null;
    step(offer.event(number, whenFull()));
    return Optional.ofNullable(refused);
  }

  /// While a batch is being written, no message may be taken out of it.
  private Send.WhenFull whenFull() {
    return options.whenFull() instanceof OverflowPolicy.DropOldest && !wire.isWriting()
        ? Send.WhenFull.DROPS_OLDEST
        : Send.WhenFull.REFUSED;
  }

  private void answer(Offer<E> offer, Optional<Refusal> refusal) {
    refusal.ifPresent(
        why ->
            observe(
                at -> new HandfastEvent.SendRefused(at, offer.ticket().type(), Sends.words(why))));
    offer.answer(refusal);
  }

  /// What has happened comes first, then the callers that want to send, in their order.
  private void pump() {
    if (!wire.isWriting()) {
      for (var event = inbox.poll(); event != null; event = inbox.poll()) {
        step(event.apply(state));
      }
    }
    for (var first = line.peek(); first != null; first = line.peek()) {
      Optional<Refusal> refusal = admit(first);
      if (refusal.filter(Refusal.Full.class::isInstance).isPresent() && mayWait()) {
        return; // whoever comes later waits behind it, also where it would fit
      }
      line.remove();
      answer(first, refusal);
    }
  }

  private boolean mayWait() {
    return switch (options.whenFull()) {
      case OverflowPolicy.Fail _ -> false;
      case OverflowPolicy.WaitUpTo _ -> true;
      case OverflowPolicy.DropOldest _ -> wire.isWriting();
    };
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
      case CommonEffect.Transmit(Send send) ->
          wire.transmit(send.frame(), new Outlet.Application(send.ticket()));
      case Withdraw(long number) -> wire.withdraw(number);
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
      case CommonEffect.HalfClose _ -> wire.halfClose();
      case CommonEffect.Hangup _ -> {
        alarms.disarmAll();
        wire.hangup();
      }
      case CommonEffect.Arm(Timer timer) -> alarms.arm(timer, length(timer));
      case CommonEffect.Disarm(Timer timer) -> alarms.disarm(timer);
      case Settle(long number, Delivery delivery) ->
          sends.settle(number, delivery).ifPresent(ticket -> settled(ticket, delivery));
      case CommonEffect.Refuse(long number, Refusal refusal) -> {
        sends.forget(number);
        refused = refusal;
      }
      case CommonEffect.Deliver(Message message) -> part.deliver(message);
      case CommonEffect.Ignore(var why, String what) -> {
        counters.ignored(why);
        observe(at -> new HandfastEvent.Ignored(at, why.spelling(), what));
      }
      case CommonEffect.AnnounceClosed(CloseCause cause) -> ended(cause);
    }
  }

  private void settled(Ticket ticket, Delivery delivery) {
    observe(at -> new HandfastEvent.Settled(at, ticket.messageId(), ticket.type(), delivery));
    ticket.outcome().keep(delivery);
  }

  private void ended(CloseCause cause) {
    if (cause instanceof CloseCause.PeerMisbehaved(var violation)) {
      observe(at -> new HandfastEvent.Violated(at, violation));
    }
    tell(at -> new HandfastEvent.Ended(at, cause)); // once per connection, and always
    part.closed(cause);
    closed.keep(cause);
  }

  /// Hands the connection's own frame to the writer; called by the [Part] for handshakes and acks.
  public void control(Message message) {
    control(writer.write(message));
  }

  /// The same with a frame that was encoded before, so that nothing can be wrong with it here.
  public void control(EncodedFrame frame) {
    wire.transmit(frame, new Outlet.Control());
  }

  /// Takes no more frames for this reason, effective for the next frame already; called by the
  /// [Part].
  public void pause(Pause reason) {
    wire.pause(reason);
  }

  /// Takes frames again, unless another reason stands against it; called by the [Part].
  public void resume(Pause reason) {
    wire.resume(reason);
  }

  /// Queues a callback for a received message, and stops reading when too many wait; called by the
  /// [Part].
  public void dispatch(Runnable callback) {
    if (dispatcher.queue(callback) >= options.inboundLimit()) {
      pause(Pause.HANDLERS);
      if (haveCaughtUp()) {
        resume(Pause.HANDLERS); // the last callback ended before it could see the pause
      }
    }
  }

  private boolean haveCaughtUp() {
    return dispatcher.pending() <= options.inboundLimit() / 2;
  }

  /// Tells observers that a request ended without an answer; called by the [Part].
  public void requestEnded(String requestId, RequestOutcome outcome) {
    observe(at -> new HandfastEvent.RequestEnded(at, requestId, outcome));
  }

  private void observe(Function<HandfastEvent.At, HandfastEvent> event) {
    if (observer.isOn()) {
      tell(event);
    }
  }

  private void observeFrame(Function<HandfastEvent.At, HandfastEvent> event) {
    if (observer.takesFrames()) {
      tell(event);
    }
  }

  private void tell(Function<HandfastEvent.At, HandfastEvent> event) {
    var at = new HandfastEvent.At(seams.clock().now(), part.role(), name, part.name(state));
    observer.saw(event.apply(at), dispatcher);
  }

  private Duration length(Timer timer) {
    return switch (timer) {
      case Timer.HandshakeDeadline _ -> options.handshakeTimeout();
      case Timer.RetryDelay retry -> part.length(retry);
      case Timer.RequestTimeout(_, Duration after) -> after;
      case Timer.CloseDeadline(Duration after) -> after;
      case Timer.Keepalive _ -> {
        Duration left = options.silenceLimit().minus(wire.silence());
        yield left.compareTo(options.pingInterval()) < 0 ? left : options.pingInterval();
      }
    };
  }

  // What others call, without the lock.

  private void ring(Timer timer, Alarms.Token token) {
    lock.lock();
    try {
      if (alarms.take(timer, token)) {
        inbox.add(
            _ -> timer instanceof Timer.Keepalive ? part.event(lookAtPeer()) : part.due(timer));
        pump();
      }
    } finally {
      wire.unlock();
    }
  }

  private CommonEvent lookAtPeer() {
    return wire.silence().compareTo(options.silenceLimit()) >= 0
        ? new PeerFellSilent()
        : new KeepaliveDue();
  }

  /// After each callback: once the handlers have caught up by half, frames are taken again.
  private void caughtUp() {
    if (wire.isPaused() && haveCaughtUp()) {
      lock.lock();
      try {
        resume(Pause.HANDLERS);
      } finally {
        wire.unlock();
      }
    }
  }

  /// What the [LinkEnd] reports.
  private final class FrontDesk implements LinkEnd.Desk {
    @Override
    public int frameLimit() {
      return part.frameLimit(state);
    }

    @Override
    public void received(Decoded.Line line) {
      Parsed parsed = reader.read(line);
      lock.lock();
      try {
        wire.heard();
        counters.received(line.length());
        observeFrame(at -> new HandfastEvent.FrameReceived(at, line.text()));
        E event =
            switch (parsed) {
              case Parsed.Read(Message message) -> part.received(message);
              case Parsed.Malformed(var fault) -> part.event(new Malformed(fault));
            };
        inbox.add(_ -> event);
        Connection.this.pump();
      } finally {
        wire.unlock();
      }
    }

    @Override
    public void submit(CommonEvent event) {
      Connection.this.submit(part.event(event));
    }

    @Override
    public void connectFailed(LinkHandler.ConnectProblem problem) {
      Connection.this.submit(part.connectFailed(problem));
    }

    @Override
    public void sent(EncodedFrame frame) {
      counters.sent(frame.length());
      observeFrame(at -> new HandfastEvent.FrameSent(at, frame.text()));
    }

    @Override
    public void wrote(Wrote wrote) {
      step(part.event(wrote));
    }

    @Override
    public void pump() {
      Connection.this.pump();
    }
  }
}
