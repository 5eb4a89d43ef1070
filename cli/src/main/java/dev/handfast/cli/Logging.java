package dev.handfast.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.logging.LogManager;

/// What the command lets the library log, on standard error: errors, or what `HANDFAST_LOG` says.
///
/// The commands print what happens themselves. Java reads this when something is logged for the
/// first time, so it costs nothing at the start.
public final class Logging {
  private static final String LEVEL = "HANDFAST_LOG";

  /// Whoever starts an orchestrator is told that others may replace its socket (PROTOCOL, section
  /// 11); only the library sees the directory in the moment of binding.
  private static final String DIRECTORY = "dev.handfast.transport.SocketDirectory.level = WARNING";

  /// Called by Java.
  ///
  /// @throws IOException where Java cannot read what we wrote in memory
  public Logging() throws IOException {
    LogManager.getLogManager()
        .readConfiguration(
            new ByteArrayInputStream(
                configuration(System.getenv()).getBytes(StandardCharsets.UTF_8)));
  }

  /// Makes Java ask here, unless whoever started it wants something else.
  static void install() {
    // the validator of schemas logs by SLF4J, which would say that nobody listens
    System.setProperty("slf4j.internal.verbosity", "ERROR");
    if (System.getProperty("java.util.logging.config.file") == null) {
      System.setProperty("java.util.logging.config.class", Logging.class.getName());
    }
  }

  static String configuration(Map<String, String> environment) {
    String level =
        switch (environment.getOrDefault(LEVEL, "error").toLowerCase(Locale.ROOT)) {
          case "off" -> "OFF";
          case "warning" -> "WARNING";
          case "info" -> "INFO";
          case "debug" -> "FINE";
          case "all" -> "ALL";
          default -> "SEVERE";
        };
    return """
    handlers = java.util.logging.ConsoleHandler
    java.util.logging.ConsoleHandler.level = ALL
    java.util.logging.SimpleFormatter.format = handfast: %%4$s: %%5$s%%6$s%%n
    .level = SEVERE
    dev.handfast.level = %s
    %s
    """
        .formatted(level, level.equals("OFF") ? "" : DIRECTORY);
  }
}
