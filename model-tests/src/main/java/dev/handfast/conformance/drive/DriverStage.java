package dev.handfast.conformance.drive;

import dev.handfast.Role;
import dev.handfast.conformance.script.Script;
import dev.handfast.conformance.script.ServerScript;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Plays scripts with driven clients or servers, and holds them against the reference. For one
/// thread.
public final class DriverStage implements ClientStage {
  private static final String SERVER = "server";
  private static final List<String> ROLES = List.of("client", SERVER);

  private final Residence residence;

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
    residence = new Residence("gate", program, ROLES);
  }

  @Override
  public Driver.Hello hello() {
    return residence.hello();
  }

  /// What the driver drives: a worker's client or an orchestrator's server.
  public Role role() {
    return hello().role().equals(SERVER) ? Role.ORCHESTRATOR : Role.WORKER;
  }

  /// Plays a client's script, as far as this driver knows it; a client that has failed gets no
  /// other life.
  ///
  /// @param patience how long what must come may take; only means that something hangs
  @Override
  public Trial play(Script script, Duration patience) {
    Script known = new Fit(hello().features()).of(script);
    return lived((socket, driver) -> ClientOverDriver.play(known, socket, driver, patience));
  }

  /// Plays a server's script in the same way.
  ///
  /// @param patience how long what must come may take; only means that something hangs
  public Trial play(ServerScript script, Duration patience) {
    ServerScript known = ServerFit.of(hello().features(), script);
    return lived((socket, driver) -> ServerOverDriver.play(known, socket, driver, patience));
  }

  private Trial lived(Life life) {
    Trial trial = life.play(residence.nextSocket(), residence.driver());
    if (!trial.played().agrees()) {
      restart();
    }
    return trial;
  }

  /// The next life is lived in a process of its own.
  @Override
  public void restart() {
    residence.restart();
  }

  /// Lets the driver go.
  @Override
  public void close() {
    residence.close();
  }
}
