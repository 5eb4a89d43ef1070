package dev.handfast.cli.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/// What every process of a tree has in its environment, and no other process has.
///
/// A process whose parent has ended belongs to the system's first process from then on; its
/// environment still tells where it came from. Trees in trees have one mark each.
///
/// @param own random, so that no unrelated process can have it by accident
record Mark(String own) {
  private static final String VARIABLE = "HANDFAST_TREE";

  /// 1 s: a program takes another one's place in less than 1 ms, on a machine that does not halt.
  private static final long MOST_NANOS = 1_000_000_000;

  /// 50 µs between two looks: about as long as it takes.
  private static final long PAUSE_NANOS = 50_000;

  /// 2 looks that show a whole environment, and no mark in it.
  private static final int ENOUGH = 2;

  /// 16 KB: what an input stream reads at once of a file whose length it does not know.
  private static final int STEP = 16_384;

  private static final String[] NONE = {};

  // fields of /proc/PID/stat, from the state on
  private static final int MEMORY = 20;
  private static final int ENVIRONMENT_START = 47;
  private static final int ENVIRONMENT_END = 48;

  static Mark fresh(String random) {
    return new Mark(random);
  }

  void addTo(Map<String, String> environment) {
    environment.merge(VARIABLE, own, (outer, inner) -> outer + ":" + inner);
  }

  /// Whether a process has this mark; a process that is not ours to read has not.
  ///
  /// While a process takes up another program (exec), it shows no environment for a moment, or the
  /// beginning of its old one: then this looks again.
  boolean isOn(ProcessHandle process) {
    Path files = Path.of("/proc/" + process.pid());
    long deadline = System.nanoTime() + MOST_NANOS;
    try {
      for (int whole = 0; whole < ENOUGH && System.nanoTime() - deadline < 0; ) {
        String environment = read(files.resolve("environ"));
        if (environment.contains(own)) {
          return true;
        }
        String[] fields =
            isOneStep(environment) && environment.endsWith("\0") ? NONE : fields(files);
        if (fields.length <= ENVIRONMENT_END || fields[MEMORY].equals("0")) {
          return false; // seen to its end, or of a process that has ended, or is the system's own
        }
        whole = isWhole(environment, fields) ? whole + 1 : 0;
        LockSupport.parkNanos(PAUSE_NANOS); // it may need this very core
      }
    } catch (IOException _) {
      return false; // another user's, gone, or a system without /proc
    }
    return false;
  }

  /// A moment of taking up a program is as if there were none: hence more than one look.
  private static boolean isWhole(String environment, String[] fields) {
    long start = Long.parseUnsignedLong(fields[ENVIRONMENT_START]);
    long end = Long.parseUnsignedLong(fields[ENVIRONMENT_END]);
    return end != 0 && end - start == environment.length();
  }

  private static String[] fields(Path files) throws IOException {
    String line = read(files.resolve("stat"));
    int state = line.lastIndexOf(')') + 2; // the name before it may hold anything
    return state < line.length() ? line.substring(state).strip().split(" ", -1) : NONE;
  }

  private static boolean isOneStep(String environment) {
    return environment.length() < STEP;
  }

  /// As one step, where it is shorter than that: [Files#readAllBytes] takes the first byte apart.
  private static String read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}
