package dev.handfast.conformance.replay;

/// A text is no token that this version can play.
public final class BadToken extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /// 60 characters: enough to find the place.
  private static final int QUOTED = 60;

  BadToken(String where, String got, String wanted, String next) {
    super(
        "not a token, at %s: got `%s`, wanted %s; %s".formatted(where, quoted(got), wanted, next));
  }

  private static String quoted(String got) {
    return got.length() <= QUOTED ? got : got.substring(0, QUOTED) + "…";
  }
}
