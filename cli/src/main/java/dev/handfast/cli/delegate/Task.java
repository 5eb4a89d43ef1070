package dev.handfast.cli.delegate;

import dev.handfast.cli.screen.Visible;
import java.util.regex.Pattern;

/// One task.
///
/// @param id its worker's identity
/// @param text what is to be done, as it was given
record Task(String id, String text) {
  /// 64 characters that are safe in a path, a branch name and a table.
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,63}");

  /// Reads `ID=TASK`.
  ///
  /// @throws IllegalArgumentException where it is none; the message says what was wanted
  static Task parse(String text) {
    int equals = text.indexOf('=');
    if (equals < 0) {
      throw new IllegalArgumentException(
          "got '%s', wanted ID=TASK, such as readme=\"Improve the README\""
              .formatted(Visible.of(text)));
    }
    String id = text.substring(0, equals);
    if (!ID.matcher(id).matches() || id.contains("..") || id.endsWith(".")) {
      throw new IllegalArgumentException(
          ("the task id '%s' has to be 1 to 64 letters, digits, '_', '-' or '.', not begin with"
                  + " '-' or '.', not end with '.' and not have '..'")
              .formatted(Visible.of(id)));
    }
    String task = text.substring(equals + 1);
    if (task.isBlank() || task.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("the task %s says nothing".formatted(id));
    }
    return new Task(id, task);
  }
}
