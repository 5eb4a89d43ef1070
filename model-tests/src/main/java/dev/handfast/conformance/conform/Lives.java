package dev.handfast.conformance.conform;

import dev.handfast.conformance.drive.DriverStage;
import dev.handfast.conformance.drive.Program;
import dev.handfast.conformance.drive.Trial;
import dev.handfast.conformance.gate.Finding;
import dev.handfast.conformance.gate.Gate;
import dev.handfast.conformance.gate.Reach;
import dev.handfast.conformance.replay.Recording;
import dev.handfast.conformance.replay.Token;
import dev.handfast.conformance.story.Diagram;
import dev.handfast.conformance.suite.CaseInfo;
import dev.handfast.conformance.suite.CaseResult;
import dev.handfast.conformance.suite.Failure;
import dev.handfast.conformance.suite.Level;
import dev.handfast.conformance.suite.SuiteRun.Reached;
import dev.handfast.conformance.suite.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.CRC32;

/// Generated cases: lives of a client or a server against the reference model, every order of a few
/// events first, then longer ones at random. The first that goes wrong is made short and ends them.
///
/// The id of such a case is made of its content: the same life has the same id in every run.
public final class Lives {
  /// What their ids begin with.
  public static final String PREFIX = "G-";

  private static final String GROUP = "lives";
  private static final String BECAUSE =
      "The reference model of PROTOCOL.md does something else in this life.";
  private static final String LOOK =
      "the first difference and the step in front of it; the rule's text in PROTOCOL.md says why";

  private final List<CaseResult> results = new ArrayList<>();
  private final List<Reached> reached = new ArrayList<>();
  private final Consumer<CaseResult> listener;
  private long last = System.nanoTime();

  private Lives(Consumer<CaseResult> listener) {
    this.listener = listener;
  }

  /// Lives them.
  ///
  /// @param listener hears of each result as it comes
  /// @throws IOException where the driver cannot be started
  public static Lives of(Program.Start program, Gate.Limits limits, Consumer<CaseResult> listener)
      throws IOException {
    var lives = new Lives(listener);
    try (var stage = new DriverStage(program)) {
      Gate<?> gate = Gate.of(stage, limits);
      Optional<Reach> reach =
          stage.hello().role().equals("client")
              ? Optional.of(new Reach(stage.hello().features()))
              : Optional.empty();
      gate.onPassed(
          life -> {
            lives.add(life, Verdict.PASSED, Optional.empty());
            if (life instanceof Recording.ClientLife(var script)) {
              reach.ifPresent(map -> map.lived(script));
            }
          });
      gate.search().ifPresent(lives::failed);
      reach.map(Reach::reached).ifPresent(lives.reached::addAll);
    }
    return lives;
  }

  /// What came of each life, in order.
  public List<CaseResult> results() {
    return List.copyOf(results);
  }

  /// What of the machine they went through.
  public List<Reached> reached() {
    return List.copyOf(reached);
  }

  private void failed(Finding race) {
    List<String> differences = race.played().differences();
    String what =
        race.gone()
            .map(Trial.Gone::why)
            .orElse(differences.get(Math.min(1, differences.size() - 1)));
    add(
        race.life(),
        Verdict.FAILED,
        Optional.of(
            new Failure(
                List.copyOf(race.rules()),
                race.steps().size(),
                race.gone().isPresent() ? "a driver that goes on" : "what the reference model does",
                what
                    + " (afresh it shows %d times of %d)"
                        .formatted(race.again().shown(), race.again().tried()),
                race.steps(),
                Diagram.of(race.played().story()),
                List.of(),
                "replay '" + race.token() + "'",
                race.gone().map(Trial.Gone::stderr).orElse(""))));
  }

  private void add(Recording life, Verdict verdict, Optional<Failure> failure) {
    long now = System.nanoTime();
    var result =
        new CaseResult(
            info(life, failure),
            Way.PLAIN.toString(),
            verdict,
            failure,
            "",
            Duration.ofNanos(now - last));
    last = now;
    results.add(result);
    listener.accept(result);
  }

  private static CaseInfo info(Recording life, Optional<Failure> failure) {
    return new CaseInfo(
        id(life),
        GROUP,
        "A life: " + String.join("; ", life.told().lines().skip(1).map(String::strip).toList()),
        failure.map(Failure::rules).orElse(List.of()),
        Level.MUST,
        BECAUSE,
        List.of(),
        LOOK);
  }

  private static String id(Recording life) {
    var sum = new CRC32();
    sum.update(new Token(life).toString().getBytes(StandardCharsets.UTF_8));
    return PREFIX + "%08x".formatted(sum.getValue());
  }
}
