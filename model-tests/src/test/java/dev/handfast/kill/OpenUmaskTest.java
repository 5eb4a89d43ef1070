package dev.handfast.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.Race;
import dev.handfast.Rule;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What others could open, step by step, where the umask leaves everything open.
class OpenUmaskTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  @Rule("HF-28")
  @Race({"R13", "O21"})
  void at_no_step_is_the_directory_the_socket_or_the_lock_open_to_others(Sockets sockets)
      throws Exception {
    Path classes = folder.resolve("classes");
    Steps.into(classes);
    Path diary = folder.resolve("diary");

    Process process =
        Mortals.startUnder("umask 000", List.of(classes), WatchedListener.class, diary, sockets);
    assertThat(Mortals.end(process)).as("exit code").isZero();

    assertThat(Diary.lines(diary, "directory ")).hasSizeGreaterThan(5).containsOnly("rwx------");
    assertThat(Diary.lines(diary, "s.sock ")).isNotEmpty().containsOnly("rw-------");
    assertThat(Diary.lines(diary, ".s.sock.lock ")).isNotEmpty().containsOnly("rw-------");
    List<String> hidden = Diary.lines(diary, ".s.sock.new ");
    assertThat(hidden.getFirst())
        .as("the hidden name at first: the umask is open, and a wide mode is seen")
        .matches("(rw.){3}");
    assertThat(hidden.getLast()).as("the hidden name at last").isEqualTo("rw-------");
  }
}
