package dev.handfast.message;

import org.jspecify.annotations.Nullable;

/// Where an object stands in its frame; spelt only for an error.
///
/// @param parent the object around it; none around the frame itself
/// @param name its name there
record FieldPath(@Nullable FieldPath parent, String name) {
  /// The frame itself.
  static final FieldPath FRAME = new FieldPath(null, "");

  /// The path of an object in this one.
  FieldPath to(String inner) {
    return new FieldPath(this, inner);
  }

  /// The path of a field in this object, in words.
  String spelt(String field) {
    return parent == null ? field : parent.spelt(name) + "." + field;
  }
}
