package dev.handfast.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handfast.SocketPath;
import dev.handfast.server.HandfastServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What must not outlive the demo, whenever it is tidied up.
class CrewTest {
  private final Crew crew = new Crew(Launch.java());
  private final Path socket = crew.file("s");
  private final Path directory = socket.resolveSibling(".").normalize();

  @Test
  void a_server_that_still_listens_goes_with_the_directory() {
    HandfastServer server = crew.listen(this::start);
    assertThat(socket).exists();

    crew.close();

    assertThat(directory).doesNotExist();
    server.close();
  }

  @Test
  void once_it_is_tidied_up_nothing_new_is_begun() {
    crew.close();

    assertThatThrownBy(() -> crew.listen(this::start)).isInstanceOf(DemoFailed.class);
    assertThatThrownBy(() -> crew.start("w-1", List.of(), _ -> {})).isInstanceOf(DemoFailed.class);
    assertThat(directory).doesNotExist();
  }

  private HandfastServer start() {
    return HandfastServer.builder(SocketPath.of(socket)).start();
  }
}
