package dev.handfast.cli.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Whether a process still does something.
public final class Life {
  private Life() {}

  /// False also for one that has ended and whose parent has not asked for its exit code yet.
  public static boolean goesOn(ProcessHandle process) {
    return process.isAlive() && !isZombie(process.pid());
  }

  private static boolean isZombie(long pid) {
    try {
      String line =
          Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
      int state = line.lastIndexOf(')') + 2; // the name before it may hold anything
      return state < line.length() && (line.charAt(state) == 'Z' || line.charAt(state) == 'X');
    } catch (IOException _) {
      return false; // gone meanwhile, or a system without /proc
    }
  }
}
