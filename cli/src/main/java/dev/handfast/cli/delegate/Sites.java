package dev.handfast.cli.delegate;

import dev.handfast.cli.git.WorkTree;
import dev.handfast.cli.git.Worktrees;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// Where each worker works; all attempts at a task work in the same place.
final class Sites {
  private final Path directory;
  private final Optional<Worktrees> worktrees;
  private final Optional<String> branch;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Worktrees.Made> made = new HashMap<>();

  private Sites(Path directory, Optional<Worktrees> worktrees, Optional<String> branch) {
    this.directory = directory;
    this.worktrees = worktrees;
    this.branch = branch;
  }

  /// Prepares for them.
  ///
  /// @throws Worktrees.CannotMake where worktrees are wanted and cannot be
  static Sites of(Order.Place place, Path directory) throws Worktrees.CannotMake {
    return switch (place) {
      case HERE ->
          new Sites(directory, Optional.empty(), WorkTree.at(directory).flatMap(WorkTree::branch));
      case WORKTREES ->
          new Sites(directory, Optional.of(Worktrees.of(directory)), Optional.empty());
    };
  }

  /// The place for a task, which is made where there is none yet.
  Site site(Task task) throws Worktrees.CannotMake {
    if (worktrees.isEmpty()) {
      return new Site(directory, branch);
    }
    lock.lock(); // one after another: git locks its repository too
    try {
      Worktrees.Made own = made.get(task.id());
      if (own == null) {
        own = worktrees.get().make(task.id());
        made.put(task.id(), own);
      }
      return new Site(own.directory(), Optional.of(own.branch()));
    } finally {
      lock.unlock();
    }
  }

  /// Takes a task's place away where nothing was done there.
  ///
  /// @return why it was kept, where it was
  Optional<String> leave(String task) {
    lock.lock();
    try {
      return Optional.ofNullable(made.remove(task))
          .flatMap(own -> worktrees.flatMap(all -> all.tidy(own)));
    } finally {
      lock.unlock();
    }
  }
}
