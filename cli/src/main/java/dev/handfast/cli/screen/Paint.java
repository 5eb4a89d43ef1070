package dev.handfast.cli.screen;

/// Colours for a terminal, or none.
public enum Paint {
  /// Colours by the terminal's own escape sequences.
  COLOUR,
  /// Plain text.
  PLAIN;

  private static final int[] WORKERS = {36, 33, 35, 34, 32, 96, 93, 95};

  /// Something good.
  public String good(String text) {
    return in("32", text);
  }

  /// Something bad.
  public String bad(String text) {
    return in("31;1", text);
  }

  /// Something in the background.
  public String dim(String text) {
    return in("2", text);
  }

  /// A headline.
  public String bold(String text) {
    return in("1", text);
  }

  /// The colour of one worker.
  ///
  /// @param number the worker's number, from 0
  public String worker(int number, String text) {
    return in(String.valueOf(WORKERS[number % WORKERS.length]), text);
  }

  /// The badge of a state: what is over is dim, what works is green, what is on its way is yellow.
  public String state(String state, String text) {
    return switch (state) {
      case "Ready", "connected" -> in("32", text);
      case "Closed", "not connected", "starting" -> in("2", text);
      default -> in("33", text);
    };
  }

  private String in(String code, String text) {
    return switch (this) {
      case COLOUR -> "\u001b[" + code + "m" + text + "\u001b[0m";
      case PLAIN -> text;
    };
  }
}
