package dev.handfast.cli.delegate.plan;

/// What a process's exit code says.
public final class Exit {
  /// A shell's word for an end by SIGINT, which Ctrl-C sends.
  static final int INTERRUPTED = 130;

  /// Above this, the rest is the number of a signal.
  private static final int SIGNALLED = 128;

  /// 64 signals: more there are not.
  private static final int SIGNALS = 64;

  private Exit() {}

  /// In words for a person.
  public static String said(int code) {
    int signal = code - SIGNALLED;
    return signal >= 1 && signal <= SIGNALS
        ? "exit code %d (signal %d)".formatted(code, signal)
        : "exit code " + code;
  }
}
