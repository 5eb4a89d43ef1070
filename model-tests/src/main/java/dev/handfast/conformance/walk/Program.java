package dev.handfast.conformance.walk;

import dev.handfast.Delivery;
import dev.handfast.HandfastException;
import dev.handfast.Receipt;
import dev.handfast.client.ClientOptions;
import dev.handfast.client.DrainReport;
import dev.handfast.client.PermissionCall;
import dev.handfast.conformance.world.BlockingCalls;
import dev.handfast.conformance.world.ClientSubject;
import dev.handfast.conformance.world.Padding;
import dev.handfast.conformance.world.Told;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/// The program that uses a client: it makes the calls, and writes down what it is told.
final class Program {
  /// 1,000 bytes: between the small frames and those that fill a pipe.
  private static final int LARGE = 1_000;

  private static final Duration FIRST_REQUEST = Duration.ofSeconds(1_000);

  private final ConcurrentLinkedQueue<String> callbacks = new ConcurrentLinkedQueue<>();
  private final List<Message> messages = new ArrayList<>();
  private final List<CompletableFuture<DrainReport>> closes = new ArrayList<>();
  private final BlockingCalls calls = new BlockingCalls();
  private final ClientSubject subject;
  private int made;
  private long ignored;

  /// A message that is not over.
  static final class Message {
    private final String tag;
    private final Duration timeout;
    private final Receipt receipt;
    private final Optional<PermissionCall> request;
    private final boolean large;
    private boolean settled;
    private boolean ended;
    private boolean arrived;

    private Message(
        String tag,
        int bytes,
        Duration timeout,
        Receipt receipt,
        Optional<PermissionCall> request) {
      this.tag = tag;
      this.timeout = timeout;
      this.receipt = receipt;
      this.request = request;
      this.large = bytes > LARGE;
      this.ended = request.isEmpty();
    }

    String requestId() {
      return request.orElseThrow().requestId();
    }

    Duration timeout() {
      return timeout;
    }

    void giveUp() {
      request.orElseThrow().cancel();
    }

    private boolean isOpen() {
      return request.filter(call -> call.reply().isEmpty()).isPresent();
    }

    private boolean isOver() {
      boolean arrives = receipt.delivery().filter(Delivery.Written.class::isInstance).isPresent();
      return settled && ended && (arrived || !arrives);
    }
  }

  /// @param options all but the callbacks
  /// @param factory makes and starts the client
  Program(ClientOptions.Builder options, ClientSubject.Factory factory) {
    subject =
        factory.start(
            options
                .onReady(_ -> callbacks.add("ready"))
                .onCancel(_ -> callbacks.add("cancel"))
                .onContext(_ -> callbacks.add("context"))
                .onClosed(cause -> callbacks.add("closed " + Told.of(cause)))
                .build());
  }

  // The calls.

  void send(int bytes, Seen seen) {
    String tag = nextTag();
    call(
        seen,
        () -> {
          Receipt receipt = subject.send(Padding.content(tag, bytes));
          messages.add(new Message(tag, bytes, Duration.ZERO, receipt, Optional.empty()));
        });
  }

  void ask(int bytes, Seen seen) {
    String tag = nextTag();
    Duration timeout = FIRST_REQUEST.plusSeconds(made);
    call(
        seen,
        () -> {
          PermissionCall request = subject.ask(Padding.confirmation(tag, bytes), timeout);
          messages.add(new Message(tag, bytes, timeout, request.receipt(), Optional.of(request)));
        });
  }

  void close(Duration deadline) {
    var report = new CompletableFuture<DrainReport>();
    closes.add(report);
    calls.make(() -> report.complete(subject.drain(deadline)));
  }

  private String nextTag() {
    return "M" + ++made;
  }

  private static void call(Seen seen, Runnable call) {
    try {
      call.run();
      seen.call("accepted");
    } catch (HandfastException.QueueFull _) {
      seen.call("refused: full");
    } catch (HandfastException.Closed closed) {
      seen.call("refused: " + Told.of(closed.reason()));
    }
  }

  // What it knows.

  String phase() {
    return Told.of(subject.phase());
  }

  /// The open request of this place among all that are open.
  Optional<Message> open(int place) {
    return messages.stream().filter(Message::isOpen).skip(place).findFirst();
  }

  /// The open request of this place among those that the peer has read.
  Optional<Message> arrived(int place) {
    return messages.stream()
        .filter(message -> message.isOpen() && message.arrived)
        .skip(place)
        .findFirst();
  }

  /// Writes down what it was told since it last did.
  void tell(Seen seen) {
    for (int i = 0; i < messages.size(); i++) {
      tell("#" + (i + 1), messages.get(i), seen);
    }
    for (String told = callbacks.poll(); told != null; told = callbacks.poll()) {
      seen.callback(told);
    }
    long now = subject.counts().ignored().values().stream().mapToLong(Long::longValue).sum();
    seen.counted(now - ignored);
    ignored = now;
    if (!closes.isEmpty() && closes.stream().allMatch(CompletableFuture::isDone)) {
      seen.call("close returns " + Told.of(closes.getLast().join().cause()));
      closes.clear();
    }
  }

  private static void tell(String name, Message message, Seen seen) {
    Optional<Delivery> delivery = message.receipt.delivery();
    if (!message.settled && delivery.isPresent()) {
      message.settled = true;
      seen.outcome(name + " " + Told.of(delivery.get()));
    }
    Optional<PermissionCall.Reply> reply = message.request.flatMap(PermissionCall::reply);
    if (!message.ended && reply.isPresent()) {
      message.ended = true;
      seen.outcome(name + " " + Told.of(reply.get()));
    }
  }

  /// The name of a frame that the peer has read; its message has arrived.
  String arrives(String frame) {
    for (Message message : messages) {
      if (frame.endsWith(" " + message.tag)) {
        message.arrived = true;
        return "#" + (messages.indexOf(message) + 1);
      }
    }
    return frame;
  }

  void forgetWhatIsOver() {
    messages.removeIf(Message::isOver);
  }

  /// Whether a call to close has not returned.
  boolean waitsForClose() {
    return closes.stream().anyMatch(report -> !report.isDone());
  }

  /// Whether a message waits that does not fit into the pipe.
  boolean hasLarge() {
    return messages.stream().anyMatch(message -> message.large && !message.settled);
  }
}
