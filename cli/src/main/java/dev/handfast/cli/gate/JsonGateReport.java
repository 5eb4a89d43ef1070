package dev.handfast.cli.gate;

import dev.handfast.cli.json.JsonLines;
import dev.handfast.conformance.drive.Driver;
import dev.handfast.conformance.gate.Coverage;
import dev.handfast.conformance.gate.Finding;
import dev.handfast.conformance.story.Diagram;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/// For programs.
final class JsonGateReport implements GateReport {
  private final JsonLines lines;

  JsonGateReport(JsonLines lines) {
    this.lines = lines;
  }

  @Override
  public void begins(Driver.Hello driver, Duration budget, long seed) {
    lines.event(
        "gate",
        to -> {
          to.writeStringProperty("name", driver.name());
          to.writeStringProperty("version", driver.version());
          texts(to, "features", driver.features().stream().sorted().toList());
          to.writeNumberProperty("budgetMs", budget.toMillis());
          to.writeNumberProperty("seed", seed);
        });
  }

  @Override
  public void ends(Optional<Finding> found, Coverage coverage) {
    found.ifPresent(this::race);
    lines.event(
        "tried",
        to -> {
          to.writeBooleanProperty("passes", found.isEmpty() && coverage.lives() > 0);
          to.writeNumberProperty("events", coverage.events());
          to.writeNumberProperty("everyOrderUpTo", coverage.length());
          to.writeNumberProperty("orders", coverage.words());
          to.writeNumberProperty("drawn", coverage.drawn());
          to.writeNumberProperty("tookMs", coverage.took().toMillis());
        });
  }

  private void race(Finding race) {
    lines.event(
        "race",
        to -> {
          to.writeStringProperty("sentence", TextGateReport.sentence(race));
          race.gone()
              .ifPresent(
                  gone -> {
                    to.writeStringProperty("gone", gone.why());
                    to.writeStringProperty("stderr", gone.stderr());
                  });
          texts(to, "rules", race.rules());
          texts(to, "steps", race.steps());
          texts(to, "differences", race.played().differences());
          to.writeStringProperty("diagram", Diagram.of(race.played().story()).mermaid());
          to.writeStringProperty("token", race.token());
          to.writeNumberProperty("lives", race.lives());
          to.writeNumberProperty("afterMs", race.after().toMillis());
          to.writeNumberProperty("shown", race.again().shown());
          to.writeNumberProperty("tried", race.again().tried());
        });
  }

  private static void texts(JsonGenerator to, String name, Collection<String> texts) {
    to.writeArrayPropertyStart(name);
    texts.forEach(to::writeString);
    to.writeEndArray();
  }
}
