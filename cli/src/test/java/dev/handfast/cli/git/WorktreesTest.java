package dev.handfast.cli.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handfast.Race;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorktreesTest {
  @TempDir private Path temporary;
  private Repository project = new Repository(Path.of(""));
  private Path repository = Path.of("");
  private Path home = Path.of("");

  @BeforeEach
  void repository() throws Exception {
    project = Repository.in(temporary);
    repository = project.root();
    home = repository.resolveSibling("project.worktrees");
  }

  @Race("D10")
  @Test
  void a_worktree_begins_at_the_branch_that_is_checked_out() throws Exception {
    project.git("checkout", "-q", "-b", "feature");
    project.commit("readme", "two\n");

    Worktrees.Made made = Worktrees.of(repository).make("a");

    assertThat(made.root()).isEqualTo(home.resolve("a")).isDirectory();
    assertThat(made.branch()).isEqualTo("handfast/a");
    assertThat(made.root().resolve("readme")).hasContent("two");
    assertThat(project.at(made.root()).git("rev-parse", "HEAD"))
        .isEqualTo(project.git("rev-parse", "feature"));
  }

  @Test
  void a_worker_starts_in_the_same_directory_of_its_worktree() throws Exception {
    project.commit("sub/file", "x\n");

    assertThat(Worktrees.of(repository.resolve("sub")).make("a").directory())
        .isEqualTo(home.resolve("a/sub"));
  }

  @Test
  void one_in_which_nothing_was_done_is_taken_away_with_its_branch() throws Exception {
    Worktrees all = Worktrees.of(repository);
    Worktrees.Made made = all.make("a");

    assertThat(all.tidy(made)).isEmpty();

    assertThat(home).doesNotExist();
    assertThat(project.git("branch", "--list")).isEqualTo("* trunk");
    assertThat(project.git("worktree", "list").lines()).hasSize(1);
  }

  @Race("D8")
  @Test
  void uncommitted_work_is_kept_and_named() throws Exception {
    Worktrees all = Worktrees.of(repository);
    Worktrees.Made made = all.make("a");
    Files.writeString(made.root().resolve("readme"), "changed\n");
    Files.writeString(made.root().resolve("new file"), "new\n");

    assertThat(all.tidy(made))
        .contains("kept %s on branch handfast/a: 2 uncommitted files".formatted(home.resolve("a")));
    assertThat(made.root().resolve("new file")).hasContent("new");
  }

  @Test
  void unmerged_commits_are_kept_and_named() throws Exception {
    Worktrees all = Worktrees.of(repository);
    Worktrees.Made made = all.make("a");
    project.at(made.root()).commit("work", "done\n");

    assertThat(all.tidy(made).orElseThrow()).endsWith("on branch handfast/a: 1 commit");
    assertThat(project.git("log", "-1", "--format=%s", "handfast/a")).isEqualTo("work");
  }

  @Test
  void commits_on_another_branch_of_the_worktree_are_kept_too() throws Exception {
    Worktrees all = Worktrees.of(repository);
    Worktrees.Made made = all.make("a");
    project.at(made.root()).git("checkout", "-q", "-b", "elsewhere");

    assertThat(all.tidy(made).orElseThrow()).endsWith("something else is checked out in it");
  }

  @Test
  void a_branch_that_exists_is_neither_adopted_nor_removed() throws Exception {
    project.git("branch", "handfast/a");

    assertThatThrownBy(() -> Worktrees.of(repository).make("a"))
        .isInstanceOf(Worktrees.CannotMake.class)
        .hasMessageContaining("the branch handfast/a exists already and is left alone");
    assertThat(project.git("branch", "--list", "handfast/a")).contains("handfast/a");
    assertThat(home).doesNotExist();
  }

  @Test
  void a_directory_that_exists_is_neither_adopted_nor_removed() throws Exception {
    Path mine = Files.createDirectories(home.resolve("a")).resolve("mine");
    Files.writeString(mine, "mine");

    assertThatThrownBy(() -> Worktrees.of(repository).make("a"))
        .isInstanceOf(Worktrees.CannotMake.class)
        .hasMessageContaining("exists already and is left alone");
    assertThat(mine).hasContent("mine");
    assertThat(project.git("branch", "--list", "handfast/a")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-b", "..", "../x", "a/../b", "a b", "a~b", "a:b", "x.lock", "", "a;id"})
  void a_name_that_is_no_branch_or_leads_elsewhere_is_refused(String name) throws Exception {
    Path witness = repository.resolve("witness");

    if (!name.equals("a;id")) { // a good branch name; that no shell sees it is all there is to it
      assertThatThrownBy(() -> Worktrees.of(repository).make(name))
          .isInstanceOf(Worktrees.CannotMake.class)
          .hasMessageContaining("cannot name");
    } else {
      Worktrees.Made made = Worktrees.of(repository).make("a;touch${IFS}witness");
      assertThat(made.branch()).isEqualTo("handfast/a;touch${IFS}witness");
    }
    assertThat(witness).doesNotExist();
  }

  @Test
  void outside_of_a_repository_the_complaint_says_so() {
    assertThatThrownBy(() -> Worktrees.of(temporary))
        .isInstanceOf(Worktrees.CannotMake.class)
        .hasMessageContaining("is in no git repository");
  }
}
