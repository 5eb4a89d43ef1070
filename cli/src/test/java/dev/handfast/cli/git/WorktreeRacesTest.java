package dev.handfast.cli.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.Race;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The original's faults with worktrees: what a check sees of ours, and of careless ones.
class WorktreeRacesTest {
  @TempDir private Path temporary;

  /// Makes a work tree for a task, and takes it away.
  private interface Making {
    Path make(Repository repository, String name) throws Exception;

    void remove(Repository repository, Path worktree) throws Exception;
  }

  private interface Check {
    String of(Making making, Repository repository) throws Exception;
  }

  /// Ours.
  private static final class Real implements Making {
    @Override
    public Path make(Repository repository, String name) throws Exception {
      return Worktrees.of(repository.root()).make(name).root();
    }

    @Override
    public void remove(Repository repository, Path worktree) throws Exception {
      String name = worktree.getFileName().toString();
      var _ =
          Worktrees.of(repository.root())
              .tidy(new Worktrees.Made(worktree, worktree, Worktrees.PREFIX + name));
    }
  }

  /// As the original does it: names pasted into a shell's line, always from one branch, and away
  /// with whatever is in it.
  private static final class Careless implements Making {
    @Override
    public Path make(Repository repository, String name) throws Exception {
      Path path = repository.root().resolveSibling("careless");
      String line =
          "git worktree add -q -b handfast/%s %s %s".formatted(name, path, Repository.BRANCH);
      var _ = repository.run(List.of("sh", "-c", line + " 2>&1 || true"));
      return path;
    }

    @Override
    public void remove(Repository repository, Path worktree) throws Exception {
      var _ = repository.git("worktree", "remove", "--force", worktree.toString());
    }
  }

  private void race(Check check, String right, String wrong) throws Exception {
    Path ours = Files.createDirectory(temporary.resolve("ours"));
    Path careless = Files.createDirectory(temporary.resolve("theirs"));
    assertThat(check.of(new Real(), Repository.in(ours))).as("ours").isEqualTo(right);
    assertThat(check.of(new Careless(), Repository.in(careless)))
        .as("the careless one")
        .isEqualTo(wrong);
  }

  @Test
  @Race("D8")
  void a_worktree_goes_together_with_the_uncommitted_work_in_it() throws Exception {
    race(
        (making, repository) -> {
          Path worktree = making.make(repository, "a");
          Path work = Files.writeString(worktree.resolve("new file"), "a day's work");
          making.remove(repository, worktree);
          return Files.exists(work) ? "kept" : "lost";
        },
        "kept",
        "lost");
  }

  @Test
  @Race("D9")
  void a_name_of_a_branch_is_a_command() throws Exception {
    race(
        (making, repository) -> {
          var _ = making.make(repository, "a;touch${IFS}witness;true");
          return Files.exists(repository.root().resolve("witness")) ? "a command" : "a name";
        },
        "a name",
        "a command");
  }

  @Test
  @Race("D9")
  void a_name_of_a_commit_is_an_option() throws Exception {
    Repository repository = Repository.in(temporary);
    Path stolen = temporary.resolve("stolen");
    String name = "--output=" + stolen;

    var _ = WorkTree.at(repository.root()).orElseThrow().committedSince(Optional.of(name));
    assertThat(stolen).as("with ours").doesNotExist();

    var _ = repository.git("diff", "--name-only", name, "HEAD");
    assertThat(stolen).as("with the careless one").exists();
  }

  @Test
  @Race("D10")
  void a_worktree_begins_at_one_branch_whatever_is_checked_out() throws Exception {
    race(
        (making, repository) -> {
          repository.git("checkout", "-q", "-b", "feature");
          repository.commit("readme", "two\n");
          return Files.readString(making.make(repository, "a").resolve("readme")).strip();
        },
        "two",
        "one");
  }
}
