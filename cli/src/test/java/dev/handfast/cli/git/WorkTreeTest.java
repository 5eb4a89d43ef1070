package dev.handfast.cli.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.Race;
import dev.handfast.cli.process.Program;
import dev.handfast.cli.process.Running;
import dev.handfast.cli.process.Self;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class WorkTreeTest {
  @TempDir private Path directory;

  @Test
  void a_directory_that_is_no_work_tree_is_none_and_neither_is_one_that_does_not_exist() {
    assertThat(WorkTree.at(directory)).isEmpty();
    assertThat(WorkTree.at(directory.resolve("nowhere"))).isEmpty();
  }

  @Test
  void commits_and_files_since_a_moment_are_told_whatever_was_there_before() throws Exception {
    sh(
        "git init -q -b main; echo 1 >kept; echo 1 >changed; echo 1 >deleted; echo build"
            + " >.gitignore");
    sh("git add . && git commit -qm first; echo dirty >untracked-before; echo dirty >>kept");
    Since since = Since.now(workTree());
    assertThat(since.commits()).isZero();
    assertThat(since.files()).isEmpty();

    sh("echo more >>changed; git commit -qm second changed; git rm -q deleted");
    sh("git commit -qm third deleted");
    sh("echo new >'späte datei'; mkdir build sub; echo x >build/out; echo y >sub/-n");

    assertThat(since.commits()).isEqualTo(2);
    assertThat(since.files()).containsExactly("changed", "deleted", "späte datei", "sub/-n");
    assertThat(since.branch()).hasValue("main");
  }

  @Test
  void a_file_that_was_dirty_before_counts_once_it_is_touched_or_committed() throws Exception {
    sh("git init -q -b main; touch a b c; git add .; git commit -qm first");
    sh("echo 1 >>a; echo 1 >>b; echo 1 >>c; echo 1 >d; echo 1 >e");
    Since since = Since.now(workTree());

    sh("echo longer >>a; git add d; git commit -qm second d; git checkout -q b; rm e");

    assertThat(since.files()).containsExactly("a", "b", "d", "e");
  }

  @Test
  void a_repository_without_a_commit_is_a_work_tree_too() throws Exception {
    sh("git init -q -b main");
    WorkTree tree = workTree();
    assertThat(tree.head()).isEmpty();
    assertThat(tree.branch()).hasValue("main");
    Since since = Since.now(tree);

    sh("echo 1 >first; git add .; git commit -qm first; echo 2 >second");

    assertThat(since.commits()).isEqualTo(1);
    assertThat(since.files()).containsExactly("first", "second");
  }

  @Test
  void a_subdirectory_is_in_the_work_tree_and_a_commit_has_no_branch() throws Exception {
    sh("git init -q -b main; mkdir sub; echo 1 >sub/a; git add .; git commit -qm first");
    sh("git checkout -q --detach");

    WorkTree tree = WorkTree.at(directory.resolve("sub")).orElseThrow();

    assertThat(tree.root().toRealPath()).isEqualTo(directory.toRealPath());
    assertThat(tree.branch()).isEmpty();
    assertThat(tree.head()).hasValueSatisfying(head -> assertThat(head).matches("[0-9a-f]{40}"));
  }

  @Race("D9")
  @Test
  void what_begins_with_a_dash_is_never_an_option() throws Exception {
    sh("git init -q -b main; echo 1 >a; git add .; git commit -qm first");
    Path stolen = directory.resolve("stolen");

    assertThat(workTree().commitsSince(Optional.of("--output=" + stolen))).isZero();
    assertThat(workTree().changedSince(Optional.of("--output=" + stolen))).isEmpty();
    assertThat(workTree().committedSince(Optional.of("--output=" + stolen))).isEmpty();
    assertThat(stolen).doesNotExist();
  }

  @Test
  void a_repository_that_wants_to_start_programs_when_it_is_asked_does_not() throws Exception {
    sh("git init -q -b main; echo 1 >a; git add .; git commit -qm first; echo 2 >a");
    sh("git config core.fsmonitor 'touch hooked'; git config diff.external 'touch hooked'");
    sh("git config core.pager 'touch hooked'; printf '* diff=evil' >.git/info/attributes");
    sh("git config diff.evil.textconv 'touch hooked'; git config diff.evil.command 'touch hooked'");

    assertThat(workTree().changedSince(workTree().head())).containsExactly("a");
    assertThat(directory.resolve("hooked")).doesNotExist();
  }

  @Test
  void where_there_is_no_git_there_is_no_work_tree() throws Exception {
    sh("git init -q -b main");
    Files.createDirectory(directory.resolve("empty"));
    // the system looks programs up by this process's own PATH: another process has another one
    List<String> java = new ArrayList<>(Self.java(IsWorkTree.class));
    java.add(directory.toString());

    assertThat(output(Program.of(java))).isEqualTo("true\n");
    assertThat(output(Program.of(java).with("PATH", directory.resolve("empty").toString())))
        .isEqualTo("false\n");
  }

  /// Prints whether a directory is in a work tree.
  static final class IsWorkTree {
    private IsWorkTree() {}

    public static void main(String[] arguments) {
      System.out.println(WorkTree.at(Path.of(arguments[0])).isPresent());
    }
  }

  private WorkTree workTree() {
    return WorkTree.at(directory).orElseThrow();
  }

  private void sh(String script) throws Exception {
    Program shell =
        Program.of(List.of("sh", "-ec", script))
            .in(directory)
            .with("GIT_CONFIG_GLOBAL", "/dev/null")
            .withErrorsAmongOutput();
    for (String who : List.of("AUTHOR", "COMMITTER")) {
      shell = shell.with("GIT_" + who + "_NAME", "t").with("GIT_" + who + "_EMAIL", "t@localhost");
    }
    assertThat(output(shell)).isEmpty();
  }

  private static String output(Program program) throws Exception {
    Running running = program.start();
    String text = new String(running.output().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(running.exit().get()).as(text).isZero();
    return text;
  }
}
