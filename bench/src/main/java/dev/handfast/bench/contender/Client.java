package dev.handfast.bench.contender;

import java.io.IOException;
import java.util.function.BooleanSupplier;

/// One connected worker.
interface Client extends AutoCloseable {

  /// Sends a request as long as it is told to, the next one where the answer to the last was
  /// handled; returns after the last answer.
  ///
  /// @param again asked before each request
  void exchange(BooleanSupplier again) throws Exception;

  /// Sends a request and waits for its answer.
  void ask() throws Exception;

  /// Sends a status update.
  ///
  /// @return whether it was taken; a patient client waits until it is
  boolean tell() throws Exception;

  @Override
  void close() throws IOException;
}
