package dev.handfast.conformance.cases;

/// A file of cases that says something that nobody can do.
public final class BadCase extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /// What is wrong.
  ///
  /// @param where the file and the case
  /// @param got what stands there
  /// @param wanted what may stand there
  public BadCase(String where, String got, String wanted) {
    super("%s: got %s, wanted %s".formatted(where, got, wanted));
  }
}
