package dev.handfast.conformance.conform;

import dev.handfast.conformance.drive.Driver;
import dev.handfast.conformance.drive.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// An implementation behind a driver. After a case that failed the next one gets a new process.
final class DrivenSubject implements Subject {
  private final String role;
  private final Program.Start program;
  private final Home home = new Home();
  private final Driver.Hello hello;
  private Optional<Driver> driver;

  DrivenSubject(String role, Program.Start program) throws IOException {
    this.role = role;
    this.program = program;
    Driver first = Driver.start(program);
    driver = Optional.of(first);
    hello = first.hello();
    if (!hello.role().equals(role)) {
      close();
      throw first.fault("the role " + hello.role(), "the role " + role);
    }
  }

  Driver.Hello hello() {
    return hello;
  }

  private Driver driver() {
    if (driver.isEmpty()) {
      try {
        driver = Optional.of(Driver.start(program));
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
    return driver.get();
  }

  @Override
  public boolean isDriven() {
    return true;
  }

  @Override
  public boolean has(String feature) {
    return hello.features().contains(feature);
  }

  @Override
  public void tell(String command, ObjectNode fields) {
    driver().tell(command, line -> line.setAll(fields));
  }

  @Override
  public Optional<JsonNode> next(Duration patience) {
    return driver().next(patience);
  }

  @Override
  public void pause() {
    driver().pause();
  }

  @Override
  public void goOn() {
    driver().goOn();
  }

  @Override
  public Path socket() {
    return home.next();
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
    return driver.map(Driver::stderr).orElse("");
  }

  @Override
  public void kill() {
    driver.ifPresent(Driver::kill);
    driver = Optional.empty();
  }

  @Override
  public void close() {
    driver.ifPresent(Driver::close);
    driver = Optional.empty();
    home.close();
  }

  @Override
  public String toString() {
    return role + " " + hello;
  }
}
