/// The heart of `delegate`: what follows from what, for one task and for all of them.
///
/// In: events (a process has started, a worker has joined, a result has come, a process is gone).
/// Out: the next state and effects (launch, end, wait, show). Never knows: processes, sockets,
/// threads, the time.
@NullMarked
package dev.handfast.cli.delegate.plan;

import org.jspecify.annotations.NullMarked;
