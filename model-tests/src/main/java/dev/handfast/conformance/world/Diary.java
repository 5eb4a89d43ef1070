package dev.handfast.conformance.world;

import dev.handfast.CloseCause;
import dev.handfast.Delivery;
import dev.handfast.Droppable;
import dev.handfast.HandfastEvent;
import dev.handfast.HandfastException;
import dev.handfast.OverflowPolicy;
import dev.handfast.Receipt;
import dev.handfast.client.ClientPhase;
import dev.handfast.client.DrainReport;
import dev.handfast.client.PermissionCall;
import dev.handfast.conformance.script.Account;
import dev.handfast.conformance.script.Surroundings.Overflow;
import dev.handfast.conformance.story.Story;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/// What a client's program writes down while a script is played; several threads may make calls.
public final class Diary {
  private final List<String> phases = new ArrayList<>();
  private final Map<Integer, String> calls = new ConcurrentHashMap<>();
  private final Map<String, Receipt> receipts = new ConcurrentHashMap<>();
  private final Map<String, PermissionCall> requests = new LinkedHashMap<>();
  private final List<Optional<PermissionCall>> asked = new ArrayList<>();
  private final ConcurrentLinkedQueue<String> callbacks = new ConcurrentLinkedQueue<>();
  private final Map<String, Integer> settled = new ConcurrentHashMap<>();
  private final AtOnce atOnce = new AtOnce();
  private final Story story;
  private int made;

  /// Nothing is written yet.
  ///
  /// @param story is told of events and names
  public Diary(Story story) {
    this.story = story;
  }

  /// The number of the next call; its tag is made of it.
  public int next() {
    return ++made;
  }

  /// These messages are sent at the same time.
  public void atOnce(List<String> tags) {
    atOnce.group(tags);
  }

  /// The phase after a step.
  public void phase(ClientPhase phase) {
    phases.add(Told.of(phase));
  }

  /// A handler was called.
  public void callback(String what) {
    callbacks.add(what);
  }

  /// A listener was told.
  public void event(HandfastEvent event) {
    story.accept(event);
    if (event instanceof HandfastEvent.Settled(_, String id, _, _)) {
      settled.merge(id, 1, Integer::sum);
    }
  }

  /// Makes a call that sends, and notes what it was told.
  public void send(int number, String tag, ClientSubject subject, Supplier<Receipt> call) {
    note(
        number,
        tag,
        subject,
        () -> {
          Receipt receipt = call.get();
          story.named(receipt.messageId(), tag);
          receipts.put(tag, receipt);
        });
  }

  /// Makes a call that asks, and notes what it was told.
  public void ask(int number, String tag, ClientSubject subject, Supplier<PermissionCall> call) {
    note(
        number,
        tag,
        subject,
        () -> {
          PermissionCall request = call.get();
          story.named(request.receipt().messageId(), tag);
          requests.put(tag, request);
          receipts.put(tag, request.receipt());
        });
    asked.add(Optional.ofNullable(requests.get(tag)));
  }

  /// The request of this number, from 0, if it was accepted.
  public Optional<PermissionCall> asked(int index) {
    return index < asked.size() ? asked.get(index) : Optional.empty();
  }

  private void note(int number, String tag, ClientSubject subject, Runnable call) {
    String how;
    try {
      call.run();
      how = " accepted";
    } catch (HandfastException.QueueFull _) {
      how = " refused: full";
    } catch (HandfastException.Closed closed) {
      how =
          " refused: "
              + (subject.phase() == ClientPhase.CLOSED ? Told.of(closed.reason()) : "closing");
    }
    calls.put(number, tag + how);
  }

  /// The account so far.
  public Account account(List<String> frames, List<DrainReport> reports, long counted) {
    return account(phases, frames, reports, counted);
  }

  /// The account so far, with the phase as it is now.
  public Account account(
      ClientPhase now, List<String> frames, List<DrainReport> reports, long counted) {
    var all = new ArrayList<>(phases);
    all.add(Told.of(now));
    return account(all, frames, reports, counted);
  }

  /// How accounts call a cause.
  public static String name(CloseCause cause) {
    return Told.of(cause);
  }

  /// The policy of a client in these surroundings.
  public static OverflowPolicy policy(Overflow overflow) {
    return switch (overflow) {
      case FAILS -> OverflowPolicy.fail();
      case DROPS_LOGS -> OverflowPolicy.dropOldest(Droppable.LOG);
    };
  }

  private Account account(
      List<String> phases, List<String> frames, List<DrainReport> reports, long counted) {
    Map<String, String> tags = new HashMap<>();
    receipts.forEach((tag, receipt) -> tags.put(receipt.messageId(), tag));
    var outcomes = new LinkedHashMap<String, String>();
    receipts.forEach((tag, receipt) -> outcomes.put(tag, outcome(receipt)));
    var ended = new LinkedHashMap<String, String>();
    requests.forEach((tag, call) -> ended.put(tag, Told.reply(call)));
    return new Account(
        phases,
        calls.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(Map.Entry::getValue)
            .toList(),
        atOnce.inOrder(frames),
        outcomes,
        ended,
        List.copyOf(callbacks),
        reports.stream().map(report -> report(report, tags)).toList(),
        counted,
        0,
        story.impossible());
  }

  private String outcome(Receipt receipt) {
    Optional<Delivery> delivery = receipt.delivery();
    int times = settled.getOrDefault(receipt.messageId(), 0);
    boolean once = times == (delivery.isPresent() ? 1 : 0);
    return once ? Told.of(delivery) : Told.of(delivery) + ", told " + times + " times";
  }

  private String report(DrainReport report, Map<String, String> tags) {
    return Told.of(report.cause())
        + " "
        + atOnce.inOrder(
            report.undelivered().stream()
                .map(left -> tags.getOrDefault(left.messageId(), left.messageId()))
                .toList());
  }
}
