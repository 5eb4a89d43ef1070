package dev.handfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/// A command in a terminal of 80 columns and 24 lines, which tmux plays.
public final class Terminal implements AutoCloseable {
  /// 60 s: a wait that long means hung, on any machine.
  private static final long HUNG = TimeUnit.SECONDS.toNanos(60);

  /// 25 ms between two looks: nothing is decided by it but how soon a change is seen.
  private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(25);

  private final String server = "handfast-" + ProcessHandle.current().pid() + "-" + hashCode();

  /// Starts a command; the terminal stays when it has ended, and shows its exit code.
  public Terminal(List<String> environment, List<String> command) throws IOException {
    var words = new ArrayList<String>();
    words.add("env");
    words.addAll(environment);
    words.addAll(command);
    String quoted =
        String.join(
            " ", words.stream().map(word -> "'" + word.replace("'", "'\\''") + "'").toList());
    tmux(
        "-f",
        "/dev/null",
        "new-session",
        "-d",
        "-x",
        "80",
        "-y",
        "24",
        quoted + "; echo ended $?; cat");
  }

  /// Waits until the screen is like that, and returns it.
  public String await(String what, Predicate<String> screen) throws IOException {
    long deadline = System.nanoTime() + HUNG;
    String shown = screen();
    while (!screen.test(shown)) {
      assertThat(System.nanoTime()).as("%s on:\n%s", what, shown).isLessThan(deadline);
      LockSupport.parkNanos(LOOK); // each look is a process, and takes time from what it waits for
      shown = screen();
    }
    return shown;
  }

  /// Waits until the screen holds a text.
  public String await(String text) throws IOException {
    return await(text, screen -> screen.contains(text));
  }

  /// Waits until the last line that is not empty starts like that.
  public String awaitLast(String start) throws IOException {
    return await(start, screen -> screen.lines().reduce("", (_, last) -> last).startsWith(start));
  }

  /// What it shows, without empty lines at the end.
  public String screen() throws IOException {
    return tmux("capture-pane", "-p").stripTrailing();
  }

  /// What it shows, with the sequences for colours.
  public String colours() throws IOException {
    return tmux("capture-pane", "-p", "-e");
  }

  /// Types a line.
  public void type(String line) throws IOException {
    if (!line.isEmpty()) {
      tmux("send-keys", "-l", line);
    }
    press("Enter");
  }

  /// Presses a key by its name, such as `C-c`.
  public void press(String key) throws IOException {
    tmux("send-keys", key);
  }

  @Override
  public void close() throws IOException {
    tmux("kill-server");
  }

  private String tmux(String... arguments) throws IOException {
    var command = new ArrayList<>(List.of("tmux", "-L", server));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.onExit().join().exitValue()).as("%s: %s", command, output).isZero();
    return output;
  }
}
