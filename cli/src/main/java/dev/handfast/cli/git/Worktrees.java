package dev.handfast.cli.git;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Work trees that are made for tasks, and taken away again where nothing was done in them.
///
/// Each has a new branch that begins at the commit that is checked out now. What exists already is
/// never adopted, changed or removed; what holds work that is nowhere else is kept.
public final class Worktrees {
  /// Every branch of ours begins with it.
  public static final String PREFIX = "handfast/";

  private final Path root;
  private final Path home;
  private final Path within;
  private final String base;
  private final Git git;

  private Worktrees(WorkTree tree, Path directory, String base) {
    this.root = tree.root();
    this.home = root.resolveSibling(root.getFileName() + ".worktrees");
    this.within = root.relativize(directory);
    this.base = base;
    this.git = new Git(root);
  }

  /// A work tree that was made.
  ///
  /// @param root its uppermost directory
  /// @param directory the same place in it as the one that we were asked for
  /// @param branch its own branch
  public record Made(Path root, Path directory, String branch) {}

  /// A work tree could not be made; what stood there stands there still.
  public static final class CannotMake extends Exception {
    private static final long serialVersionUID = 1L;

    CannotMake(String message) {
      super(message);
    }
  }

  /// Prepares for work trees of the repository that a directory is in.
  ///
  /// @throws CannotMake where it is in none, or that has no commit yet
  public static Worktrees of(Path directory) throws CannotMake {
    Path real;
    try {
      real = directory.toRealPath();
    } catch (IOException reason) {
      throw new CannotMake(directory + " cannot be used: " + reason.getMessage());
    }
    WorkTree tree =
        WorkTree.at(real)
            .orElseThrow(
                () -> new CannotMake(real + " is in no git repository; a worktree needs one"));
    if (tree.root().getFileName() == null) {
      throw new CannotMake("the root of the file system has no place beside it for worktrees");
    }
    String base =
        tree.head()
            .orElseThrow(
                () -> new CannotMake(tree.root() + " has no commit yet; a worktree needs one"));
    return new Worktrees(tree, real, base);
  }

  /// Makes one.
  ///
  /// @param name the last part of its path and of its branch
  /// @throws CannotMake where the name is not usable, or the path or the branch exists
  public Made make(String name) throws CannotMake {
    String branch = PREFIX + name;
    Path path = home.resolve(name).normalize();
    if (name.startsWith("-")
        || name.contains("..")
        || !home.equals(path.getParent())
        || !git.ask(List.of("check-ref-format", "--branch", branch)).isFine()) {
      throw new CannotMake("'%s' cannot name a branch and a directory".formatted(name));
    }
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new CannotMake(
          "%s exists already and is left alone; remove it, or give the task another id"
              .formatted(path));
    }
    if (tip(branch).isPresent()) {
      throw new CannotMake(
          "the branch %s exists already and is left alone; merge and delete it, or give the task another id"
              .formatted(branch));
    }
    Git.Said said =
        git.ask(
            List.of("worktree", "add", "--no-track", "-b", branch, "--", path.toString(), base));
    if (!said.isFine()) {
      throw new CannotMake("no worktree for %s: %s".formatted(name, said.err()));
    }
    Path directory = path.resolve(within);
    return new Made(path, Files.isDirectory(directory) ? directory : path, branch);
  }

  /// Removes one in which nothing was done; keeps every other.
  ///
  /// @return why it was kept, in words for a person; empty where it is gone
  public Optional<String> tidy(Made made) {
    Optional<String> work = work(made);
    if (work.isPresent()) {
      return Optional.of(
          "kept %s on branch %s: %s".formatted(made.root(), made.branch(), work.get()));
    }
    // without --force git itself refuses where something came in between
    Git.Said removed = git.ask(List.of("worktree", "remove", "--", made.root().toString()));
    if (!removed.isFine()) {
      return Optional.of(
          "kept %s on branch %s: %s".formatted(made.root(), made.branch(), removed.err()));
    }
    // only where the branch still is where we made it
    Git.Said gone = git.ask(List.of("update-ref", "-d", "refs/heads/" + made.branch(), base));
    removeHome();
    return gone.isFine()
        ? Optional.empty()
        : Optional.of("kept branch %s: %s".formatted(made.branch(), gone.err()));
  }

  private Optional<String> work(Made made) {
    if (!Files.isDirectory(made.root(), LinkOption.NOFOLLOW_LINKS)) {
      return Optional.of("its directory is gone");
    }
    var inside = new Git(made.root());
    Git.Said status =
        inside.ask(List.of("status", "--porcelain", "-z", "--untracked-files=all", "--no-renames"));
    Git.Said head = inside.ask(List.of("rev-parse", "--verify", "--quiet", "HEAD"));
    Git.Said current = inside.ask(List.of("symbolic-ref", "--quiet", "--short", "HEAD"));
    if (!status.isFine() || !head.isFine()) {
      return Optional.of("git does not tell what is in it: " + status.err());
    }
    int changed = status.names().size();
    if (!head.line().equals(base) || !tip(made.branch()).equals(Optional.of(base))) {
      return Optional.of(commits(made, inside) + (changed > 0 ? " and " + files(changed) : ""));
    }
    if (changed > 0) {
      return Optional.of(files(changed));
    }
    return current.isFine() && current.line().equals(made.branch())
        ? Optional.empty()
        : Optional.of("something else is checked out in it");
  }

  private String commits(Made made, Git inside) {
    Git.Said count =
        inside.ask(
            List.of(
                "rev-list", "--count", "HEAD", "refs/heads/" + made.branch(), "^" + base, "--"));
    return count.isFine() ? number(count.line(), "commit") : "commits";
  }

  private static String files(int count) {
    return number(String.valueOf(count), "uncommitted file");
  }

  private static String number(String count, String what) {
    return count + " " + what + (count.equals("1") ? "" : "s");
  }

  private Optional<String> tip(String branch) {
    Git.Said said =
        git.ask(List.of("rev-parse", "--verify", "--quiet", "refs/heads/" + branch + "^{commit}"));
    return said.isFine() ? Optional.of(said.line()) : Optional.empty();
  }

  private void removeHome() {
    try {
      Files.deleteIfExists(home);
    } catch (DirectoryNotEmptyException _) {
      // other worktrees are there
    } catch (IOException reason) {
      throw new java.io.UncheckedIOException("cannot remove " + home, reason);
    }
  }
}
