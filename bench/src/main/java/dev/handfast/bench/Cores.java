package dev.handfast.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Keeps the cores of this machine from sleeping.
///
/// An idle core of a virtual machine takes 20 to 40 µs to wake. A round trip waits for that twice,
/// which is more than all that a fast program does meanwhile, and the figures would tell of the
/// host. A process of the policy `SCHED_IDLE` on each core gives way to anybody at once.
final class Cores {
  private static final String NAME = "Cpus_allowed_list:";

  private Cores() {}

  /// Those that this process may use, by the numbers that the system has for them.
  static List<Integer> ours() throws IOException {
    return of(ProcessHandle.current().pid());
  }

  /// Those that a process may use.
  ///
  /// @throws IOException where it has ended, also while it was looked at
  static List<Integer> of(long pid) throws IOException {
    List<String> status = Files.readAllLines(Path.of("/proc/" + pid + "/status"));
    return status.stream()
        .filter(line -> line.startsWith(NAME))
        .flatMap(line -> Stream.of(line.substring(NAME.length()).strip().split(",", -1)))
        .flatMap(Cores::range)
        .toList();
  }

  /// `2`, or `4-7`.
  private static Stream<Integer> range(String text) {
    String[] ends = text.split("-", -1);
    return IntStream.rangeClosed(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]))
        .boxed();
  }

  /// Starts those processes; they end with the lab.
  ///
  /// @param absent who takes no part, and why
  /// @return why there are none
  static Optional<String> keepAwake(Lab lab, Map<Peer, String> absent) throws InterruptedException {
    if (absent.containsKey(Peer.C)) {
      return Optional.ofNullable(absent.get(Peer.C));
    }
    var awake = new ArrayList<Child>();
    try {
      for (int core : ours()) {
        awake.add(lab.keepAwake(core));
      }
      return Optional.empty();
    } catch (RunFailed | IOException failure) {
      awake.forEach(Child::close); // all or none
      return Optional.of(String.valueOf(failure.getMessage()));
    }
  }
}
