package dev.handfast.cli.serve;

import dev.handfast.CloseCause;
import dev.handfast.Delivery;
import dev.handfast.HandfastException;
import dev.handfast.Receipt;
import dev.handfast.SocketPath;
import dev.handfast.message.ChildMessage;
import dev.handfast.message.Decision;
import dev.handfast.message.PermissionRequest;
import dev.handfast.server.AnswerReport;
import dev.handfast.server.BroadcastReport;
import dev.handfast.server.DuplicatePolicy;
import dev.handfast.server.HandfastServer;
import dev.handfast.server.StopReport;
import dev.handfast.server.Verdict;
import dev.handfast.server.Worker;
import dev.handfast.trace.WireTrace;
import dev.handfast.transport.JdkTransport;
import dev.handfast.transport.JunixTransport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;

/// A server whose happenings are told, whose requests wait at a desk, and which takes orders.
final class Orchestrator implements AutoCloseable {
  /// 3 s: for accepted messages to leave and workers to end, as the library has it.
  private static final Duration DRAIN = Duration.ofSeconds(3);

  /// 10 names: enough to see a misspelt one.
  private static final int SOME = 10;

  private final Voice voice;
  private final Desk desk;
  private final Optional<WireTrace> trace;
  private final HandfastServer server;
  private final CountDownLatch announced = new CountDownLatch(1);
  private final CountDownLatch over = new CountDownLatch(1);
  private final ReentrantLock stopping = new ReentrantLock();
  private final Map<PermissionRequest, Order.Answer> answers = new ConcurrentHashMap<>();
  private volatile boolean unheard;
  private boolean stopped;

  /// Listens from now on.
  ///
  /// @param trace is closed at the end
  /// @throws HandfastException.CannotListen where the path is taken or not usable
  Orchestrator(
      SocketPath socket,
      DuplicatePolicy duplicates,
      Voice listener,
      Desk desk,
      Optional<WireTrace> trace) {
    this.voice = happening -> told(listener, happening);
    this.desk = desk;
    this.trace = trace;
    var watch = new Watch(voice);
    this.server =
        HandfastServer.builder(socket)
            .transport(
                socket instanceof SocketPath.Abstract ? JunixTransport::new : JdkTransport::new)
            .authorize((_, _) -> admit())
            .onDuplicate(duplicates)
            .onEvent(watch)
            .onJoined(
                worker -> {
                  watch.joined(worker);
                  voice.tell(new Happening.Joined(worker));
                })
            .onLeft(this::left)
            .onStatus(this::said)
            .onLog(this::said)
            .onComplete(this::said)
            .onError(this::said)
            .onPermissionLater(this::asked)
            .onAnswer(this::answered)
            .trace(trace)
            .start();
    voice.tell(new Happening.Listening(server.socket()));
    announced.countDown();
  }

  /// Waits until somebody ends it.
  ///
  /// @return whether somebody listened to the end
  boolean awaitEnd() throws InterruptedException {
    over.await();
    return !unheard;
  }

  /// Ends it soon; returns at once.
  void end() {
    over.countDown();
  }

  /// Lets accepted messages leave, ends all sessions, removes the socket file; idempotent.
  @Override
  public void close() {
    stopping.lock();
    try {
      if (!stopped) {
        stopped = true;
        desk.close();
        StopReport report = server.stop(DRAIN);
        voice.tell(new Happening.Stopped(report));
        trace.ifPresent(WireTrace::close);
      }
    } finally {
      stopping.unlock();
      over.countDown();
    }
  }

  /// Carries an order out; its result is told when it is known.
  void obey(Order order) {
    switch (order) {
      case Order.ToWorker one -> toWorker(one);
      case Order.ToAll all -> toAll(all);
      case Order.Answer answer -> answer(answer);
      case Order.Disconnect disconnect -> disconnect(disconnect);
      case Order.WhoIsThere _ -> voice.tell(new Happening.Listed(order, server.workers()));
      case Order.Stop _ -> {
        obeyed(order, new Outcome.Done());
        end();
      }
    }
  }

  /// Tells that a line was no order.
  void misread(long line, Optional<String> tag, String got, String wanted) {
    voice.tell(new Happening.Misread(line, tag, got, wanted));
  }

  private void toWorker(Order.ToWorker order) {
    Optional<Worker> worker = server.worker(order.childId());
    if (worker.isEmpty()) {
      obeyed(order, new Outcome.Refused(absent(order.childId())));
      return;
    }
    try {
      Receipt receipt = send(order.cargo(), worker.get());
      var _ =
          receipt
              .future()
              .thenAccept(delivery -> obeyed(order, delivered(worker.get(), receipt, delivery)));
    } catch (HandfastException refusal) {
      obeyed(order, Outcome.refused(refusal));
    }
  }

  /// Its outcome is known when the server has said whether the answer is accepted.
  private void answer(Order.Answer order) {
    desk.answer(
            order.childId(),
            order.requestId(),
            order.decision(),
            request -> answers.put(request, order))
        .ifPresent(why -> obeyed(order, new Outcome.Refused(why)));
  }

  /// On a thread of its own: the session has as long as it may to end, and other orders go on.
  private void disconnect(Order.Disconnect order) {
    Optional<Worker> worker = server.worker(order.childId());
    if (worker.isEmpty()) {
      obeyed(order, new Outcome.Refused(absent(order.childId())));
      return;
    }
    Thread.ofVirtual()
        .name("disconnect-" + order.childId())
        .start(() -> obeyed(order, disconnect(order, worker.get())));
  }

  private Outcome disconnect(Order.Disconnect order, Worker worker) {
    desk.withdraw(worker);
    try {
      order.reason().ifPresent(worker::cancel);
    } catch (HandfastException _) {
      // it is leaving already, or reads nothing: the more reason to end its session
    }
    return new Outcome.Disconnected(worker.epoch(), worker.close(DRAIN));
  }

  private void toAll(Order.ToAll order) {
    Map<String, CompletableFuture<Outcome>> outcomes = new TreeMap<>();
    BroadcastReport report =
        server.broadcast(
            worker -> {
              Receipt receipt = send(order.cargo(), worker);
              outcomes.put(
                  worker.childId(),
                  receipt.future().thenApply(delivery -> delivered(worker, receipt, delivery)));
              return receipt;
            });
    report
        .refused()
        .forEach(
            (childId, why) ->
                outcomes.put(childId, CompletableFuture.completedFuture(Outcome.refused(why))));
    var _ =
        CompletableFuture.allOf(outcomes.values().toArray(CompletableFuture<?>[]::new))
            .thenRun(
                () -> {
                  Map<String, Outcome> known = new TreeMap<>();
                  outcomes.forEach((childId, outcome) -> known.put(childId, outcome.join()));
                  obeyed(order, new Outcome.ToAll(known));
                });
  }

  /// A worker that is called off needs no answers any more (HF-30).
  private Receipt send(Order.Cargo cargo, Worker worker) {
    Receipt receipt = cargo.to(worker);
    if (cargo instanceof Order.Cancel) {
      desk.withdraw(worker);
    }
    return receipt;
  }

  private void said(Worker worker, ChildMessage message) {
    voice.tell(new Happening.Said(worker, message));
  }

  /// The request waits at the desk before it is told: whoever hears of it may decide it at once.
  private CompletableFuture<Decision> asked(Worker worker, PermissionRequest request) {
    var decision = desk.ask(worker, request);
    said(worker, request);
    return decision;
  }

  /// An answer is told when it is accepted, and never before (HF-33).
  private void answered(Worker worker, AnswerReport report) {
    Optional<Order.Answer> order = orderBehind(report);
    switch (report) {
      case AnswerReport.Accepted(var request, Decision decision) -> {
        voice.tell(new Happening.Decided(worker, request, decision));
        order.ifPresent(ordered -> obeyed(ordered, new Outcome.Done()));
      }
      case AnswerReport.Refused(var request, Decision decision, HandfastException why) -> {
        // without an order, a deny may be one that nobody has decided: the request was withdrawn
        if (order.isPresent() || !(decision instanceof Decision.Deny)) {
          voice.tell(new Happening.NotAnswered(worker, request, decision, why));
        }
        order.ifPresent(ordered -> obeyed(ordered, Outcome.refused(why)));
      }
    }
  }

  /// A stop may deny what an order is about to answer: that report is not about the order.
  private Optional<Order.Answer> orderBehind(AnswerReport report) {
    Optional<Order.Answer> order =
        Optional.ofNullable(answers.get(report.request()))
            .filter(given -> given.decision().equals(report.decision()));
    order.ifPresent(given -> answers.remove(report.request(), given));
    return order;
  }

  private void left(Worker worker, CloseCause cause) {
    desk.withdraw(worker);
    voice.tell(new Happening.Left(worker, cause));
  }

  private void obeyed(Order order, Outcome outcome) {
    voice.tell(new Happening.Obeyed(order, outcome));
  }

  private static Outcome delivered(Worker worker, Receipt receipt, Delivery delivery) {
    return new Outcome.Delivered(worker.childId(), worker.epoch(), receipt.messageId(), delivery);
  }

  private String absent(String childId) {
    List<String> present = server.workers().stream().map(Worker::childId).limit(SOME).toList();
    return "no worker is connected as %s; %s"
        .formatted(
            childId, present.isEmpty() ? "none is" : "connected are " + String.join(", ", present));
  }

  /// Nobody joins before it was told where to.
  private Verdict admit() {
    try {
      announced.await();
      return Verdict.accept();
    } catch (InterruptedException _) {
      return Verdict.reject("the orchestrator is ending");
    }
  }

  private boolean told(Voice listener, Happening happening) {
    boolean heard = listener.tell(happening);
    if (!heard) {
      unheard = true;
      end();
    }
    return heard;
  }
}
