package dev.handfast.cli;

import dev.handfast.cli.process.Self;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The words that start a `handfast` of its own, as [Self] has them.
public final class Started {
  private Started() {}

  /// Starts a command.
  public static List<String> handfast(String... arguments) {
    List<String> words = new ArrayList<>(Self.command());
    words.addAll(List.of(arguments));
    return words;
  }

  /// Starts a command whose temporary files have a place of their own.
  public static List<String> handfastIn(Path temporary, String... arguments) {
    List<String> words = handfast(arguments);
    words.add(words.indexOf("-cp"), "-Djava.io.tmpdir=" + temporary); // the last one counts
    return words;
  }
}
