package dev.handfast.cli.work;

import dev.handfast.HandfastException;
import dev.handfast.SocketPath;
import dev.handfast.client.ClientOptions;
import dev.handfast.client.HandfastClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/// The way from a script to the worker that it runs in.
final class Parent {
  /// What `sysexits` calls a service that is not there.
  static final int NO_CHANNEL = 69;

  /// 5 s: the worker listens before its command starts, so one that does not answer is gone.
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private Parent() {}

  /// There is no worker to speak to.
  static final class NotThere extends Exception {
    private static final long serialVersionUID = 1L;

    NotThere(String message) {
      super(message);
    }
  }

  /// A client of the worker's private channel, not yet started.
  static ClientOptions.Builder client() throws NotThere {
    String socket =
        Optional.ofNullable(System.getenv(Environment.CHANNEL))
            .filter(path -> !path.isEmpty())
            .orElseThrow(
                () ->
                    new NotThere(
                        "%s is not set; this works only inside handfast work … -- COMMAND"
                            .formatted(Environment.CHANNEL)));
    if (!Files.exists(Path.of(socket))) {
      throw new NotThere(
          "there is no %s, which %s names; the worker has ended"
              .formatted(socket, Environment.CHANNEL));
    }
    String name = "script-%d-%s".formatted(ProcessHandle.current().pid(), UUID.randomUUID());
    return HandfastClient.builder(SocketPath.of(socket)).childId(name).handshakeTimeout(PATIENCE);
  }

  /// Waits until the worker has taken the script in.
  static void join(HandfastClient client) throws NotThere {
    try {
      client.awaitReady(PATIENCE.plusSeconds(1));
    } catch (HandfastException.Closed | HandfastException.WaitEnded failure) {
      throw new NotThere("the worker does not answer: " + failure.getMessage());
    }
  }
}
