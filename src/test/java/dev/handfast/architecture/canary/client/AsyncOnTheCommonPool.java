package dev.handfast.architecture.canary.client;

import java.util.concurrent.CompletableFuture;

/// A client that borrows threads that nobody gave it.
public final class AsyncOnTheCommonPool {
  /// Runs somewhere.
  public CompletableFuture<String> ask() {
    return CompletableFuture.supplyAsync(() -> "yes");
  }
}
