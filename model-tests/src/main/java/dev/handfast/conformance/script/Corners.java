package dev.handfast.conformance.script;

import static dev.handfast.conformance.script.Corner.ANSWERED;
import static dev.handfast.conformance.script.Corner.AWAITING_ACK;
import static dev.handfast.conformance.script.Corner.CALLED_OFF;
import static dev.handfast.conformance.script.Corner.CANCELLED_IN_QUEUE;
import static dev.handfast.conformance.script.Corner.CONNECTING;
import static dev.handfast.conformance.script.Corner.CONNECT_FAILED;
import static dev.handfast.conformance.script.Corner.COUNTED;
import static dev.handfast.conformance.script.Corner.CUT_MESSAGE;
import static dev.handfast.conformance.script.Corner.DRAINING;
import static dev.handfast.conformance.script.Corner.DRAIN_TIMED_OUT;
import static dev.handfast.conformance.script.Corner.DROPPED;
import static dev.handfast.conformance.script.Corner.FINISHED_QUEUE_WRITTEN;
import static dev.handfast.conformance.script.Corner.FINISHING;
import static dev.handfast.conformance.script.Corner.FLUSH;
import static dev.handfast.conformance.script.Corner.HALF_CLOSED;
import static dev.handfast.conformance.script.Corner.LATE_OPEN;
import static dev.handfast.conformance.script.Corner.QUEUE_FULL;
import static dev.handfast.conformance.script.Corner.READY;
import static dev.handfast.conformance.script.Corner.REFUSED_WITH_QUEUE;
import static dev.handfast.conformance.script.Corner.REPORTED;
import static dev.handfast.conformance.script.Corner.REQUEST_LOST;
import static dev.handfast.conformance.script.Corner.SILENT_PEER;
import static dev.handfast.conformance.script.Corner.TIMED_OUT_IN_QUEUE;
import static dev.handfast.conformance.script.Corner.TIMED_OUT_WITH_QUEUE;
import static dev.handfast.conformance.script.Corner.VIOLATION_WITH_QUEUE;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/// Tells which corners a life reached, by its account and those of its beginnings.
public final class Corners {
  private static final Map<Corner, Predicate<Account>> SIGNS = signs();

  private Corners() {}

  /// The corners of one life.
  ///
  /// @param reference tells a life's account, also of its beginning alone
  public static Set<Corner> of(Script script, Function<Script, Account> reference) {
    Account account = reference.apply(script);
    Set<Corner> reached = new Course(script, reference).corners();
    SIGNS.forEach(
        (corner, sign) -> {
          if (sign.test(account)) {
            reached.add(corner);
          }
        });
    return reached;
  }

  private static Map<Corner, Predicate<Account>> signs() {
    var signs = new EnumMap<Corner, Predicate<Account>>(Corner.class);
    signs.put(CONNECTING, account -> account.phases().contains("Connecting"));
    signs.put(AWAITING_ACK, account -> account.phases().contains("AwaitingAck"));
    signs.put(FINISHING, account -> account.phases().contains("Finishing"));
    signs.put(READY, account -> account.phases().contains("Ready"));
    signs.put(DRAINING, account -> account.phases().contains("Draining"));
    signs.put(HALF_CLOSED, account -> account.phases().contains("HalfClosed"));
    signs.put(FLUSH, Corners::flushed);
    signs.put(
        FINISHED_QUEUE_WRITTEN,
        account ->
            account.phases().contains("Finishing") && account.outcomes().containsValue("written"));
    signs.put(QUEUE_FULL, account -> any(account.calls(), "refused: full"));
    signs.put(DROPPED, account -> has(account, "failed: dropped"));
    signs.put(TIMED_OUT_IN_QUEUE, account -> has(account, "failed: timed out"));
    signs.put(CANCELLED_IN_QUEUE, account -> has(account, "failed: cancelled"));
    signs.put(REFUSED_WITH_QUEUE, account -> has(account, "failed: Refused"));
    signs.put(TIMED_OUT_WITH_QUEUE, account -> has(account, "failed: HandshakeTimedOut"));
    signs.put(CUT_MESSAGE, account -> any(account.outcomes().values(), "unknown: "));
    signs.put(DRAIN_TIMED_OUT, account -> has(account, "failed: DrainTimedOut"));
    signs.put(ANSWERED, account -> any(account.requests().values(), "answered"));
    signs.put(CALLED_OFF, account -> account.requests().containsValue("called off"));
    signs.put(REQUEST_LOST, account -> any(account.requests().values(), "lost: "));
    signs.put(VIOLATION_WITH_QUEUE, account -> any(account.outcomes().values(), "failed: PeerMis"));
    signs.put(SILENT_PEER, account -> account.callbacks().contains("closed PeerSilent"));
    signs.put(REPORTED, account -> account.callbacks().contains("closed PeerReported"));
    signs.put(CONNECT_FAILED, account -> account.callbacks().contains("closed ConnectFailed"));
    signs.put(
        LATE_OPEN,
        account -> !account.frames().isEmpty() && account.frames().getFirst().equals("end"));
    signs.put(COUNTED, account -> account.counted() > 0);
    return signs;
  }

  /// Something was accepted before the session began and written in it.
  private static boolean flushed(Account account) {
    return account.phases().contains("AwaitingAck")
        && account.outcomes().containsValue("written")
        && account.frames().size() > 1;
  }

  private static boolean has(Account account, String outcome) {
    return account.outcomes().containsValue(outcome);
  }

  private static boolean any(Collection<String> texts, String part) {
    return texts.stream().anyMatch(text -> text.contains(part));
  }
}
