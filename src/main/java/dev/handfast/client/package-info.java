/// The worker's side: connect, shake hands, send; nothing that was accepted is lost in silence.
///
/// In: an application's calls. Out: receipts, answers and callbacks. Never knows: bytes, timers, or
/// what decides a state. Start with [dev.handfast.client.HandfastClient].
@NullMarked
package dev.handfast.client;

import org.jspecify.annotations.NullMarked;
