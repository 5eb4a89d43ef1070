package dev.handfast.message;

import java.util.List;

/// Gives the worker something to know.
///
/// @param id the frame's id
/// @param timestamp when it was made, in milliseconds since the epoch
/// @param context the text
/// @param relevantFiles paths of files that matter; left out on the wire where empty
public record InjectContext(String id, long timestamp, String context, List<String> relevantFiles)
    implements Message {
  /// The type as it is spelt on the wire.
  public static final String TYPE = "inject_context";

  /// Copies the list.
  public InjectContext {
    relevantFiles = List.copyOf(relevantFiles);
  }

  @Override
  public String type() {
    return TYPE;
  }
}
