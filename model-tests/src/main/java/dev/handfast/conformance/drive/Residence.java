package dev.handfast.conformance.drive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Where what a driver drives lives, one life after the other: the driver's process, which is
/// started anew after it was ended, and a folder for the sockets. For one thread.
public final class Residence implements AutoCloseable {
  private final Program.Start program;
  private final Driver.Hello hello;
  private final SocketFolder sockets;
  private Optional<Driver> driver;

  /// Starts a driver.
  ///
  /// @param name of the folder
  /// @param roles of which it must have one
  /// @throws IOException where it cannot be started
  /// @throws DriverFault where it is no driver, or that of something else
  public Residence(String name, Program.Start program, List<String> roles) throws IOException {
    this.program = program;
    Driver first = Driver.start(program);
    hello = first.hello();
    if (!roles.contains(hello.role())) {
      first.close();
      throw first.fault("the role " + hello.role(), "the role " + String.join(" or ", roles));
    }
    driver = Optional.of(first);
    sockets = new SocketFolder(name);
  }

  /// What the driver says of itself.
  public Driver.Hello hello() {
    return hello;
  }

  /// The driver, in a process that runs.
  public Driver driver() {
    if (driver.isEmpty()) {
      try {
        driver = Optional.of(Driver.start(program));
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
    return driver.get();
  }

  /// A path for the next life, where nothing has been.
  public Path nextSocket() {
    return sockets.next();
  }

  /// The end of what the driver has said on standard error; empty where none runs.
  public String stderr() {
    return driver.map(Driver::stderr).orElse("");
  }

  /// Ends the process at once: the next life is lived in one of its own.
  public void restart() {
    driver.ifPresent(Driver::kill);
    driver = Optional.empty();
  }

  /// Lets the driver go.
  @Override
  public void close() {
    driver.ifPresent(Driver::close);
    driver = Optional.empty();
    sockets.close();
  }
}
