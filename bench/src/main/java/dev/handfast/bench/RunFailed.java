package dev.handfast.bench;

/// A contender did not do its work: what it said instead.
public final class RunFailed extends Exception {
  private static final long serialVersionUID = 1;

  RunFailed(String message) {
    super(message);
  }
}
