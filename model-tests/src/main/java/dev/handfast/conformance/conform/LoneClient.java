package dev.handfast.conformance.conform;

import dev.handfast.conformance.drive.Program;
import dev.handfast.conformance.drive.SocketFolder;
import dev.handfast.conformance.drive.Tail;
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
  private Optional<Running> running = Optional.empty();
  private int cases;

  /// One start of the program: what it says is read, or it could not go on once a pipe is full.
  private record Running(Program program, Tail stdout, Tail stderr) {}

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
      Program program = Program.of(arguments).start();
      running =
          Optional.of(new Running(program, Tail.of(program.events()), Tail.of(program.errors())));
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
    running.map(Running::program).ifPresent(Program::pause);
  }

  @Override
  public void goOn() {
    running.map(Running::program).ifPresent(Program::goOn);
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
    return running.map(Running::stderr).map(Tail::text).orElse("");
  }

  @Override
  public void kill() {
    running.map(Running::program).ifPresent(Program::kill);
    running = Optional.empty();
  }

  @Override
  public void close() {
    kill();
    sockets.close();
  }
}
