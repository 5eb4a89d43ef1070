/// The demo: an orchestrator, worker processes, a script for both, and a ledger of every message.
///
/// In: how many workers. Out: a time-line while it happens, then who sent what and what arrived.
/// Never knows: how the library does it; it uses the public API only, like any application.
@NullMarked
package dev.handfast.cli.demo;

import org.jspecify.annotations.NullMarked;
