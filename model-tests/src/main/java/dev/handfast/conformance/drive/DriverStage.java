package dev.handfast.conformance.drive;

import dev.handfast.Role;
import dev.handfast.SocketPath;
import dev.handfast.conformance.script.Script;
import dev.handfast.conformance.script.ServerScript;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Where driven clients or servers live, one life after the other: a driver's process, and a folder
/// for the sockets. For one thread.
public final class DriverStage implements ClientStage {
  private static final String SERVER = "server";
  private static final List<String> ROLES = List.of("client", SERVER);

  private final Program.Start program;
  private final Path folder;
  private final Driver.Hello hello;
  private Optional<Driver> driver;
  private int lives;

  /// Plays one life.
  @FunctionalInterface
  private interface Life {
    Trial play(Path socket, Driver driver);
  }

  /// Starts a driver.
  ///
  /// @throws IOException where it cannot be started
  /// @throws DriverFault where it is no driver, or that of something else
  public DriverStage(Program.Start program) throws IOException {
    this.program = program;
    Driver first = Driver.start(program);
    hello = first.hello();
    if (!ROLES.contains(hello.role())) {
      first.close();
      throw first.fault("the role " + hello.role(), "one of the roles " + ROLES);
    }
    driver = Optional.of(first);
    folder = SocketPath.privateDirectory("gate").path().resolveSibling(".").normalize();
  }

  @Override
  public Driver.Hello hello() {
    return hello;
  }

  /// What the driver drives: a worker's client or an orchestrator's server.
  public Role role() {
    return hello.role().equals(SERVER) ? Role.ORCHESTRATOR : Role.WORKER;
  }

  /// Plays a client's script, as far as this driver knows it; a client that has failed gets no
  /// other life.
  ///
  /// @param patience how long what must come may take; only means that something hangs
  @Override
  public Trial play(Script script, Duration patience) {
    Script known = new Fit(hello.features()).of(script);
    return lived((socket, driver) -> ClientOverDriver.play(known, socket, driver, patience));
  }

  /// Plays a server's script in the same way.
  ///
  /// @param patience how long what must come may take; only means that something hangs
  public Trial play(ServerScript script, Duration patience) {
    ServerScript known = ServerFit.of(hello.features(), script);
    return lived((socket, driver) -> ServerOverDriver.play(known, socket, driver, patience));
  }

  private Trial lived(Life life) {
    Trial trial = life.play(folder.resolve("s" + ++lives), driver());
    if (!trial.played().agrees()) {
      restart();
    }
    return trial;
  }

  /// The next life is lived in a process of its own.
  @Override
  public void restart() {
    driver.ifPresent(Driver::kill);
    driver = Optional.empty();
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

  /// Lets the driver go.
  @Override
  public void close() {
    driver.ifPresent(Driver::close);
    try (var left = Files.list(folder)) {
      for (Path file : left.toList()) {
        Files.deleteIfExists(file); // a server that ends late removes its own
      }
      Files.delete(folder);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
