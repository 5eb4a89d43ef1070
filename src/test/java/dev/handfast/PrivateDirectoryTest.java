package dev.handfast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Where a socket goes whose path is ours to choose.
@Rule("HF-28")
class PrivateDirectoryTest {
  @TempDir private Path folder;

  @Test
  void it_is_in_the_first_place_and_only_its_owner_may_enter_it() throws IOException {
    Path directory = made("s", List.of(folder, elsewhere()));

    assertThat(directory).hasParent(folder);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
        .isEqualTo("rwx------");
  }

  @Test
  void a_place_that_makes_the_path_too_long_gives_way_to_the_next_and_keeps_nothing()
      throws IOException {
    Path deep = Files.createDirectory(folder.resolve("d".repeat(100)));

    assertThat(made("s", List.of(deep, elsewhere()))).hasParent(elsewhere());

    try (Stream<Path> left = Files.list(deep)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void a_place_that_is_not_there_or_no_directory_gives_way_to_the_next() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThat(made("s", List.of(folder.resolve("missing"), file, elsewhere())))
        .hasParent(elsewhere());
  }

  @Test
  void where_no_place_serves_the_last_one_says_why() throws IOException {
    Path missing = folder.resolve("missing");

    assertThatThrownBy(() -> made("s", List.of(folder.resolve("nowhere"), missing)))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining(missing.toString());
    assertThatThrownBy(() -> made("n".repeat(200), List.of(missing, elsewhere())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("choose a shorter directory");
    try (Stream<Path> left = Files.list(elsewhere())) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void what_is_closed_is_gone_with_everything_in_it() throws IOException {
    Path directory;
    try (PrivateDirectory made = PrivateDirectory.make("s")) {
      directory = made.socket().path().getParent();
      Files.createFile(made.socket().path());
      Files.createFile(Files.createDirectory(directory.resolve("deep")).resolve("file"));
    }
    assertThat(directory).doesNotExist();

    try (PrivateDirectory made = PrivateDirectory.make("s")) {
      Files.delete(made.socket().path().getParent()); // then there is nothing left to do
    }
  }

  private Path elsewhere() throws IOException {
    return Files.createDirectories(folder.resolve("e"));
  }

  private static Path made(String name, List<Path> places) throws IOException {
    return PrivateDirectory.create(name, places).path().getParent();
  }
}
