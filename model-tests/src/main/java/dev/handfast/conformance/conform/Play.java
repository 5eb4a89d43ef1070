package dev.handfast.conformance.conform;

import dev.handfast.conformance.cases.Case;
import dev.handfast.conformance.cases.Deed;
import dev.handfast.conformance.cases.Pattern;
import dev.handfast.conformance.cases.Step;
import dev.handfast.conformance.suite.CaseResult;
import dev.handfast.conformance.suite.Failure;
import dev.handfast.conformance.suite.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// One run of one case. For one thread.
final class Play implements AutoCloseable {
  /// 1 s for a stop or a close at the end of a case: nothing is left to write then.
  private static final int CLEAN_UP = 1_000;

  private static final Set<String> DELIVERIES = Set.of("received", "asked", "response");

  /// 100 µs: a tick of the clock is a millisecond.
  private static final long TICK = 100_000;

  private static final ObjectNode PING = JsonNodeFactory.instance.objectNode().put("type", "ping");
  private static final ObjectNode PONG = JsonNodeFactory.instance.objectNode().put("type", "pong");

  private final Case test;
  private final Subject subject;
  private final Way way;
  private final Duration patience;
  private final Path path;
  private final Pattern names = new Pattern();
  private final Chronicle chronicle;
  private final Ledger ledger;
  private final Events events;
  private final Connections connections;
  private final Site site;
  private int at;
  private boolean untaken;

  private Play(Case test, Subject subject, Way way, Duration patience) {
    this.test = test;
    this.subject = subject;
    this.way = way;
    this.patience = patience;
    this.path = subject.socket();
    this.chronicle = new Chronicle(subject.isDriven());
    this.ledger = new Ledger(test.role());
    this.events = new Events(subject, chronicle, patience, ledger);
    this.connections = new Connections(test.role(), path, names, patience, chronicle::crossed);
    this.site = new Site(path);
    names.name("child", subject.childId());
  }

  /// Runs a case.
  static CaseResult of(Case test, Subject subject, Way way, Duration patience, String again) {
    long began = System.nanoTime();
    try (var play = new Play(test, subject, way, patience)) {
      Optional<Bad> bad = play.bad();
      return new CaseResult(
          test.info(),
          way.toString(),
          bad.map(Bad::verdict).orElse(Verdict.PASSED),
          bad.map(each -> play.failure(each, again)),
          "",
          Duration.ofNanos(System.nanoTime() - began));
    }
  }

  private Optional<Bad> bad() {
    try {
      for (Step step : test.steps()) {
        at++;
        take(step);
      }
      at = 0;
      if (subject.isDriven()) {
        end();
      }
      return Optional.empty();
    } catch (Bad bad) {
      return Optional.of(events.explained(bad));
    }
  }

  private Failure failure(Bad bad, String again) {
    int until = at == 0 ? test.steps().size() : at;
    return new Failure(
        bad.rules().stream().distinct().toList(),
        at,
        bad.expected(),
        Text.shortened(bad.got()),
        test.steps().subList(0, until).stream().map(Step::words).toList(),
        chronicle.diagram(),
        chronicle.chunks(),
        again,
        subject.stderr());
  }

  private void take(Step step) {
    Deed deed = step.deed();
    if (untaken && isAtTheWire(deed)) {
      events.ask(step.rule());
      untaken = false;
    }
    if (deed.isDone() && way == Way.STOPPED) {
      subject.pause();
      try {
        act(step);
      } finally {
        subject.goOn();
      }
    } else if (deed.isDone()) {
      act(step);
    } else {
      look(step);
    }
    if (deed instanceof Deed.Say) {
      line(step).wire().flush(patience);
    }
    if (isServersStart(deed) && subject.isDriven() && !expectsError(step)) {
      events.expect(event("listening"), names, step.rule());
    }
  }

  /// Before these the driver must have taken what it was told.
  private static boolean isAtTheWire(Deed deed) {
    return deed instanceof Deed.Listen
        || deed instanceof Deed.Say
        || deed instanceof Deed.HalfClose
        || deed instanceof Deed.HangUp;
  }

  private Connections.Line line(Step step) {
    return connections.line(step.who(), step.rule());
  }

  // What the suite does.

  private void act(Step step) {
    switch (step.deed()) {
      case Deed.Tell(String command, ObjectNode fields) -> tell(command, fields, step);
      case Deed.Listen(boolean full) -> connections.listen(full);
      case Deed.MakeRoom _ -> connections.makeRoom();
      case Deed.Open _ -> {
        names.name(step.who(), subject.workerId(step.who()));
        chronicle.did(at, step.who(), "connects");
        connections.open(step.who());
      }
      case Deed.Say say -> say(step, say);
      case Deed.Drip drip -> drip(step, drip);
      case Deed.HalfClose _ -> {
        chronicle.did(at, step.who(), "ends its side");
        line(step).wire().halfClose();
      }
      case Deed.HangUp _ -> {
        chronicle.did(at, step.who(), "hangs up");
        line(step).wire().close();
      }
      case Deed.Place(String kind) -> site.place(kind);
      case Deed.Mark(String name) -> mark(name);
      case Deed.Pass(Duration time) -> LockSupport.parkNanos(time.toNanos());
      case Deed other -> throw new IllegalStateException(other + " is nothing to do");
    }
  }

  private void tell(String command, ObjectNode fields, Step step) {
    if (command.equals("connect")) {
      connections.called();
    }
    ObjectNode whole = Settings.whole(command, fields, test.role(), path, names);
    chronicle.told(at, step.words());
    ledger.commanded(command, whole);
    subject.tell(command, whole);
    untaken = subject.isDriven();
  }

  private static boolean isServersStart(Deed deed) {
    return deed instanceof Deed.Tell(String command, _) && command.equals("listen");
  }

  /// Whether the next step expects that a server cannot listen.
  private boolean expectsError(Step step) {
    return test.steps().size() > at
        && test.steps().get(at).deed() instanceof Deed.Event(ObjectNode pattern)
        && pattern.path("event").asString("").equals("error")
        && step.deed().isDone();
  }

  private static ObjectNode event(String name) {
    return JsonNodeFactory.instance.objectNode().put("event", name);
  }

  private void say(Step step, Deed.Say say) {
    Connections.Line line = line(step);
    chronicle.did(at, step.who(), step.words());
    byte[] bytes = line.spelling().bytes(say.items());
    List<byte[]> pieces =
        way == Way.BYTES ? Pieces.bytewise(bytes, say.cut()) : Pieces.of(bytes, say.cut());
    pieces.forEach(piece -> said(line, piece));
    boolean slowly = way == Way.PLAIN && pieces.size() < Pieces.MANY && subject.isDriven();
    for (byte[] piece : pieces) {
      line.wire().write(piece);
      if (slowly && pieces.size() > 1) { // so that it has read this piece before the next one comes
        events.ask(step.rule());
        events.ask(step.rule());
      }
    }
  }

  private void said(Connections.Line line, byte[] bytes) {
    line.talk().said(bytes);
    if (line.talk().isAccepted()) {
      ledger.accepts();
    }
  }

  /// A moment that lies between two ticks of the clock: what is made before is earlier, what is
  /// made after is not.
  private void mark(String name) {
    long now = nextTick();
    names.name(name, now);
    nextTick();
  }

  private static long nextTick() {
    long began = System.currentTimeMillis();
    while (System.currentTimeMillis() == began) {
      LockSupport.parkNanos(TICK);
    }
    return System.currentTimeMillis();
  }

  private void drip(Step step, Deed.Drip drip) {
    Connections.Line line = line(step);
    chronicle.did(at, step.who(), step.words());
    byte[] bytes = line.spelling().bytes(drip.item());
    long until = System.nanoTime() + drip.most().toNanos();
    while (!line.wire().isEnded()) {
      if (System.nanoTime() > until) {
        throw Bad.hung(
            List.of(step.rule()),
            "the end of the connection",
            "a subject that still listens after " + drip.most().toMillis() + " ms");
      }
      line.wire().write(bytes);
      LockSupport.parkNanos(drip.pause().toNanos());
    }
  }

  // What must be seen.

  private void look(Step step) {
    switch (step.deed()) {
      case Deed.Frame(JsonNode pattern) -> frame(step, pattern);
      case Deed.Merged(List<List<JsonNode>> lists) -> merged(step, lists);
      case Deed.Begun _ -> begun(step);
      case Deed.End _ -> end(step);
      case Deed.Barrier _ -> {
        Connections.Line line = line(step);
        chronicle.did(at, step.who(), "ping");
        line.wire().write(line.spelling().bytes(new Deed.Fields(PING, 0)));
        frame(step, PONG);
      }
      case Deed.Event(ObjectNode pattern) -> {
        if (subject.isDriven()) {
          events.expect(pattern, names, step.rule());
        }
      }
      case Deed.NoEvent(ObjectNode pattern) -> events.expectNone(pattern, names, step.rule());
      case Deed.State(ObjectNode pattern) -> {
        if (subject.isDriven()) {
          events.expectState(pattern, names, step.rule());
        }
      }
      case Deed.Found(String kind) ->
          site.difference(kind)
              .ifPresent(
                  difference -> {
                    throw Bad.failed(List.of(step.rule()), kind, difference);
                  });
      case Deed other -> throw new IllegalStateException(other + " is nothing to see");
    }
  }

  private void frame(Step step, JsonNode pattern) {
    Connections.Line line = line(step);
    String expected = "the frame " + names.filled(pattern);
    long until = System.nanoTime() + patience.toNanos();
    while (true) {
      switch (read(step, line, expected)) {
        case Wire.End(String rest) ->
            throw Bad.failed(
                List.of(step.rule()),
                expected,
                rest.isEmpty() ? "the end" : "the end behind half a line: " + rest);
        case Wire.Line(String text) -> {
          JsonNode frame = checked(step, line, text);
          if (isBeside(line, frame, pattern)) {
            besideOnly(step, expected, until);
            continue;
          }
          names
              .difference("", pattern, frame)
              .ifPresent(
                  difference -> {
                    throw Bad.failed(List.of(step.rule()), expected, difference + " in " + frame);
                  });
          return;
        }
      }
    }
  }

  private void merged(Step step, List<List<JsonNode>> lists) {
    Connections.Line line = line(step);
    var rest = new ArrayList<Deque<JsonNode>>();
    lists.forEach(list -> rest.add(new ArrayDeque<>(list)));
    while (rest.stream().anyMatch(list -> !list.isEmpty())) {
      String expected = "one of " + rest.stream().flatMap(list -> list.stream().limit(1)).toList();
      if (!(read(step, line, expected) instanceof Wire.Line(String text))) {
        throw Bad.failed(List.of(step.rule()), expected, "the end");
      }
      JsonNode frame = checked(step, line, text);
      Deque<JsonNode> next =
          rest.stream()
              .filter(list -> !list.isEmpty() && matches(list.peek(), frame))
              .findFirst()
              .orElseThrow(() -> Bad.failed(List.of(step.rule()), expected, frame + ""));
      next.remove();
    }
  }

  private boolean matches(JsonNode pattern, JsonNode frame) {
    return names.difference("", pattern, frame).isEmpty();
  }

  /// Who has no driver says by itself what it has to say.
  private boolean isBeside(Connections.Line line, JsonNode frame, JsonNode pattern) {
    return !subject.isDriven()
        && line.talk().isAccepted()
        && Talk.isApplication(frame)
        && !Talk.isApplication(pattern);
  }

  /// Who goes on and on with it never comes to what is expected.
  private void besideOnly(Step step, String expected, long until) {
    if (System.nanoTime() > until) {
      throw Bad.hung(
          List.of(step.rule(), "HF-19", "HF-20"),
          expected,
          "only other frames for " + patience.toMillis() + " ms");
    }
  }

  private void begun(Step step) {
    if (!line(step).wire().begins(patience)) {
      throw Bad.hung(
          List.of(step.rule(), "HF-20"),
          "the first bytes of a frame",
          "none for " + patience.toMillis() + " ms");
    }
  }

  private void end(Step step) {
    Connections.Line line = line(step);
    String expected = "the end of the subject's direction";
    long until = System.nanoTime() + patience.toNanos();
    while (read(step, line, expected) instanceof Wire.Line(String text)) {
      JsonNode frame = checked(step, line, text);
      if (!isBeside(line, frame, PONG)) {
        throw Bad.failed(List.of(step.rule()), expected, frame + "");
      }
      besideOnly(step, expected, until);
    }
    chronicle.ended(step.who());
  }

  private Wire.Read read(Step step, Connections.Line line, String expected) {
    return line.wire()
        .next(patience)
        .orElseThrow(
            () ->
                Bad.hung(
                    List.of(step.rule(), "HF-19", "HF-20"),
                    expected,
                    "nothing for " + patience.toMillis() + " ms"));
  }

  private JsonNode checked(Step step, Connections.Line line, String text) {
    chronicle.read(step.who(), text);
    line.form()
        .flaw(text)
        .ifPresent(
            flaw -> {
              throw Bad.failed(
                  flaw.rules(), "a frame that is one", flaw.what() + ": " + Text.shortened(text));
            });
    JsonNode frame = Form.frame(text).orElseThrow();
    line.talk()
        .heard(frame)
        .ifPresent(
            flaw -> {
              throw Bad.failed(flaw.rules(), "frames in their order", flaw.what() + ": " + frame);
            });
    return frame;
  }

  // The end of the case.

  /// Whatever the case left open ends now: everything must have its outcome.
  private void end() {
    if (ledger.isStillborn()) {
      return;
    }
    events.ask("HF-10");
    nothingElse();
    ledger.audit();
    if (!ledger.isAlive()) {
      return;
    }
    connections.close();
    boolean isClient = test.role().equals("client");
    subject.tell(
        isClient ? "close" : "stop",
        JsonNodeFactory.instance.objectNode().put("deadlineMs", CLEAN_UP));
    if (!events.until(isClient ? "closed" : "stopped")) {
      throw Bad.hung(
          List.of("HF-20"),
          "the end of the " + test.role(),
          "none for " + patience.toMillis() + " ms");
    }
    events.ask("HF-10");
    ledger.audit();
  }

  /// Of what reaches the program nothing may come that no step expects.
  private void nothingElse() {
    for (JsonNode rest : events.rest()) {
      String name = rest.path("event").asString("");
      if (test.ignores().contains(name)) {
        continue;
      }
      if (name.equals("error") || name.equals("unsupported")) {
        throw Bad.failed(
            List.of(test.info().rules().getFirst()), "a driver that does it", rest + "");
      }
      if (DELIVERIES.contains(name)) {
        throw Bad.failed(
            List.of(test.info().rules().getFirst(), "HF-10", "HF-13"), "nothing else", rest + "");
      }
    }
  }

  @Override
  public void close() {
    connections.close();
    site.close();
  }
}
