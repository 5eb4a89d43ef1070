package dev.handfast.conformance.script;

/// A worker's identity in server scripts.
public enum Child {
  /// The first.
  ANN("ann"),
  /// The second.
  BOB("bob");

  private final String id;

  Child(String id) {
    this.id = id;
  }

  /// The childId.
  public String id() {
    return id;
  }

  /// The other one.
  public Child other() {
    return this == ANN ? BOB : ANN;
  }
}
