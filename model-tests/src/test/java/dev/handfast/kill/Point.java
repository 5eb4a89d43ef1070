package dev.handfast.kill;

/// Where in a life a process dies.
///
/// @param name what happens there, such as `state AwaitingAck`; `*` is anything
/// @param number which of its kind, from 1
record Point(String name, int number) {
  private static final String ANYTHING = "*";
  private static final String SKIPPED = "state Draining";

  /// What a shell says of a process that SIGKILL ended: 128 and the signal's number.
  static final int KILLED = 137;

  /// Nowhere: the life is led to its end.
  static final Point NEVER = new Point("never", 0);

  /// At the event of this number, whatever it is.
  static Point event(int number) {
    return new Point(ANYTHING, number);
  }

  static Point parse(String text) {
    int at = text.lastIndexOf('#');
    return new Point(text.substring(0, at), Integer.parseInt(text.substring(at + 1)));
  }

  boolean covers(String event) {
    return name.equals(ANYTHING) || name.equals(event);
  }

  /// Whether some lives do not come here, the clean one among them.
  boolean isSkipped() {
    return name.equals(SKIPPED);
  }

  /// Whether a process that was to die here may have ended so.
  ///
  /// Not every life comes everywhere: none is just as long as the clean one, and whoever has
  /// written everything when it is closed skips `Draining`.
  boolean allows(int exitCode) {
    boolean mayBeMissed = equals(NEVER) || name.equals(ANYTHING) || isSkipped();
    return (exitCode == KILLED && !equals(NEVER)) || (exitCode == 0 && mayBeMissed);
  }

  @Override
  public String toString() {
    return name + "#" + number;
  }
}
