package dev.handfast.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.handfast.bench.report.Placement;
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

  private static final Path CPUS = Path.of("/sys/devices/system/cpu");

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
        .flatMap(line -> list(line.substring(NAME.length()).strip()))
        .toList();
  }

  /// Two of them for turns on given cores: the first one, and the next one that is no thread of the
  /// same core, as far as the system tells.
  ///
  /// @param ours at least two
  static List<Integer> two(List<Integer> ours) {
    List<Integer> siblings = siblings(ours.getFirst());
    int second =
        ours.stream()
            .skip(1)
            .filter(core -> !siblings.contains(core))
            .findFirst()
            .orElse(ours.get(1));
    return List.of(ours.getFirst(), second);
  }

  /// The hardware threads that share a core with this one, itself included; it alone where the
  /// system does not tell.
  private static List<Integer> siblings(int core) {
    try {
      Path file = CPUS.resolve("cpu" + core + "/topology/thread_siblings_list");
      return list(Files.readString(file).strip()).toList();
    } catch (IOException untold) {
      return List.of(core);
    }
  }

  /// Why turns on given cores cannot be played here.
  static Optional<String> cannotPlace() throws IOException {
    return cannotPlace(ours(), Tools.firstLine("taskset", "--version"));
  }

  /// Why they cannot be played with these cores and this taskset.
  static Optional<String> cannotPlace(List<Integer> ours, String taskset) {
    if (ours.size() < 2) {
      return Optional.of("this process may use core %s only, two are needed".formatted(ours));
    }
    return taskset.equals("none") ? Optional.of("taskset: not installed") : Optional.empty();
  }

  /// The cores of a server.
  ///
  /// @param ours those that this process may use; where cores are given, at least two
  static List<Integer> ofServer(Placement placement, List<Integer> ours) {
    return placement == Placement.SYSTEM ? ours : List.of(two(ours).getFirst());
  }

  /// The cores of a client.
  ///
  /// @param ours as above
  static List<Integer> ofClient(Placement placement, List<Integer> ours) {
    return switch (placement) {
      case SYSTEM -> ours;
      case ONE_CORE -> List.of(two(ours).getFirst());
      case TWO_CORES -> List.of(two(ours).getLast());
    };
  }

  /// Lets a process use these cores only, with all its threads, and those that they start.
  ///
  /// @throws RunFailed where it does not, or has ended
  static void place(Child child, List<Integer> cores)
      throws IOException, RunFailed, InterruptedException {
    String list = cores.stream().map(String::valueOf).collect(Collectors.joining(","));
    long pid = child.process().pid();
    String said = "";
    for (int attempt = 0; attempt < TRIES; attempt++) {
      Process taskset =
          new ProcessBuilder("taskset", "-acp", list, String.valueOf(pid))
              .redirectErrorStream(true)
              .start();
      said = new String(taskset.getInputStream().readAllBytes(), UTF_8).strip();
      var _ = taskset.waitFor(); // it fails where a thread ends meanwhile; what counts is below
      child.mustLive();
      if (isOn(pid, cores)) {
        return;
      }
    }
    throw new RunFailed(
        "%s: got threads on other cores after %d runs of taskset, whose last line was `%s`; wanted all on %s"
            .formatted(child, TRIES, said.substring(said.lastIndexOf('\n') + 1), list));
  }

  /// Whether all threads of a process may use these cores, and no others; none does where it has
  /// ended.
  static boolean isOn(long pid, List<Integer> cores) {
    String[] threads = Path.of("/proc", String.valueOf(pid), "task").toFile().list();
    return threads != null && Stream.of(threads).allMatch(thread -> isOn(pid, thread, cores));
  }

  private static boolean isOn(long pid, String thread, List<Integer> cores) {
    try {
      return allowed(Path.of("/proc", String.valueOf(pid), "task", thread)).equals(cores);
    } catch (IOException ended) {
      return true; // it runs nowhere any more
    }
  }

  /// `0,4-7`.
  private static Stream<Integer> list(String text) {
    return Stream.of(text.split(",", -1)).flatMap(Cores::range);
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
