package dev.handfast.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Which cores this machine has, who runs on them, and what keeps them from sleeping.
///
/// An idle core of a virtual machine takes 20 to 40 µs to wake. A round trip waits for that twice,
/// which is more than all that a fast program does meanwhile, and the figures would tell of the
/// host. A process of the policy `SCHED_IDLE` on each core gives way to anybody at once.
final class Cores {
  private static final String NAME = "Cpus_allowed_list:";

  /// Threads that start while the others are moved may be missed; hardly twice.
  private static final int TRIES = 5;

  private Cores() {}

  /// Those that this process may use, by the numbers that the system has for them.
  static List<Integer> ours() throws IOException {
    return of(ProcessHandle.current().pid());
  }

  /// Those that a process may use.
  ///
  /// @throws IOException where it has ended, also while it was looked at
  static List<Integer> of(long pid) throws IOException {
    return allowed(Path.of("/proc/" + pid));
  }

  /// Those that one process or thread may use.
  private static List<Integer> allowed(Path process) throws IOException {
    List<String> status = Files.readAllLines(process.resolve("status"));
    return status.stream()
        .filter(line -> line.startsWith(NAME))
        .flatMap(line -> Stream.of(line.substring(NAME.length()).strip().split(",", -1)))
        .flatMap(Cores::range)
        .toList();
  }

  /// Why turns on given cores cannot be played here.
  static Optional<String> cannotPlace() throws IOException {
    if (ours().size() < 2) {
      return Optional.of("this process may use one core only");
    }
    return Tools.firstLine("taskset", "--version").equals("none")
        ? Optional.of("taskset: not installed")
        : Optional.empty();
  }

  /// Lets a process use these cores only, with all its threads, and those that they start.
  ///
  /// @throws RunFailed where it does not
  static void place(long process, List<Integer> cores)
      throws IOException, RunFailed, InterruptedException {
    String list = cores.stream().map(String::valueOf).collect(Collectors.joining(","));
    String pid = String.valueOf(process);
    String said = "";
    for (int attempt = 0; attempt < TRIES; attempt++) {
      Process taskset =
          new ProcessBuilder("taskset", "-acp", list, pid).redirectErrorStream(true).start();
      said = new String(taskset.getInputStream().readAllBytes(), UTF_8).strip();
      var _ = taskset.waitFor(); // it fails where a thread ends meanwhile; what counts is below
      if (isOn(process, cores)) {
        return;
      }
    }
    throw new RunFailed(
        "process %s: got threads on other cores than %s after %d runs of taskset (%s), wanted none"
            .formatted(pid, list, TRIES, said));
  }

  /// Whether all threads of a process may use these cores, and no others.
  static boolean isOn(long pid, List<Integer> cores) throws IOException {
    try (Stream<Path> threads = Files.list(Path.of("/proc/" + pid + "/task"))) {
      for (Path thread : threads.toList()) {
        try {
          if (!allowed(thread).equals(cores)) {
            return false;
          }
        } catch (IOException ended) {
          // a thread that is no more runs nowhere
        }
      }
    }
    return true;
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
