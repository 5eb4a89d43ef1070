package dev.handfast.cli.delegate;

import dev.handfast.message.Decision;

/// Answers to permission requests, as the wire spells them.
final class Answers {
  private Answers() {}

  static String word(Decision decision) {
    return switch (decision) {
      case Decision.Approve _ -> Decision.Approve.TYPE;
      case Decision.Deny _ -> Decision.Deny.TYPE;
      case Decision.Abort _ -> Decision.Abort.TYPE;
      case Decision.ApprovePattern _ -> Decision.ApprovePattern.TYPE;
      case Decision.ApproveCategory _ -> Decision.ApproveCategory.TYPE;
    };
  }
}
