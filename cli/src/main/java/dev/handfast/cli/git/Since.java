package dev.handfast.cli.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What has been done in a work tree since a moment.
///
/// A file that already differed at that moment is among the changed ones only where it was touched
/// or committed after it.
public final class Since {
  private final WorkTree tree;
  private final Optional<String> base;
  private final Map<String, Stamp> before = new HashMap<>();

  private Since(WorkTree tree) {
    this.tree = tree;
    this.base = tree.head();
    tree.changedSince(base).forEach(file -> before.put(file, stamp(file)));
  }

  /// Remembers the present state.
  public static Since now(WorkTree tree) {
    return new Since(tree);
  }

  /// How many commits were made.
  public long commits() {
    return tree.commitsSince(base);
  }

  /// The files that were changed, added or deleted, committed or not; relative to the work tree's
  /// root, in order.
  public List<String> files() {
    var files = new TreeSet<>(tree.committedSince(base));
    Stream.concat(tree.changedSince(base).stream(), before.keySet().stream())
        .filter(file -> !stamp(file).equals(before.get(file)))
        .forEach(files::add);
    return List.copyOf(files);
  }

  /// The branch that is checked out now.
  public Optional<String> branch() {
    return tree.branch();
  }

  /// What tells a touched file from an untouched one, as git's own index does it.
  private record Stamp(long size, FileTime modified) {
    static final Stamp NO_FILE = new Stamp(-1, FileTime.fromMillis(0));
  }

  private Stamp stamp(String file) {
    try {
      Path path = tree.root().resolve(file);
      BasicFileAttributes found =
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return new Stamp(found.size(), found.lastModifiedTime());
    } catch (IOException _) {
      return Stamp.NO_FILE; // deleted, or never there
    }
  }
}
