package dev.handfast.conformance.walk;

import dev.handfast.conformance.reference.LedServer;
import dev.handfast.conformance.reference.ServerSlip;
import dev.handfast.conformance.script.Line;
import dev.handfast.conformance.script.ServerAccount;
import java.util.ArrayList;
import java.util.List;

/// The reference server in the place of the real one, with a worker that always reads.
///
/// So whatever is sent arrives in the same step, and the messages of a step are named by their
/// places in it.
final class ReferenceServerRoom implements Room<ServerStimulus> {
  /// 2 requests at a time, as in the scene.
  private static final int MOST_ASKED = 2;

  private final LedServer server;
  private Seen seen = new Seen();
  private final List<String> arrived = new ArrayList<>();
  private int frames;
  private int callbacks;
  private long counted;
  private int made;
  private boolean hasAsked;
  private boolean joined;
  private boolean closing;
  private boolean speaks = true;
  private boolean left;

  private ReferenceServerRoom(ServerSlip slip) {
    server = LedServer.connected(slip);
  }

  /// Sessions of the reference that makes a mistake.
  static Room.Factory<ServerStimulus> rooms(ServerSlip slip) {
    return () -> new ReferenceServerRoom(slip);
  }

  @Override
  public String take(ServerStimulus stimulus, String expected) {
    seen = new Seen();
    boolean wanted = server.wantsVerdict();
    boolean wasClosed = isClosed();
    if (!happens(stimulus)) {
      return Scene.IMPOSSIBLE;
    }
    if (server.wantsVerdict() && !wanted) {
      seen.call("asks for a verdict");
    }
    if (closing && isClosed() && (!wasClosed || stimulus == ServerStimulus.CLOSE)) {
      seen.call("close returns " + server.cause());
    }
    look();
    return seen.in(server.phase());
  }

  private boolean happens(ServerStimulus stimulus) {
    return switch (stimulus) {
      case HELLO, HELLO_NOBODY, LOG, LOG_OF_OTHER -> says(stimulus);
      case PING, PONG, UNKNOWN, ERROR, NOT_JSON, WRONG_DIRECTION -> says(stimulus);
      case HELLO_WITH_MORE, ASK -> server.undecided() < MOST_ASKED && says(stimulus);
      case ASK_AGAIN -> hasAsked && server.undecided() < MOST_ASKED && says(stimulus);
      case VERDICT_YES -> server.wantsVerdict() && does(() -> server.decides(true));
      case VERDICT_NO -> server.wantsVerdict() && does(() -> server.decides(false));
      case DECIDE -> !left && server.undecided() > 0 && does(server::decide);
      case ORDER -> joined && does(this::order);
      case CLOSE -> joined && does(this::endSession);
      case ENDS -> hears() && does(() -> end(false));
      case LEAVES -> hears() && does(() -> end(true));
      case STOPS_READING, READS_ON -> throw new IllegalArgumentException("its worker reads");
      case HANDSHAKE_DUE -> server.ringHandshake();
      case CLOSE_DUE -> server.ringClose();
      case KEEPALIVE_DUE -> server.ringKeepalive();
      case SILENCE_DUE -> server.ringAfterSilence();
    };
  }

  private static boolean does(Runnable act) {
    act.run();
    return true;
  }

  private void order() {
    String refused = server.order("K" + ++made);
    if (refused.isEmpty()) {
      seen.call("accepted");
      seen.outcome("#1 written");
    } else {
      seen.call("refused: " + refused);
    }
  }

  private void endSession() {
    closing = true;
    server.close();
  }

  private boolean says(ServerStimulus stimulus) {
    if (!hears()) {
      return false;
    }
    hasAsked |= stimulus.lines().contains(Line.ASK);
    server.tells(stimulus.lines());
    return true;
  }

  private void end(boolean both) {
    speaks = false;
    left = both;
    server.workerEnds(both);
  }

  private boolean hears() {
    return speaks && !isClosed() && !server.phase().equals("Authorizing");
  }

  private boolean isClosed() {
    return server.phase().equals("Closed");
  }

  private void look() {
    arrived.clear();
    List<String> read = server.frames();
    read.subList(frames, read.size()).forEach(frame -> seen.frame(arrives(frame)));
    frames = read.size();
    List<String> heard = server.handled();
    heard.subList(callbacks, heard.size()).forEach(told -> seen.callback(words(told)));
    callbacks = heard.size();
    joined |= heard.contains("joined");
    seen.counted(server.counted() - counted);
    counted = server.counted();
  }

  private String arrives(String frame) {
    boolean message =
        frame.startsWith("inject_context ")
            || frame.startsWith("answer ")
            || frame.startsWith("denial ");
    if (message) {
      arrived.add(frame);
    }
    return message ? "#" + arrived.size() : frame;
  }

  private static String words(String told) {
    String kind = told.replaceFirst(" c\\d.*", "");
    return switch (kind) {
      case "ask" -> "asks";
      case ServerAccount.TOLD + "answer" -> "answered approve";
      case ServerAccount.TOLD + "denial" -> "answered deny";
      case ServerAccount.TOLD + "refused" -> "refused: answered approve";
      default -> kind;
    };
  }

  @Override
  public void close() {
    // nothing is held
  }
}
