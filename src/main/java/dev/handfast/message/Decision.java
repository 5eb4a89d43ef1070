package dev.handfast.message;

/// The answer to a permission request: one of five forms, and nothing else approves (HF-23).
public sealed interface Decision {

  /// The tool may run this once.
  record Approve() implements Decision {
    /// The form as it is spelt on the wire.
    public static final String TYPE = "approve";
  }

  /// The tool may not run; the worker goes on without it.
  record Deny() implements Decision {
    /// The form as it is spelt on the wire.
    public static final String TYPE = "deny";
  }

  /// The tool may not run, and the worker ends its task.
  record Abort() implements Decision {
    /// The form as it is spelt on the wire.
    public static final String TYPE = "abort";
  }

  /// The tool may run, now and wherever its call fits the pattern.
  ///
  /// @param pattern what is approved from now on
  record ApprovePattern(String pattern) implements Decision {
    /// The form's name as it is spelt on the wire.
    public static final String TYPE = "approve_pattern";
  }

  /// The tool may run, now and in every call of the category.
  ///
  /// @param categoryId what is approved from now on
  record ApproveCategory(String categoryId) implements Decision {
    /// The form's name as it is spelt on the wire.
    public static final String TYPE = "approve_category";
  }

  /// Whether the tool may run.
  default boolean approves() {
    return switch (this) {
      case Approve _, ApprovePattern _, ApproveCategory _ -> true;
      case Deny _, Abort _ -> false;
    };
  }

  /// Lets the tool run this once.
  static Decision approve() {
    return new Approve();
  }

  /// Keeps the tool from running.
  static Decision deny() {
    return new Deny();
  }

  /// Keeps the tool from running and ends the task.
  static Decision abort() {
    return new Abort();
  }

  /// Lets the tool run, now and wherever its call fits the pattern.
  static Decision approvePattern(String pattern) {
    return new ApprovePattern(pattern);
  }

  /// Lets the tool run, now and in every call of the category.
  static Decision approveCategory(String categoryId) {
    return new ApproveCategory(categoryId);
  }
}
