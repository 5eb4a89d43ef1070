package dev.handfast.conformance.conform;

import dev.handfast.conformance.drive.Program;
import dev.handfast.conformance.drive.Residence;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// An implementation behind a driver. After a case that failed the next one gets a new process.
final class DrivenSubject implements Subject {
  private final Residence residence;

  DrivenSubject(String role, Program.Start program) throws IOException {
    residence = new Residence("conform", program, List.of(role));
  }

  @Override
  public String name() {
    return residence.hello().toString();
  }

  @Override
  public boolean isDriven() {
    return true;
  }

  @Override
  public boolean has(String feature) {
    return residence.hello().features().contains(feature);
  }

  @Override
  public void tell(String command, ObjectNode fields) {
    residence.driver().tell(command, line -> line.setAll(fields));
  }

  @Override
  public Optional<JsonNode> next(Duration patience) {
    return residence.driver().next(patience);
  }

  @Override
  public void pause() {
    residence.driver().pause();
  }

  @Override
  public void goOn() {
    residence.driver().goOn();
  }

  @Override
  public Path socket() {
    return residence.nextSocket();
  }

  @Override
  public String childId() {
    return "w-1";
  }

  @Override
  public String workerId(String name) {
    return name;
  }

  @Override
  public String stderr() {
    return residence.stderr();
  }

  @Override
  public void kill() {
    residence.restart();
  }

  @Override
  public void close() {
    residence.close();
  }
}
