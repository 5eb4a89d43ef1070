package dev.handfast.kill;

/// Where in a life a process dies.
///
/// @param name what happens there, such as `state AwaitingAck`; `*` is anything
/// @param number which of its kind, from 1
record Point(String name, int number) {
  private static final String ANYTHING = "*";

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

  @Override
  public String toString() {
    return name + "#" + number;
  }
}
