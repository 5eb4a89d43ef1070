package dev.handfast.cli;

import java.nio.file.Path;
import java.util.List;

/// The commands that start drivers in tests of `gate` and `conform`.
public final class Drivers {
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  /// A client that closes before anybody asked it to.
  public static final List<String> HASTY =
      shell("echo '{\"event\":\"closed\",\"cause\":\"ClosedLocally\",\"unwritten\":[]}'", "Closed");

  private Drivers() {}

  /// The library's own.
  ///
  /// @param role `Client` or `Server`
  public static List<String> ours(String role) {
    return List.of(
        JAVA,
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-cp",
        System.getProperty("java.class.path"),
        "dev.handfast.peer." + role + "Driver");
  }

  /// A client written for the shell, which sends and closes nothing.
  ///
  /// @param connects what it does when it is told to connect
  /// @param state where it says that it is
  public static List<String> shell(String connects, String state) {
    return List.of(
        "/bin/sh",
        "-c",
        """
        while read -r line; do
          case $line in
            *'"do":"hello"'*) echo '{"event":"hello","driver":1,"role":"client","name":"hasty","version":"1","features":[]}' ;;
            *'"do":"connect"'*) %s ;;
            *'"do":"state"'*) echo '{"event":"state","state":"%s"}' ;;
            *'"do":"send"'* | *'"do":"close"'*) ;;
            *) name=${line#*'"do":"'}; echo '{"event":"unsupported","do":"'"${name%%'"'*}"'"}' ;;
          esac
        done
        """
            .formatted(connects, state));
  }

  /// A client or server in Python; the test does not run where Python is missing.
  ///
  /// @param role `client` or `server`
  public static List<String> python(String role) {
    return List.of(
        Needs.python(),
        System.getProperty("handfast.root", "..")
            + "/model-tests/peers/python/%s_driver.py".formatted(role));
  }
}
