package dev.handfast.cli.json;

import java.io.Serial;

/// A field is missing, or is not what it is to be.
public final class BadField extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final String got;
  private final String wanted;

  /// @param got the field and what it holds
  /// @param wanted what would be right
  public BadField(String got, String wanted) {
    super("got %s, wanted %s".formatted(got, wanted));
    this.got = got;
    this.wanted = wanted;
  }

  /// The field and what it holds.
  public String got() {
    return got;
  }

  /// What would be right.
  public String wanted() {
    return wanted;
  }
}
