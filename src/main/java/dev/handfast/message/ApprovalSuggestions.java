package dev.handfast.message;

import java.util.List;

/// Wider approvals that fit a permission request.
///
/// @param suggestedPattern a pattern that would cover it
/// @param matchedCategories the categories that it belongs to
public record ApprovalSuggestions(String suggestedPattern, List<Category> matchedCategories) {

  /// Copies the list.
  public ApprovalSuggestions {
    matchedCategories = List.copyOf(matchedCategories);
  }

  /// A group of tool calls that can be approved together.
  ///
  /// @param id what [Decision.ApproveCategory] names
  /// @param name its name for a person
  /// @param description what belongs to it
  public record Category(String id, String name, String description) {}
}
