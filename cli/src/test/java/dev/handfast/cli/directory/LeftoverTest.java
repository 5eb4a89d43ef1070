package dev.handfast.cli.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.cli.process.Self;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Which directories are cleared, and which never: the owner of a lock that nobody holds is dead.
@Timeout(60)
class LeftoverTest {
  @TempDir private Path place;

  @Test
  void what_a_dead_owner_has_left_goes_with_a_dead_workers_room_in_it() throws IOException {
    Path left = left("hf-1");
    room(left.resolve("w-2"));

    Leftovers.clear(place);

    assertThat(left).doesNotExist();
  }

  @Test
  void what_has_a_file_of_a_stranger_in_it_stays_as_it_is_wherever_the_file_is()
      throws IOException {
    Path top = left("hf-1");
    Path beside = Files.createFile(left("hf-2").resolve("notes"));
    Path room = left("hf-3").resolve("w-2");
    room(room);
    Path inRoom = Files.createFile(room.resolve("notes"));
    Path program = left("hf-4").resolve("bin");
    Files.createDirectory(program);
    Path inPrograms = Files.createFile(program.resolve("other"));
    Path folder = Files.createDirectory(left("hf-5").resolve("context.ndjson"));

    Leftovers.clear(place);

    assertThat(top).doesNotExist();
    assertThat(List.of(beside, inRoom, inPrograms, folder)).allMatch(Files::exists);
    assertThat(beside.resolveSibling("orchestrator.sock")).exists();
    assertThat(room.resolve(Claim.FILE)).exists();
  }

  @Test
  void what_others_may_enter_or_has_another_name_or_no_owners_lock_stays() throws IOException {
    Path open = left("hf-1");
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-x---"));
    Path other = left("other-1");
    Path unclaimed = left("hf-2");
    Files.delete(unclaimed.resolve(Claim.FILE));
    Path unfinished = left("hf-3");
    Files.move(unfinished.resolve(Claim.FILE), unfinished.resolve(Claim.HIDDEN));

    Leftovers.clear(place);

    assertThat(List.of(open, other, unclaimed, unfinished)).allMatch(Files::exists);
  }

  @Test
  void no_symbolic_link_is_followed_wherever_it_is() throws IOException {
    Path elsewhere = left("elsewhere");
    Files.createSymbolicLink(place.resolve("hf-1"), elsewhere);
    Path links = left("hf-2");
    Files.delete(links.resolve(Claim.FILE));
    Files.createSymbolicLink(links.resolve(Claim.FILE), elsewhere.resolve(Claim.FILE));
    Path linked = left("hf-3");
    Files.createSymbolicLink(linked.resolve("w-1"), elsewhere);

    Leftovers.clear(place);

    assertThat(place.resolve("hf-1")).isSymbolicLink();
    assertThat(List.of(links, linked)).allMatch(Files::exists);
    assertThat(elsewhere.resolve(Claim.FILE)).exists();
  }

  @Test
  void what_a_living_owner_has_stays_and_so_does_what_is_around_it() throws IOException {
    Path dead = left("hf-1");
    Path room;
    try (PrivateDirectory living = PrivateDirectory.in(dead, "channel")) {
      room = living.path();

      Leftovers.clear(place);

      assertThat(room.resolve(Claim.FILE)).exists();
      assertThat(dead.resolve(Claim.FILE)).exists();
    }
    assertThat(room).doesNotExist();

    Leftovers.clear(place);

    assertThat(dead).doesNotExist();
  }

  @Test
  void two_that_clear_at_once_are_in_nobodys_way() throws Exception {
    for (int i = 0; i < 100; i++) {
      room(left("hf-" + i).resolve("w-1"));
    }
    Path out = place.resolve("said");
    List<Process> both = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      List<String> words = new ArrayList<>(Self.java(Clearing.class));
      words.add(place.toString());
      both.add(
          new ProcessBuilder(words)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(out.toFile()))
              .start());
    }

    for (Process each : both) {
      assertThat(each.waitFor()).isZero();
    }

    try (Stream<Path> left = Files.list(place)) {
      assertThat(left).containsExactly(out);
    }
    assertThat(Files.readAllLines(out))
        .as("each is deleted once, and that is all there is to say")
        .filteredOn(line -> line.startsWith("INFO: deleted hf-"))
        .hasSize(100)
        .doesNotHaveDuplicates();
    assertThat(out).content().doesNotContain("Exception").doesNotContain("WARNING");
  }

  /// A process that clears one place.
  static final class Clearing {
    public static void main(String[] arguments) {
      Leftovers.clear(Path.of(arguments[0]));
    }
  }

  /// As an orchestrator that is killed leaves its directory.
  private Path left(String name) throws IOException {
    return made(place.resolve(name), "orchestrator");
  }

  private static void room(Path room) throws IOException {
    made(room, "channel");
    Files.createFile(room.resolve("context.ndjson"));
    Files.createFile(Files.createDirectory(room.resolve("bin")).resolve("handfast"));
  }

  private static Path made(Path directory, String socket) throws IOException {
    Files.createDirectory(
        directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    for (String file : List.of(Claim.FILE, ".%s.sock.lock".formatted(socket))) {
      Files.createFile(directory.resolve(file));
    }
    try (var listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      listening.bind(UnixDomainSocketAddress.of(directory.resolve(socket + ".sock")));
    }
    return directory;
  }
}
