/// The orchestrator's side: listen, decide on handshakes, hear workers, give them orders.
///
/// In: an application's handlers and calls. Out: callbacks and receipts. Never knows: bytes,
/// timers, or what decides a state. Start with [dev.handfast.server.HandfastServer].
@NullMarked
package dev.handfast.server;

import org.jspecify.annotations.NullMarked;
