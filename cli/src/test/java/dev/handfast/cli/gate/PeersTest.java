package dev.handfast.cli.gate;

import static dev.handfast.cli.Command.handfast;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.cli.Command;
import dev.handfast.cli.Needs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Clients in other languages pass the gate, and the bug that began it all does not, in any of
/// them.
class PeersTest {
  private static final Path PEERS =
      Path.of(System.getProperty("handfast.root", ".."), "model-tests", "peers");

  @TempDir private Path folder = Path.of("");

  @Test
  void the_client_in_node_passes_and_its_seeds_bug_is_caught() {
    Needs.program("node");
    passesAndIsCaught("node", PEERS.resolve("node/client-driver.mjs").toString());
  }

  @Test
  void the_client_in_python_passes_and_its_seeds_bug_is_caught() {
    Needs.program("python3");
    passesAndIsCaught("python3", PEERS.resolve("python/client_driver.py").toString());
  }

  @Test
  void the_client_in_c_passes_and_its_seeds_bug_is_caught()
      throws IOException, InterruptedException {
    Needs.program("gcc");
    Needs.program("make");
    Process make =
        new ProcessBuilder("make", "-s", "-C", PEERS.resolve("c").toString(), "BUILD=" + folder)
            .inheritIO()
            .start();
    assertThat(make.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(make.exitValue()).isZero();
    passesAndIsCaught(folder.resolve("client_driver").toString());
  }

  private static void passesAndIsCaught(String... driver) {
    Command right = gate(List.of("--lives", "300"), List.of(driver));
    assertThat(right.exitCode()).as(right.out() + right.err()).isZero();

    var faulty = new ArrayList<>(List.of("env", "HANDFAST_FAULT=ready-too-early"));
    faulty.addAll(List.of(driver));
    Command caught = gate(List.of("--patience", "1s"), faulty);
    assertThat(caught.exitCode()).as(caught.out() + caught.err()).isEqualTo(1);
    assertThat(caught.out()).contains("✗ HF-1, Nothing before the ack", "5 times of 5");
  }

  private static Command gate(List<String> options, List<String> driver) {
    var arguments = new ArrayList<String>();
    arguments.add("gate");
    arguments.addAll(options);
    arguments.add("--");
    arguments.addAll(driver);
    return handfast(arguments.toArray(String[]::new));
  }
}
