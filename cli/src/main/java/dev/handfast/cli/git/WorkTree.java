package dev.handfast.cli.git;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// A git work tree, or a directory in one; only asked, never changed.
///
/// What git does not answer is empty: a repository may vanish while it is being asked.
public final class WorkTree {
  private final Path root;
  private final Git git;

  private WorkTree(Path root) {
    this.root = root;
    this.git = new Git(root);
  }

  /// The work tree that a directory is in; empty where it is in none, or there is no git.
  public static Optional<WorkTree> at(Path directory) {
    if (!directory.toFile().isDirectory()) {
      return Optional.empty();
    }
    Git.Said said = new Git(directory).ask(List.of("rev-parse", "--show-toplevel"));
    return said.isFine() && !said.line().isEmpty()
        ? Optional.of(new WorkTree(Path.of(said.line())))
        : Optional.empty();
  }

  /// Its uppermost directory.
  public Path root() {
    return root;
  }

  /// The branch that is checked out; empty where it is none, but a commit.
  public Optional<String> branch() {
    Git.Said said = git.ask(List.of("symbolic-ref", "--quiet", "--short", "HEAD"));
    return said.isFine() ? Optional.of(said.line()) : Optional.empty();
  }

  /// The commit that is checked out; empty where there is none yet.
  public Optional<String> head() {
    Git.Said said = git.ask(List.of("rev-parse", "--verify", "--quiet", "HEAD"));
    return said.isFine() ? Optional.of(said.line()) : Optional.empty();
  }

  /// How many commits are reached from the present one and not from an earlier one.
  ///
  /// @param base the earlier one, or empty where there was none yet
  public long commitsSince(Optional<String> base) {
    List<String> words =
        new ArrayList<>(List.of("rev-list", "--count", "--end-of-options", "HEAD"));
    base.ifPresent(commit -> words.add("^" + commit));
    words.add("--");
    Git.Said said = git.ask(words);
    return said.isFine() ? Long.parseLong(said.line()) : 0;
  }

  /// The files that differ between a commit and the directory as it is now, those that git does not
  /// know included, those that it is to ignore not; relative to [#root], in order.
  ///
  /// @param base the commit, or empty for all files
  public List<String> changedSince(Optional<String> base) {
    var files = new TreeSet<String>();
    base.ifPresentOrElse(
        commit -> files.addAll(diff(commit)),
        () -> files.addAll(listed(List.of("ls-files", "-z", "--cached"))));
    files.addAll(listed(List.of("ls-files", "-z", "--others", "--exclude-standard")));
    return List.copyOf(files);
  }

  /// The files that differ between a commit and the present one.
  ///
  /// @param base the commit, or empty for all committed files
  public List<String> committedSince(Optional<String> base) {
    return base.map(commit -> diff(commit, "HEAD"))
        .orElseGet(() -> listed(List.of("ls-tree", "-r", "-z", "--name-only", "HEAD")));
  }

  private List<String> diff(String... commits) {
    var words = new ArrayList<>(List.of("diff", "-z", "--name-only", "--no-renames"));
    words.addAll(List.of("--no-ext-diff", "--no-textconv", "--ignore-submodules=dirty"));
    words.add("--end-of-options");
    words.addAll(List.of(commits));
    words.add("--");
    return listed(words);
  }

  private List<String> listed(List<String> words) {
    Git.Said said = git.ask(words);
    return said.isFine() ? said.names() : List.of();
  }
}
