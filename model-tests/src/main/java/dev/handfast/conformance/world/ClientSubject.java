package dev.handfast.conformance.world;

import dev.handfast.Counts;
import dev.handfast.Receipt;
import dev.handfast.client.ClientOptions;
import dev.handfast.client.ClientPhase;
import dev.handfast.client.DrainReport;
import dev.handfast.client.HandfastClient;
import dev.handfast.client.PermissionCall;
import dev.handfast.message.Confirmation;
import dev.handfast.message.LogLevel;
import java.time.Duration;

/// The client that a script is played with: the real one, or one that is faulty on purpose.
public interface ClientSubject {

  /// Sends a line of the log.
  Receipt send(String content);

  /// Asks permission.
  PermissionCall ask(Confirmation confirmation, Duration timeout);

  /// Closes and reports; blocks.
  DrainReport drain(Duration deadline);

  /// How far it is.
  ClientPhase phase();

  /// What it counted.
  Counts counts();

  /// Makes and starts one.
  @FunctionalInterface
  interface Factory {
    /// The started client.
    ClientSubject start(ClientOptions options);
  }

  /// The real client.
  static ClientSubject real(ClientOptions options) {
    HandfastClient client = HandfastClient.start(options);
    return new ClientSubject() {
      @Override
      public Receipt send(String content) {
        return client.log(LogLevel.TEXT, content);
      }

      @Override
      public PermissionCall ask(Confirmation confirmation, Duration timeout) {
        return client.askPermission(confirmation, timeout);
      }

      @Override
      public DrainReport drain(Duration deadline) {
        return client.drain(deadline);
      }

      @Override
      public ClientPhase phase() {
        return client.phase();
      }

      @Override
      public Counts counts() {
        return client.counts();
      }
    };
  }
}
