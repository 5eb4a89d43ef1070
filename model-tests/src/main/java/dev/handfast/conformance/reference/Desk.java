package dev.handfast.conformance.reference;

import dev.handfast.conformance.script.Line;
import dev.handfast.conformance.script.ServerAccount;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// One connection of the reference server.
final class Desk {
  private static final long HANDSHAKE_DEADLINE = 10_000;
  private static final long NEVER = Long.MAX_VALUE;

  enum State {
    NOBODY,
    AWAITING_HANDSHAKE,
    AUTHORIZING,
    REGISTERED,
    HALF_CLOSED,
    CLOSED
  }

  final int number;
  final List<String> frames = new ArrayList<>();
  final List<String> handled = new ArrayList<>();
  State state = State.NOBODY;
  String asked = "";
  String child = "";
  String session = "";
  String cause = "";
  int joined;
  long counted;
  boolean handlersWork = true;
  boolean decidesLater;
  long now;

  private final ServerSlip slip;
  private final Consumer<Desk> verdictWanted;
  private final Deque<String> unread = new ArrayDeque<>();
  private final Deque<String> unhandled = new ArrayDeque<>();
  private final Set<String> unanswered = new LinkedHashSet<>();
  private final Deque<String> undecided = new ArrayDeque<>();
  private String spoken = "ann";
  private int logs;
  private int asks;
  private boolean workerEnded;
  private boolean workerGone;
  private boolean endTold;
  private long deadline = NEVER;
  private long tick = NEVER;
  private long heard;

  Desk(int number, ServerSlip slip, Consumer<Desk> verdictWanted) {
    this.number = number;
    this.slip = slip;
    this.verdictWanted = verdictWanted;
  }

  boolean isOpen() {
    return state != State.NOBODY && state != State.CLOSED;
  }

  boolean holds(String id) {
    return child.equals(id) && (state == State.REGISTERED || state == State.HALF_CLOSED);
  }

  void open(long at) {
    now = at;
    state = State.AWAITING_HANDSHAKE;
    deadline = slip == ServerSlip.NO_HANDSHAKE_DEADLINE ? NEVER : at + HANDSHAKE_DEADLINE;
  }

  // What the worker does.

  void told(List<Line> lines) {
    if (state == State.NOBODY || workerEnded) {
      return;
    }
    for (Line line : lines) {
      unread.add(spell(line));
    }
  }

  /// The line with the names that it has on this connection.
  private String spell(Line line) {
    return switch (line) {
      case HELLO_ANN -> hello("ann");
      case HELLO_BOB -> hello("bob");
      case LOG -> "LOG c" + number + "." + ++logs + " " + spoken;
      case LOG_OF_OTHER ->
          "LOG c" + number + "." + ++logs + " " + (spoken.equals("ann") ? "bob" : "ann");
      case ASK -> "ASK c" + number + ".q" + ++asks;
      case ASK_AGAIN -> "ASK c" + number + ".q" + asks;
      default -> line.name();
    };
  }

  private String hello(String name) {
    spoken = name;
    return "HELLO " + name;
  }

  void workerEnds(boolean both) {
    if (state != State.NOBODY) {
      workerEnded = true;
      workerGone |= both;
    }
  }

  /// Reads what may be read, and lets handlers work.
  void work() {
    boolean moved = true;
    while (moved) {
      moved = false;
      while (reads() && !unread.isEmpty()) {
        heard = now;
        hear(unread.remove());
        moved = true;
      }
      if (reads() && workerEnded) {
        end(state == State.HALF_CLOSED ? "ClosedLocally" : "PeerClosed");
      }
      while (handlersWork && !unhandled.isEmpty()) {
        handle(unhandled.remove());
        moved = true;
      }
    }
  }

  private boolean reads() {
    return state == State.AWAITING_HANDSHAKE
        || state == State.REGISTERED
        || state == State.HALF_CLOSED;
  }

  private void hear(String line) {
    String[] words = line.split(" ", -1);
    boolean early = state == State.AWAITING_HANDSHAKE;
    switch (words[0]) {
      case "HELLO" -> {
        if (early) {
          asked = words[1];
          state = State.AUTHORIZING;
          verdictWanted.accept(this);
          if (slip == ServerSlip.LOSES_WHAT_CAME_WITH_THE_HANDSHAKE) {
            unread.clear();
          }
        } else {
          violation("duplicate_handshake");
        }
      }
      case "LOG" -> {
        boolean own = words[2].equals(child) || slip == ServerSlip.TAKES_ANY_CHILD_ID;
        if (early && slip == ServerSlip.DELIVERS_EARLY_FRAMES) {
          unhandled.add("log " + words[1]);
        } else if (early) {
          violation("handshake_expected");
        } else if (own) {
          unhandled.add("log " + words[1]);
        } else {
          violation("child_id_mismatch");
        }
      }
      case "ASK" -> {
        if (early) {
          violation("handshake_expected");
        } else if (unanswered.add(words[1])) {
          unhandled.add("ask " + words[1]);
        } else {
          violation("duplicate_request");
        }
      }
      case "PING" -> {
        if (state != State.HALF_CLOSED && slip != ServerSlip.NO_PONG) {
          write("pong");
        }
      }
      case "PONG" -> {}
      case "UNKNOWN" -> counted++; // HF-22
      case "ERROR" -> end("PeerReported");
      case "NOT_JSON" -> violation("invalid_json");
      case "ACK" -> violation("wrong_direction");
      case "HELLO_NOBODY" -> violation("invalid_value");
      default -> throw new IllegalStateException(line);
    }
  }

  private void handle(String what) {
    handled.add(what);
    if (what.startsWith("ask ")) {
      undecided.add(what.substring("ask ".length()));
      if (!decidesLater) {
        decide();
      }
    }
  }

  /// The program takes its time from here on.
  void rest() {
    handlersWork = decidesLater;
  }

  /// The program goes on.
  void goOn() {
    handlersWork = true;
    while (!undecided.isEmpty()) {
      decide();
    }
  }

  /// How many requests the program has heard of and not decided about.
  int undecided() {
    return undecided.size();
  }

  /// The program decides about the oldest of them.
  void decide() {
    String request = undecided.remove();
    if (state == State.REGISTERED) {
      unanswered.remove(request);
      answer("answer " + request);
    } else {
      unhandled.add(ServerAccount.TOLD + "refused " + request); // HF-33
    }
  }

  // What the server does.

  /// What is told as the answer is what the worker gets.
  private void answer(String frame) {
    write(frame);
    unhandled.add(ServerAccount.TOLD + frame);
  }

  void write(String frame) {
    if (!workerGone) {
      frames.add(frame);
    }
  }

  void join(String id, String name, int order, long at) {
    now = at;
    child = id;
    session = name;
    joined = order;
    state = State.REGISTERED;
    deadline = NEVER;
    heard = at;
    tick = at + ReferenceClient.PING_INTERVAL;
    write("accept");
    unhandled.add("joined");
  }

  void refuse(String cause) {
    write("refuse");
    end(cause);
  }

  void close(long until) {
    switch (state) {
      case AWAITING_HANDSHAKE, AUTHORIZING -> refuse("ClosedLocally");
      case REGISTERED -> {
        denyWhatIsOpen();
        state = State.HALF_CLOSED;
        deadline = until;
        tick = NEVER;
        tellEnd();
      }
      case NOBODY, HALF_CLOSED, CLOSED -> {}
    }
  }

  /// HF-33: oldest first, and before the end.
  private void denyWhatIsOpen() {
    if (slip != ServerSlip.LEAVES_REQUESTS_OPEN) {
      unanswered.forEach(request -> answer("denial " + request));
    }
    unanswered.clear();
  }

  private void violation(String code) {
    if (state != State.HALF_CLOSED) {
      write("protocol_error " + code);
    }
    boolean silent = slip == ServerSlip.NO_LEFT_AFTER_VIOLATION;
    String before = child;
    child = silent ? "" : child;
    end("PeerMisbehaved " + code);
    child = before;
  }

  /// The one end.
  void end(String why) {
    if ((state == State.REGISTERED || state == State.HALF_CLOSED) && !child.isEmpty()) {
      unhandled.add("left " + why);
    }
    cause = why;
    state = State.CLOSED;
    deadline = NEVER;
    tick = NEVER;
    unread.clear();
    tellEnd();
  }

  private void tellEnd() {
    if (!endTold) {
      endTold = true;
      write("end");
    }
  }

  // Time.

  /// Whether a deadline is set: the handshake's, or the close's.
  boolean hasDeadline() {
    return deadline != NEVER;
  }

  /// Whether the next look at the worker's life has its time.
  boolean looks() {
    return tick != NEVER;
  }

  /// Time passes in which nothing is heard.
  void fallSilent() {
    now = heard + ReferenceClient.SILENCE_LIMIT;
  }

  long due() {
    return Math.min(deadline, tick);
  }

  void ring() {
    if (deadline <= tick) {
      switch (state) {
        case AWAITING_HANDSHAKE, AUTHORIZING -> refuse("HandshakeTimedOut");
        case NOBODY, REGISTERED, HALF_CLOSED, CLOSED -> end("ClosedLocally");
      }
      return;
    }
    long silent = heard + ReferenceClient.SILENCE_LIMIT;
    if (now >= silent) {
      end("PeerSilent");
    } else {
      write("ping");
      tick = Math.min(now + ReferenceClient.PING_INTERVAL, silent);
    }
  }
}
