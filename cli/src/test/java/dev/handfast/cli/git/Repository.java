package dev.handfast.cli.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A repository to try things in: one commit, on a branch that no tool has in its head.
///
/// @param root its uppermost directory
public record Repository(Path root) {
  public static final String BRANCH = "trunk";

  /// Makes one in a directory that is empty.
  public static Repository in(Path directory) throws Exception {
    var repository =
        new Repository(Files.createDirectory(directory.toRealPath().resolve("project")));
    repository.git("init", "-q", "-b", BRANCH);
    repository.commit("readme", "one\n");
    return repository;
  }

  /// Another work tree of it.
  public Repository at(Path worktree) {
    return new Repository(worktree);
  }

  /// Writes a file and commits it.
  void commit(String file, String content) throws Exception {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, content);
    git("add", ".");
    git("-c", "user.name=t", "-c", "user.email=t@t", "commit", "-q", "-m", file);
  }

  /// What git says, which must succeed.
  public String git(String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(words));
    return run(command);
  }

  /// What a program says in the uppermost directory, which must succeed.
  String run(List<String> command) throws Exception {
    Process process =
        new ProcessBuilder(command).directory(root.toFile()).redirectErrorStream(true).start();
    String out = said(process);
    assertThat(process.waitFor()).as(out).isZero();
    return out;
  }

  private static String said(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }
}
