package dev.handfast.cli.delegate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.cli.git.Repository;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `delegate --worktrees` in a repository, in one go, looked at from several sides.
@Tag("deep")
@Timeout(60)
class WorktreesOptionTest {
  private static final String SCRIPT =
      """
      case $HANDFAST_CHILD_ID in
        commits)
          echo done > result
          git add result
          git -c user.name=t -c user.email=t@t commit -q -m result ;;
        leaves) echo half > result; exit 1 ;;
        looks) cat readme ;;
      esac
      """;

  private record Played(Repository repository, Delegate delegate) {
    Repository worktree(String task) {
      Path root = repository.root();
      return repository.at(root.resolveSibling(root.getFileName() + ".worktrees").resolve(task));
    }
  }

  @TempDir private static Path directory;
  private static final CompletableFuture<Played> played = new CompletableFuture<>();

  @BeforeAll
  static void play() throws Exception {
    Repository repository = Repository.in(directory);
    List<String> words =
        List.of("--worktrees", "commits=x", "leaves=x", "looks=x", "--", "sh", "-c", SCRIPT);
    played.complete(new Played(repository, Delegate.in(repository.root(), words)));
  }

  @Test
  void what_a_worker_commits_is_on_its_branch_and_nowhere_else() throws Exception {
    Played now = played.join();

    assertThat(now.delegate.outcome("commits")).isEqualTo("succeeded");
    assertThat(now.delegate.end("commits").get("branch").asString()).isEqualTo("handfast/commits");
    assertThat(now.delegate.end("commits").get("commits").asInt()).isEqualTo(1);
    assertThat(now.repository.git("show", "handfast/commits:result")).isEqualTo("done");
    assertThat(now.repository.git("log", "--format=%s", Repository.BRANCH)).isEqualTo("readme");
    assertThat(now.repository.git("status", "--porcelain")).isEmpty();
  }

  @Test
  void what_a_worker_leaves_uncommitted_survives_and_the_summary_names_it() {
    Played now = played.join();

    assertThat(now.delegate.outcome("leaves")).isEqualTo("failed");
    assertThat(now.worktree("leaves").root().resolve("result")).hasContent("half");
    assertThat(now.delegate.kept("leaves"))
        .hasValue(
            "kept %s on branch handfast/leaves: 1 uncommitted file"
                .formatted(now.worktree("leaves").root()));
  }

  @Test
  void where_nothing_was_done_neither_worktree_nor_branch_stays() throws Exception {
    Played now = played.join();

    assertThat(now.delegate.reason("looks")).isEqualTo("one");
    assertThat(now.delegate.kept("looks")).isEmpty();
    assertThat(now.worktree("looks").root()).doesNotExist();
    assertThat(now.repository.git("branch", "--list", "handfast/looks")).isEmpty();
  }
}
