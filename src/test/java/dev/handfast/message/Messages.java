package dev.handfast.message;

import static net.jqwik.api.Combinators.combine;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/// Arbitrary messages of every type.
final class Messages {
  private Messages() {}

  static Arbitrary<Message> any() {
    return Arbitraries.oneOf(
        List.of(
            head(
                (id, time) ->
                    worker().flatMap(w -> maybe(offer()).map(p -> new Handshake(id, time, w, p)))),
            head(
                (id, time) ->
                    combine(maybe(text()), answer())
                        .as((r, a) -> new HandshakeAck(id, time, r, a))),
            head(
                (id, time) ->
                    combine(childId(), report()).as((c, r) -> new StatusUpdate(id, time, c, r))),
            head(
                (id, time) ->
                    combine(childId(), Arbitraries.of(LogLevel.class), text())
                        .as((c, l, t) -> new Log(id, time, c, l, t))),
            head(
                (id, time) ->
                    combine(childId(), result()).as((c, r) -> new TaskComplete(id, time, c, r))),
            head(
                (id, time) ->
                    combine(childId(), failure()).as((c, f) -> new TaskError(id, time, c, f))),
            head(
                (id, time) ->
                    combine(childId(), confirmation())
                        .as((c, f) -> new PermissionRequest(id, time, c, f))),
            head(
                (id, time) ->
                    combine(text(), decision())
                        .as((r, d) -> new PermissionResponse(id, time, r, d))),
            head((id, time) -> maybe(text()).map(r -> new Cancel(id, time, r))),
            head(
                (id, time) ->
                    combine(text(), texts()).as((c, f) -> new InjectContext(id, time, c, f))),
            head((id, time) -> Arbitraries.just(new Ping(id, time))),
            head((id, time) -> Arbitraries.just(new Pong(id, time))),
            head(
                (id, time) ->
                    combine(text(), text(), maybe(text()))
                        .as((c, m, r) -> new ProtocolError(id, time, c, m, r))),
            head((id, time) -> json().map(x -> unknown(id, time, x)))));
  }

  /// JSON values with numbers and texts that are easily spoilt.
  static Arbitrary<Json> json() {
    return jsonText(3).map(Json::parse);
  }

  /// Valid Unicode, rich in what has to be escaped or takes more than one byte.
  static Arbitrary<String> text() {
    Arbitrary<String> telling =
        Arbitraries.of(
                "a", "\"", "\\", "/", "\n", "\r", "\t", "\u0000", "\u007f", "\u0085", "é", "€",
                "\u2028", "😀", "\uFFFD", "\uFFFF", " ")
            .list()
            .ofMaxSize(6)
            .map(parts -> String.join("", parts));
    return Arbitraries.oneOf(
        telling, Arbitraries.strings().ofMaxLength(10).filter(Surrogates::paired));
  }

  private interface Head<M extends Message> {
    Arbitrary<M> after(String id, long time);
  }

  private static <M extends Message> Arbitrary<Message> head(Head<M> head) {
    return combine(text(), Arbitraries.longs())
        .as((id, time) -> new Object[] {id, time})
        .flatMap(envelope -> head.after((String) envelope[0], (Long) envelope[1]))
        .map(message -> message);
  }

  private static Unknown unknown(String id, long time, Json extra) {
    String type = "later";
    String body =
        "{\"x\":%s,\"id\":%s,\"timestamp\":%d,\"type\":\"%s\"}"
            .formatted(extra.text(), Json.of(id).text(), time, type);
    return new Unknown(id, time, type, Json.parse(body));
  }

  private static Arbitrary<String> jsonText(int depth) {
    Arbitrary<String> leaf =
        Arbitraries.oneOf(
            Arbitraries.of(
                "null", "true", "false", "0", "-0", "-0.0", "1.0", "1e400", "-1E-400", "100",
                "1e2"),
            integers(),
            Arbitraries.bigDecimals().map(Object::toString),
            text().map(text -> Json.of(text).text()));
    if (depth == 0) {
      return leaf;
    }
    Arbitrary<String> inner = jsonText(depth - 1);
    return Arbitraries.oneOf(
        leaf,
        inner.list().ofMaxSize(3).map(values -> "[" + String.join(",", values) + "]"),
        combine(Arbitraries.of("a", "b", "é"), inner, inner)
            .as((name, one, two) -> "{\"%s\":%s,\"z\":%s}".formatted(name, one, two)));
  }

  /// Where 64 bits end, and of as many digits as they have.
  private static Arbitrary<String> integers() {
    Arbitrary<String> limits =
        Arbitraries.of(
            "9223372036854775807",
            "-9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "-9223372036854775809",
            "18446744073709551615",
            "18446744073709551616");
    Arbitrary<String> digits =
        Arbitraries.strings().numeric().ofMinLength(16).ofMaxLength(19).map(rest -> "9" + rest);
    return Arbitraries.oneOf(limits, digits, digits.map(number -> "-" + number));
  }

  private static <T> Arbitrary<Optional<T>> maybe(Arbitrary<T> value) {
    return value.optional();
  }

  private static Arbitrary<String> childId() {
    return text()
        .map(
            text ->
                text.codePoints()
                        .filter(c -> !Character.isISOControl(c))
                        .collect(
                            StringBuilder::new,
                            StringBuilder::appendCodePoint,
                            StringBuilder::append)
                    + "w");
  }

  private static Arbitrary<List<String>> texts() {
    return text().list().ofMaxSize(3);
  }

  private static Arbitrary<Long> counts() {
    return Arbitraries.longs().greaterOrEqual(0);
  }

  private static Arbitrary<Tokens> tokens() {
    return combine(counts(), counts()).as(Tokens::new);
  }

  private static Arbitrary<WorkerIdentity> worker() {
    return combine(childId(), text(), text(), text(), maybe(text()), maybe(text()))
        .as(WorkerIdentity::new);
  }

  private static Arbitrary<ProtocolOffer> offer() {
    return combine(Arbitraries.longs().greaterOrEqual(1).list().ofMaxSize(3), texts())
        .as(ProtocolOffer::new);
  }

  private static Arbitrary<Answer> answer() {
    Arbitrary<OptionalLong> timeout =
        maybe(Arbitraries.longs()).map(l -> l.map(OptionalLong::of).orElse(OptionalLong.empty()));
    Arbitrary<AckConfig> config = combine(texts(), timeout).as(AckConfig::new);
    Arbitrary<ProtocolChoice> choice =
        combine(Arbitraries.longs().greaterOrEqual(1), texts()).as(ProtocolChoice::new);
    return Arbitraries.oneOf(
        maybe(text()).map(Answer.Refused::new),
        combine(maybe(config), maybe(text()), maybe(choice), maybe(text()))
            .as(Answer.Accepted::new));
  }

  private static Arbitrary<StatusReport> report() {
    Arbitrary<OptionalDouble> progress =
        maybe(
                Arbitraries.oneOf(
                    Arbitraries.doubles().between(0, 100),
                    Arbitraries.integers().between(0, 100).map(Integer::doubleValue)))
            .map(d -> d.map(OptionalDouble::of).orElse(OptionalDouble.empty()));
    return combine(
            Arbitraries.of(WorkerStatus.class),
            maybe(text()),
            progress,
            maybe(tokens()),
            maybe(text()))
        .as(StatusReport::new);
  }

  private static Arbitrary<TaskResult> result() {
    Arbitrary<TaskResultBuilder> first =
        combine(maybe(text()), Arbitraries.of(true, false), text(), counts(), tokens())
            .as(
                (w, s, r, t, u) ->
                    TaskResult.builder()
                        .workerId(w)
                        .success(s)
                        .response(r)
                        .toolCallCount(t)
                        .tokensUsed(u));
    return combine(first, Arbitraries.longs(), maybe(text()), text(), counts(), texts())
        .as(
            (b, d, p, n, c, f) ->
                b.duration(Duration.ofMillis(d))
                    .prUrl(p)
                    .branch(n)
                    .commits(c)
                    .filesChanged(f)
                    .build());
  }

  private static Arbitrary<TaskFailure> failure() {
    return combine(text(), maybe(text()), Arbitraries.of(true, false)).as(TaskFailure::new);
  }

  private static Arbitrary<Confirmation> confirmation() {
    Arbitrary<ApprovalSuggestions> suggestions =
        combine(
                text(),
                combine(text(), text(), text())
                    .as(ApprovalSuggestions.Category::new)
                    .list()
                    .ofMaxSize(2))
            .as(ApprovalSuggestions::new);
    Arbitrary<Json> present = json().filter(value -> !value.text().equals("null"));
    return combine(
            text(),
            present,
            Arbitraries.of(true, false),
            maybe(text()),
            maybe(present),
            maybe(suggestions),
            maybe(present))
        .as(Confirmation::new);
  }

  private static Arbitrary<Decision> decision() {
    return Arbitraries.oneOf(
        Arbitraries.of(Decision.approve(), Decision.deny(), Decision.abort()),
        text().map(Decision::approvePattern),
        text().map(Decision::approveCategory));
  }
}
