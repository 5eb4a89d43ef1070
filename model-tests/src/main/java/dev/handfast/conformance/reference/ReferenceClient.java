package dev.handfast.conformance.reference;

import dev.handfast.conformance.reference.Outgoing.Parcel;
import dev.handfast.conformance.script.Account;
import dev.handfast.conformance.script.Caller;
import dev.handfast.conformance.script.Patience;
import dev.handfast.conformance.script.Script;
import dev.handfast.conformance.script.Step;
import dev.handfast.conformance.script.Surroundings.Arrival;
import dev.handfast.conformance.script.Surroundings.Overflow;
import dev.handfast.conformance.script.Word;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// What a worker's client does in a script, by the specification: sections 6 to 10 of PROTOCOL.md.
///
/// The world is quiet between two steps: what can move has moved, unless a [Step.Hold] says
/// otherwise.
public final class ReferenceClient {
  /// The ping interval of scripts: 4.001 s, so that no tick meets another timer.
  public static final long PING_INTERVAL = 4_001;

  /// The silence limit of scripts: two ping intervals.
  public static final long SILENCE_LIMIT = 2 * PING_INTERVAL;

  /// How long the verdict may take in scripts.
  public static final long HANDSHAKE_DEADLINE = 10_000;

  /// An attempt that failed is repeated well within a second.
  private static final long NEXT_ATTEMPT = 300;

  private static final long SECOND = 1_000;

  private final Limits limits;
  private final Arrival arrival;
  private final Slip slip;
  private final Ledger ledger = new Ledger();
  final Timers timers = new Timers();
  private final Reading reading = new Reading();
  private final Outgoing outgoing;
  private final List<Parcel> queue = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();

  private Sizes sizes = Sizes.PADDED;
  private Phase phase = Phase.CONNECTING;
  private String cause = "";
  private long now;
  private long heard;
  private boolean held;
  private boolean attempting = true;
  private boolean listening;

  /// @param arrival how the first attempt ends
  ReferenceClient(Limits limits, Arrival arrival, Slip slip) {
    this.limits = limits;
    this.arrival = arrival;
    this.slip = slip;
    this.listening = arrival != Arrival.LATE;
    this.outgoing =
        new Outgoing(
            limits.pipe(), message -> ledger.outcome(message.tag, "written"), ledger::frame);
    timers.set("handshake", HANDSHAKE_DEADLINE);
  }

  /// What the specification asks for.
  public static Account account(Script script) {
    return account(script, Slip.NONE);
  }

  /// What somebody would ask for who made that mistake.
  public static Account account(Script script, Slip slip) {
    var client =
        new ReferenceClient(
            Limits.of(script.surroundings()), script.surroundings().arrival(), slip);
    script.steps().forEach(client::take);
    return client.account();
  }

  /// What everybody was told so far.
  Account account() {
    return ledger.account(cause);
  }

  String phase() {
    return phase.shown();
  }

  /// How long is what is sent from here on.
  void sizes(Sizes sizes) {
    this.sizes = sizes;
  }

  // Steps.

  void take(Step step) {
    boolean inOneGo = held && step instanceof Step.Own;
    if (step instanceof Step.Hold) {
      held = true;
    } else if (inOneGo) {
      act(step);
    } else {
      held = false;
      settle();
      act(step);
      settle();
    }
    ledger.phase(phase.shown());
  }

  private void act(Step step) {
    switch (step) {
      case Step.Send(Caller caller) -> send(caller);
      case Step.AllSend _ -> {
        for (Caller caller : Caller.values()) {
          send(caller);
          send(caller);
        }
      }
      case Step.Ask(Patience patience) -> ask(patience);
      case Step.GiveUp(int request) -> {
        if (request < asked.size()) {
          giveUp(asked.get(request), "cancelled");
        }
      }
      case Step.Close(Patience patience) -> close(patience);
      case Step.Hold _ -> {}
      case Step.Wait(int seconds) -> pass(now + seconds * SECOND);
      case Step.Listen _ -> listen();
      case Step.Says(List<Word> words) -> hear(words, ledger.arrivedRequests());
      case Step.StopsReading _ -> {
        if (phase.reads()) {
          outgoing.peerReads(false);
        }
      }
      case Step.ReadsOn _ -> outgoing.peerReads(true);
      case Step.Ends _ -> endOfStream();
      case Step.Leaves _, Step.Breaks _ -> {
        if (phase.reads() || phase == Phase.CLOSED) {
          outgoing.peerGone();
        }
        endOfStream();
      }
    }
  }

  // The program's calls.

  private void send(Caller caller) {
    String tag = caller + "" + ledger.next();
    accept(new Parcel(tag, "log " + tag, sizes.message(), true), false);
  }

  private void ask(Patience patience) {
    String tag = "R" + ledger.next();
    asked.add(tag);
    // HF-11: so many open requests as messages
    boolean tooMany = ledger.openRequests().size() >= limits.messages();
    if (accept(new Parcel(tag, "request " + tag, sizes.request(), true), tooMany)) {
      ledger.asked(tag);
      timers.set(tag, now + patience.millis());
    }
  }

  private boolean accept(Parcel parcel, boolean tooMany) {
    List<Parcel> unwritten = phase == Phase.READY ? outgoing.messages() : queue;
    if (!phase.accepts()) {
      ledger.refused(parcel.tag, phase == Phase.CLOSED ? cause : "closing");
      return false;
    }
    if (tooMany || !(fits(unwritten, parcel) || makesRoom(unwritten, parcel))) {
      ledger.refused(parcel.tag, "full");
      return false;
    }
    ledger.accepted(parcel.tag);
    if (phase == Phase.READY) {
      outgoing.add(parcel);
    } else {
      queue.add(parcel);
    }
    return true;
  }

  private boolean fits(List<Parcel> unwritten, Parcel parcel) {
    int slack = slip == Slip.QUEUE_OFF_BY_ONE ? 1 : 0;
    int bytes = unwritten.stream().mapToInt(one -> one.size).sum();
    boolean wasteful =
        slip == Slip.DROPS_THOUGH_THERE_IS_ROOM
            && limits.overflow() == Overflow.DROPS_LOGS
            && unwritten.size() == limits.messages() - 1
            && unwritten.stream().anyMatch(Parcel::isLog);
    return !wasteful
        && unwritten.size() < limits.messages() + slack
        && bytes + parcel.size <= limits.bytes();
  }

  /// HF-32: the oldest lines of the log go, in order, until there is room; all or none.
  private boolean makesRoom(List<Parcel> unwritten, Parcel parcel) {
    if (limits.overflow() == Overflow.FAILS) {
      return false;
    }
    List<Parcel> kept = new ArrayList<>(unwritten);
    List<Parcel> gone = new ArrayList<>();
    List<Parcel> candidates = new ArrayList<>(unwritten.stream().filter(this::mayGo).toList());
    if (slip == Slip.DROPS_THE_NEWEST) {
      Collections.reverse(candidates);
    }
    for (Parcel oldest : candidates) {
      if (!fits(kept, parcel)) {
        kept.remove(oldest);
        gone.add(oldest);
      }
    }
    boolean enough = fits(kept, parcel);
    if (enough || slip == Slip.DROPS_IN_VAIN) {
      gone.forEach(this::drop);
    }
    return enough;
  }

  private boolean mayGo(Parcel parcel) {
    boolean begun = parcel.isCut() && slip != Slip.DROPS_WHAT_HAS_BEGUN;
    return !begun && (parcel.isLog() || slip == Slip.DROPS_REQUESTS);
  }

  private void drop(Parcel parcel) {
    queue.remove(parcel);
    outgoing.drop(parcel);
    if (slip != Slip.DROPS_SILENTLY) {
      ledger.outcome(parcel.tag, "failed: dropped");
    }
  }

  /// HF-8: a request that ends while it waits is never written.
  void giveUp(String tag, String how) {
    if (!ledger.isOpen(tag)) {
      return;
    }
    endRequest(tag, how);
    boolean keep = slip == Slip.SENDS_WITHDRAWN && how.equals("timed out");
    if (!keep && queue.removeIf(parcel -> parcel.tag.equals(tag))) {
      ledger.outcome(tag, "failed: " + how);
      if (phase.isFinishing() && queue.isEmpty()) {
        end("ClosedLocally", "");
      }
    }
  }

  private void endRequest(String tag, String how) {
    ledger.requestEnded(tag, how);
    timers.clear(tag);
  }

  private void close(Patience patience) {
    ledger.closeCalled();
    boolean empty = queue.isEmpty() || slip == Slip.CLOSE_DROPS_QUEUE;
    switch (phase) {
      case CONNECTING, AWAITING_ACK -> {
        if (empty) {
          end("ClosedLocally", "");
        } else {
          phase =
              phase == Phase.CONNECTING ? Phase.FINISHING_CONNECTING : Phase.FINISHING_AWAITING_ACK;
          timers.set("close", now + patience.millis());
        }
      }
      case READY -> {
        timers.clear("keepalive");
        timers.set("close", now + patience.millis());
        drain();
      }
      case FINISHING_CONNECTING, FINISHING_AWAITING_ACK, DRAINING, HALF_CLOSED, CLOSED -> {}
    }
  }

  private void drain() {
    phase = Phase.DRAINING;
    if (outgoing.messages().isEmpty()) {
      phase = Phase.HALF_CLOSED;
      outgoing.halfClose();
    }
  }

  // What the world does.

  /// Everything that can move moves.
  void settle() {
    if (attempting) {
      attempting = false;
      attempt(arrival);
    }
    outgoing.move();
    if (phase == Phase.DRAINING) {
      drain();
      outgoing.move();
    }
  }

  void attempt(Arrival arrival) {
    if (phase == Phase.CLOSED) {
      if (arrival == Arrival.UP) {
        outgoing.hangUp(""); // HF-25
      }
      return;
    }
    switch (arrival) {
      case UP -> open();
      case LATE -> {}
      case REFUSED_TWICE -> timers.set("attempt", now + NEXT_ATTEMPT);
      case HOPELESS -> end("ConnectFailed", "");
    }
  }

  private void open() {
    heard = now;
    outgoing.add(new Parcel("", "handshake", 0, false));
    phase = phase.isFinishing() ? Phase.FINISHING_AWAITING_ACK : Phase.AWAITING_ACK;
    if (slip == Slip.READY_TOO_EARLY) {
      ready(false);
    }
  }

  private void listen() {
    boolean waiting = phase == Phase.CONNECTING || phase == Phase.FINISHING_CONNECTING;
    if (!listening && waiting) {
      timers.set("attempt", now + NEXT_ATTEMPT);
    }
    listening = true;
  }

  private void pass(long until) {
    for (Optional<String> next = timers.first(until);
        next.isPresent();
        next = timers.first(until)) {
      now = timers.at(next.get());
      timers.clear(next.get());
      ring(next.get());
      settle();
    }
    now = until;
  }

  void ring(String timer) {
    switch (timer) {
      case "handshake" -> end("HandshakeTimedOut", "");
      case "attempt" -> open();
      case "close" -> end(phase == Phase.HALF_CLOSED ? "ClosedLocally" : "DrainTimedOut", "");
      case "keepalive" -> tick();
      default -> giveUp(timer, "timed out");
    }
  }

  private void tick() {
    long silent = heard + SILENCE_LIMIT;
    if (now >= silent) {
      end("PeerSilent", "");
    } else {
      control("ping");
      timers.set("keepalive", Math.min(now + PING_INTERVAL, silent));
    }
  }

  /// Time passes in which nothing is heard.
  void fallSilent() {
    now = heard + SILENCE_LIMIT;
  }

  private void endOfStream() {
    if (phase.reads()) {
      end(phase == Phase.HALF_CLOSED ? "ClosedLocally" : "PeerClosed", "");
    }
  }

  private void control(String frame) {
    outgoing.add(new Parcel("", frame, sizes.control(), false));
  }

  // What the peer says.

  /// HF-18: one by one, and what a word sets free is written before the next one is looked at.
  ///
  /// @param known the requests that the peer can answer when it begins to write
  void hear(List<Word> words, List<String> known) {
    for (Word word : words) {
      if (phase.reads()) {
        heard = now;
        reading.of(word, phase.isSession()).ifPresent(meaning -> mean(meaning, known));
        settle();
      }
    }
  }

  private void mean(Meaning meaning, List<String> known) {
    switch (meaning) {
      case Meaning.Pings _ -> ping();
      case Meaning.Nothing _ -> {}
      case Meaning.Unknown _ -> ledger.count();
      case Meaning.Reports _ -> end("PeerReported", "");
      case Meaning.Breaks(String code) -> violation(code);
      case Meaning.Accepts _, Meaning.Refuses _, Meaning.AcceptsAnother _ -> ack(meaning);
      case Meaning.Answers(int request, String how) -> {
        if (phase.isSession()) {
          answer(request < known.size() ? known.get(request) : "nobody", how);
        } else {
          violation("ack_expected");
        }
      }
      case Meaning.Orders(String name) -> {
        if (phase.isSession()) {
          order(name);
        } else {
          violation("ack_expected");
        }
      }
    }
  }

  private void ack(Meaning ack) {
    if (phase.isSession()) {
      ledger.count(); // HF-6
      if (slip == Slip.SECOND_ACK_ANSWERS) {
        answerOldest("answered approve");
      }
    } else if (ack instanceof Meaning.Accepts(boolean offersProtocol)) {
      ready(offersProtocol);
    } else if (ack instanceof Meaning.AcceptsAnother) {
      violation("invalid_value");
    } else {
      end("Refused", "");
    }
  }

  private void ready(boolean offersProtocol) {
    timers.clear("handshake");
    flush();
    if (phase == Phase.FINISHING_AWAITING_ACK) {
      drain();
      return;
    }
    phase = Phase.READY;
    ledger.callback("ready");
    if (offersProtocol || slip == Slip.PINGS_EVERYBODY) { // HF-26
      timers.set("keepalive", now + PING_INTERVAL);
    }
  }

  private void flush() {
    if (slip == Slip.LOSES_SECOND_QUEUED && queue.size() > 1) {
      queue.remove(1);
    }
    if (slip == Slip.REORDERS_AT_FLUSH) {
      Collections.reverse(queue);
    }
    queue.forEach(outgoing::add);
    queue.clear();
  }

  private void answer(String tag, String how) {
    if (slip == Slip.RESPONSE_ANSWERS_OLDEST) {
      answerOldest(how);
    } else if (ledger.isOpen(tag)) {
      endRequest(tag, how);
    } else {
      ledger.count();
    }
  }

  private void answerOldest(String how) {
    ledger.openRequests().stream().findFirst().ifPresent(tag -> endRequest(tag, how));
  }

  private void order(String name) {
    if (name.equals("cancel") && slip != Slip.CANCEL_LEAVES_REQUESTS) { // HF-30
      ledger.openRequests().forEach(tag -> endRequest(tag, "called off"));
    }
    ledger.callback(name);
  }

  private void ping() {
    boolean deaf = slip == Slip.NO_PONG_BEFORE_READY && !phase.isSession();
    if (phase != Phase.HALF_CLOSED && !deaf) { // HF-9
      control("pong");
    }
  }

  private void violation(String code) {
    end("PeerMisbehaved " + code, phase == Phase.HALF_CLOSED ? "" : "protocol_error " + code);
  }

  // The one end.

  private void end(String why, String error) {
    boolean connected = phase.reads();
    List<Parcel> unwritten = new ArrayList<>(outgoing.messages());
    unwritten.addAll(queue);
    phase = Phase.CLOSED;
    cause = why;
    timers.clear();
    queue.clear();
    if (slip != Slip.FORGETS_QUEUE_ON_REFUSAL || !why.equals("Refused")) {
      unwritten.forEach(parcel -> ledger.lost(parcel.tag, fate(parcel) + why)); // HF-5
    }
    ledger.openRequests().forEach(tag -> endRequest(tag, "lost: " + why));
    if (connected) {
      outgoing.hangUp(error);
    }
    ledger.callback("closed " + why);
  }

  private String fate(Parcel parcel) {
    return parcel.isCut() && slip != Slip.CUT_IS_FAILED ? "unknown: " : "failed: ";
  }
}
