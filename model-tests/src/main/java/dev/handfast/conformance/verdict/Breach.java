package dev.handfast.conformance.verdict;

import dev.handfast.conformance.script.Account;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Which rules a client breaks that does not do what is expected of it.
///
/// One more reader of section 8: it sees what was done, what was expected and what was seen, and
/// knows no machine. What breaks no rule of section 8 breaks the table of section 10.
public final class Breach {
  /// What is named where no rule of section 8 says it, and the tables of section 10 do.
  public static final String TABLE = "section 10";

  private static final Pattern RULE = Pattern.compile("impossible \\((HF-\\d+)\\)");

  private final SortedSet<String> rules;
  private final Deeds deeds;
  private final Account expected;
  private final Account seen;

  private Breach(Deeds deeds, Account expected, Account seen) {
    this.deeds = deeds;
    this.expected = expected;
    this.seen = seen;
    this.rules = new TreeSet<>(new ByCause(leading()));
  }

  /// What is the cause where it is broken at all: the cut that a script kept while it was made
  /// short, and a complaint about what was right.
  private List<String> leading() {
    var leading = new ArrayList<String>();
    if (deeds.isCut()) {
      leading.add("HF-18");
    }
    if (isMisjudged()) {
      leading.add("HF-22");
    }
    return leading;
  }

  private boolean isMisjudged() {
    return seen.callbacks().stream().anyMatch(Breach::isViolation)
        && expected.callbacks().stream().noneMatch(Breach::isViolation);
  }

  private static boolean isViolation(String told) {
    return told.startsWith("closed PeerMisbehaved");
  }

  /// The rules that are broken, the one that says most about the cause first; none where all is as
  /// expected.
  public static SortedSet<String> of(Deeds deeds, Account expected, Account seen) {
    var breach = new Breach(deeds, expected, seen);
    if (!expected.differences(seen).isEmpty()) {
      breach.look();
    }
    return breach.rules;
  }

  private void look() {
    frames();
    each(expected.outcomes(), seen.outcomes(), this::outcome);
    when(isOver() && seen.outcomes().containsValue("open"), "HF-5");
    each(expected.requests(), seen.requests(), this::request);
    calls();
    callbacks();
    phases();
    when(expected.endless() < seen.endless(), "HF-20");
    when(!expected.reports().equals(seen.reports()), "HF-12");
    counted();
    rules.addAll(named(expected.impossible(), seen.impossible()));
    when(rules.isEmpty(), TABLE);
  }

  private boolean isOver() {
    return seen.callbacks().stream().anyMatch(told -> told.startsWith("closed "));
  }

  /// What cannot have happened names its rule itself.
  static List<String> named(List<String> expected, List<String> seen) {
    return seen.stream()
        .filter(entry -> !expected.contains(entry))
        .flatMap(entry -> RULE.matcher(entry).results())
        .map(found -> found.group(1))
        .toList();
  }

  private void when(boolean isBroken, String rule) {
    if (isBroken) {
      rules.add(rule);
    }
  }

  // What the peer reads.

  private void frames() {
    List<String> wanted = sure(expected.frames(), seen.frames());
    List<String> got = sure(seen.frames(), expected.frames());
    boolean begins = !wanted.isEmpty() && wanted.getFirst().equals("handshake");
    when(begins && (got.isEmpty() || !got.getFirst().equals("handshake")), "HF-2");
    when(more(got, wanted, "handshake"), "HF-2");
    when(deeds.accepts() == 0 && got.stream().anyMatch(Breach::isMessage), "HF-1");
    when(more(got, wanted, "pong") || more(wanted, got, "pong"), "HF-9");
    when(more(wanted, got, "pong") && deeds.isCut(), "HF-18");
    when(more(got, wanted, "ping"), "HF-26");
    when(more(wanted, got, "ping"), "HF-21");
    when(more(wanted, got, "end"), "HF-20");
    when(more(wanted, got, "end") && wanted.equals(List.of("end")), "HF-25");
    boolean complainsOtherwise =
        !filtered(wanted, Breach::isComplaint).equals(filtered(got, Breach::isComplaint));
    when(complainsOtherwise, "HF-17");
    when(complainsOtherwise && deeds.isCut(), "HF-18");
    when(got.stream().anyMatch(Breach::isUnreadable), "HF-4");
    order(filtered(wanted, Breach::isMessage), filtered(got, Breach::isMessage));
    missing(wanted, got);
    got.stream()
        .filter(Breach::isMessage)
        .filter(frame -> !wanted.contains(frame))
        .forEach(this::extra);
  }

  /// A frame that may be there or not is there where the other side has it.
  private static List<String> sure(List<String> frames, List<String> others) {
    return frames.stream()
        .filter(frame -> !frame.endsWith(Account.PERHAPS) || others.contains(withoutPerhaps(frame)))
        .map(Breach::withoutPerhaps)
        .toList();
  }

  private static String withoutPerhaps(String frame) {
    return frame.endsWith(Account.PERHAPS)
        ? frame.substring(0, frame.length() - Account.PERHAPS.length())
        : frame;
  }

  private void order(List<String> wanted, List<String> got) {
    boolean twice = new HashSet<>(got).size() < got.size();
    boolean swapped =
        !filtered(wanted, got::contains).equals(filtered(got, wanted::contains)) && !twice;
    when(twice || swapped, "HF-4");
    when(swapped && deeds.sendsEarly(), "HF-3");
  }

  private void missing(List<String> wanted, List<String> got) {
    List<String> missing =
        filtered(wanted, frame -> isMessage(frame) && !got.contains(frame)).stream()
            .map(Breach::tag)
            .toList();
    when(
        missing.stream().anyMatch(tag -> Objects.equals(seen.outcomes().get(tag), "written")),
        "HF-5");
    when(!missing.isEmpty() && deeds.sendsEarly() && deeds.accepts() > 0, "HF-3");
    when(!missing.isEmpty() && deeds.closes(), "HF-12");
  }

  private void extra(String frame) {
    switch (expected.outcomes().getOrDefault(tag(frame), "")) {
      case "failed: timed out", "failed: cancelled" -> rules.add("HF-8");
      case "failed: dropped" -> rules.add("HF-32");
      default -> when(expected.phases().contains("Closed"), "HF-10");
    }
  }

  // What the program is told.

  private interface Ending {
    void compare(String message, String wanted, String got);
  }

  private static void each(Map<String, String> wanted, Map<String, String> got, Ending ending) {
    var keys = new TreeSet<>(wanted.keySet());
    keys.addAll(got.keySet());
    for (String key : keys) {
      String one = wanted.getOrDefault(key, "open");
      String other = got.getOrDefault(key, "open");
      if (!one.equals(other)) {
        ending.compare(key, one, other);
      }
    }
  }

  private void outcome(String message, String wanted, String got) {
    boolean arrived =
        seen.frames().stream()
            .filter(Breach::isMessage)
            .anyMatch(frame -> tag(withoutPerhaps(frame)).equals(message));
    String kind = got.replaceFirst(":.*", "");
    boolean isUntrue = kind.equals("written") && !arrived;
    when(isUntrue, "HF-5");
    when(isUntrue && deeds.accepts() == 0, "HF-3"); // it should wait, and for its ack
    when(got.equals("open") || got.contains(", told "), "HF-5"); // never, or more than once
    when(wanted.equals("failed: dropped") != got.equals("failed: dropped"), "HF-32");
    when(kind.equals("failed") && (arrived || wanted.startsWith("unknown")), "HF-5");
    when(kind.equals("unknown") && !wanted.startsWith("unknown"), "HF-5");
    when(deeds.closes() && !kind.equals("written") && wanted.equals("written"), "HF-12");
    when(got.equals("failed: DrainTimedOut") && !wanted.equals(got), "HF-12");
    when(wanted.matches("failed: (timed out|cancelled)") && !got.equals("open"), "HF-8");
  }

  private void request(String request, String wanted, String got) {
    rules.add("HF-7");
    when(wanted.equals("called off") || got.equals("called off"), "HF-30");
    when(deeds.acks() > 1 || (got.equals("cancelled") && !deeds.givesUp()), "HF-6");
    when(got.startsWith("answered") && wanted.startsWith("lost: PeerMisbehaved"), "HF-23");
  }

  private void calls() {
    for (int i = 0; i < Math.min(expected.calls().size(), seen.calls().size()); i++) {
      String wanted = expected.calls().get(i);
      String got = seen.calls().get(i);
      boolean isFull = wanted.contains("full") != got.contains("full");
      boolean accepts = wanted.contains("accepted") != got.contains("accepted");
      when(isFull, "HF-11");
      when(accepts && !isFull, "HF-10");
      when(accepts && !isFull && deeds.asks(), "HF-7");
    }
  }

  private void callbacks() {
    List<String> wanted = expected.callbacks();
    List<String> got = seen.callbacks();
    when(more(wanted, got, "cancel"), "HF-30");
    when(more(wanted, got, "context") && deeds.stalls(), "HF-11");
    when(more(wanted, got, "closed PeerSilent"), "HF-21");
    when(isMisjudged(), "HF-22");
    when(isMisjudged() && deeds.isCut(), "HF-18");
    when(
        deeds.isCut()
            && (more(wanted, got, "context")
                || more(wanted, got, "long context")
                || more(wanted, got, "cancel")),
        "HF-18");
  }

  // Where the client stands.

  private void phases() {
    for (int i = 0; i < Math.min(expected.phases().size(), seen.phases().size()); i++) {
      String wanted = expected.phases().get(i);
      String got = seen.phases().get(i);
      if (!wanted.equals(got)) {
        phase(wanted, got);
        return;
      }
    }
  }

  private void phase(String wanted, String got) {
    when(wanted.equals("Closed") && got.equals("AwaitingAck"), "HF-16");
    when(isSettled(wanted) != isSettled(got), "HF-19");
    when(wanted.equals("Ready") && got.equals("AwaitingAck"), "HF-29");
    when(wanted.equals("Ready") && got.equals("AwaitingAck") && deeds.asks(), "HF-6");
    when(!wanted.equals("Ready") && got.equals("Ready") && deeds.accepts() == 0, "HF-23");
    when(!wanted.equals("Ready") && got.equals("Ready") && deeds.acks() == 0, "HF-1");
    when(Set.of("Finishing", "Draining").contains(wanted) && got.equals("Closed"), "HF-12");
    when(wanted.equals("Ready") && got.equals("Closed") && deeds.isCut(), "HF-18");
  }

  private static boolean isSettled(String phase) {
    return !Set.of("Idle", "Connecting", "AwaitingAck", "Finishing").contains(phase);
  }

  private void counted() {
    if (expected.counted() != seen.counted()) {
      rules.add(deeds.acks() > 1 ? "HF-6" : "HF-22");
      when(deeds.acks() < 2 && !rules.contains("HF-17"), "HF-7"); // a malformed frame is no answer
    }
  }

  private static boolean isMessage(String frame) {
    return frame.startsWith("log ") || frame.startsWith("request ");
  }

  /// A line in which the peer finds no type, or no tag.
  private static boolean isUnreadable(String frame) {
    return frame.isEmpty() || frame.endsWith(" ");
  }

  private static boolean isComplaint(String frame) {
    return frame.startsWith("protocol_error");
  }

  private static String tag(String frame) {
    return frame.substring(frame.indexOf(' ') + 1);
  }

  private static List<String> filtered(List<String> frames, Predicate<String> which) {
    return new ArrayList<>(frames.stream().filter(which).toList());
  }

  private static boolean more(List<String> one, List<String> other, String frame) {
    return Collections.frequency(one, frame) > Collections.frequency(other, frame);
  }
}
