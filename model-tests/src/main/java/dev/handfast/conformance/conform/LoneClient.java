package dev.handfast.conformance.conform;

import dev.handfast.conformance.drive.Program;
import dev.handfast.conformance.drive.SocketFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A program that connects as a worker, and that nobody can tell anything: a process for each case.
final class LoneClient implements Subject {
  private final List<String> command;
  private final SocketFolder sockets = new SocketFolder("conform");
  private Optional<Program> program = Optional.empty();
  private int cases;

  LoneClient(List<String> command) throws IOException {
    this.command = List.copyOf(command);
  }

  @Override
  public String name() {
    return command.getFirst();
  }

  @Override
  public boolean isDriven() {
    return false;
  }

  @Override
  public boolean has(String feature) {
    return false;
  }

  /// `connect` starts the program.
  @Override
  public void tell(String command, ObjectNode fields) {
    List<String> arguments =
        this.command.stream()
            .map(
                argument ->
                    argument
                        .replace("{socket}", fields.path("socket").asString())
                        .replace("{childId}", fields.path("childId").asString()))
            .toList();
    try {
      program = Optional.of(Program.of(arguments).start());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public Optional<JsonNode> next(Duration patience) {
    return Optional.empty();
  }

  @Override
  public void pause() {
    program.ifPresent(Program::pause);
  }

  @Override
  public void goOn() {
    program.ifPresent(Program::goOn);
  }

  @Override
  public Path socket() {
    kill();
    cases++;
    return sockets.next();
  }

  @Override
  public String childId() {
    return "w-" + cases;
  }

  @Override
  public String workerId(String name) {
    return name;
  }

  @Override
  public String stderr() {
    return "";
  }

  @Override
  public void kill() {
    program.ifPresent(Program::kill);
    program = Optional.empty();
  }

  @Override
  public void close() {
    kill();
    sockets.close();
  }
}
