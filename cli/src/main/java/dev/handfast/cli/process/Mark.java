package dev.handfast.cli.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// What every process of a tree has in its environment, and no other process has.
///
/// A process whose parent has ended belongs to the system's first process from then on; its
/// environment still tells where it came from. Trees in trees have one mark each.
///
/// @param own random, so that no unrelated process can have it by accident
record Mark(String own) {
  private static final String VARIABLE = "HANDFAST_TREE";

  static Mark fresh(String random) {
    return new Mark(random);
  }

  void addTo(Map<String, String> environment) {
    environment.merge(VARIABLE, own, (outer, inner) -> outer + ":" + inner);
  }

  /// Whether a process has this mark; a process that is not ours to read has not.
  boolean isOn(ProcessHandle process) {
    try {
      byte[] environment = Files.readAllBytes(Path.of("/proc/" + process.pid() + "/environ"));
      return new String(environment, StandardCharsets.ISO_8859_1).contains(own);
    } catch (IOException _) {
      return false; // another user's, gone, or a system without /proc
    }
  }
}
