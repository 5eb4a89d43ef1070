package dev.handfast.conformance.world;

import dev.handfast.HandfastEvent;
import dev.handfast.conformance.reference.ReferenceClient;
import dev.handfast.conformance.script.Child;
import dev.handfast.conformance.script.ServerAccount;
import dev.handfast.conformance.script.ServerScript;
import dev.handfast.conformance.story.Story;
import dev.handfast.message.Decision;
import dev.handfast.message.PermissionRequest;
import dev.handfast.server.AnswerReport;
import dev.handfast.server.Authorizer;
import dev.handfast.server.DuplicatePolicy;
import dev.handfast.server.HandfastServer;
import dev.handfast.server.ServerOptions;
import dev.handfast.server.Worker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/// The program of a scripted server, and what it writes down; handlers may run on any thread.
public final class ServerDiary {
  private final Map<Session, List<String>> sessions = new ConcurrentSkipListMap<>();
  private final Map<String, Ordered> orders = new TreeMap<>();
  private final List<String> registered = new ArrayList<>();
  private final AtomicLong ended = new AtomicLong();
  private final Story story;

  /// Nothing is written yet.
  ///
  /// @param story is told of events
  public ServerDiary(Story story) {
    this.story = story;
  }

  /// A session by its epoch.
  private record Session(long epoch, String child) implements Comparable<Session> {
    @Override
    public int compareTo(Session other) {
      return Long.compare(epoch, other.epoch);
    }
  }

  /// What a script says about its server, and handlers that note their calls.
  public ServerOptions.Builder program(
      ServerOptions.Builder builder, ServerScript script, Authorizer authorizer) {
    return builder
        .authorize(authorizer)
        .onDuplicate(DuplicatePolicy.valueOf(script.duplicates().name()))
        .maxConnections(script.limit())
        .pingInterval(Duration.ofMillis(ReferenceClient.PING_INTERVAL))
        .silenceLimit(Duration.ofMillis(ReferenceClient.SILENCE_LIMIT))
        .onJoined(worker -> handled(worker, "joined"))
        .onLog((worker, log) -> handled(worker, "log " + log.content()))
        .onPermission(this::asked)
        .onAnswer((worker, report) -> handled(worker, ServerAccount.TOLD + words(report)))
        .onLeft((worker, cause) -> handled(worker, "left " + Told.of(cause)))
        .onEvent(this::event);
  }

  /// Notes a request, and approves it.
  Decision asked(Worker worker, PermissionRequest request) {
    handled(worker, "ask " + request.id());
    return Decision.approve();
  }

  private void event(HandfastEvent event) {
    story.accept(event);
    if (event instanceof HandfastEvent.Ended) {
      ended.incrementAndGet();
    }
  }

  private static String words(AnswerReport report) {
    String id = report.request().id();
    return switch (report) {
      case AnswerReport.Accepted(_, Decision.Deny _) -> "denial " + id;
      case AnswerReport.Accepted _ -> "answer " + id;
      case AnswerReport.Refused _ -> "refused " + id;
    };
  }

  private void handled(Worker worker, String what) {
    var session = new Session(worker.epoch(), worker.childId());
    sessions.computeIfAbsent(session, _ -> new CopyOnWriteArrayList<>()).add(what);
  }

  /// The program sends to one worker, or to nobody.
  public void order(HandfastServer server, Child child) {
    String tag = nextOrder();
    orders.put(
        tag,
        Ordered.to(server.worker(child.id()), worker -> worker.injectContext(say(tag), List.of())));
  }

  /// The program sends to all.
  public void broadcast(HandfastServer server) {
    String tag = nextOrder();
    orders.put(tag, Ordered.to(server.broadcast(worker -> worker.cancel(say(tag)))));
  }

  private String nextOrder() {
    return "K" + (orders.size() + 1);
  }

  private static String say(String tag) {
    return "tag:" + tag;
  }

  /// Who is registered after a step.
  public void registered(List<Worker> workers) {
    registered.add(names(workers));
  }

  private static String names(List<Worker> workers) {
    return workers.stream().map(Worker::childId).toList().toString();
  }

  /// The account so far, with who is registered now.
  ///
  /// @param frames by connection
  /// @param awaited who waits for a verdict
  public ServerAccount account(
      List<Worker> now, Map<String, List<String>> frames, List<String> awaited) {
    var all = new ArrayList<>(registered);
    all.add(names(now));
    return told(all, frames, awaited);
  }

  /// The account so far.
  ///
  /// @param frames by connection
  /// @param awaited who waits for a verdict
  public ServerAccount account(Map<String, List<String>> frames, List<String> awaited) {
    return told(registered, frames, awaited);
  }

  private ServerAccount told(
      List<String> workers, Map<String, List<String>> frames, List<String> awaited) {
    var outcomes = new HashMap<String, String>();
    orders.forEach((tag, ordered) -> outcomes.put(tag, ordered.told()));
    return new ServerAccount(
        workers, frames, numbered(), outcomes, awaited, ended.get(), 0, story.impossible());
  }

  /// The sessions of each name, counted from 1 by their epochs.
  private Map<String, List<String>> numbered() {
    var counts = new HashMap<String, Integer>();
    var numbered = new HashMap<String, List<String>>();
    sessions.forEach(
        (session, told) -> {
          int number = counts.merge(session.child(), 1, Integer::sum);
          numbered.put(session.child() + "/" + number, List.copyOf(told));
        });
    return numbered;
  }
}
