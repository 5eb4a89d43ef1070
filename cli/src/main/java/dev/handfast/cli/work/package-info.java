/// `handfast work`, `ask` and `report`: any command as a worker.
///
/// In: a command's lines and end, what its scripts ask and report, an orchestrator's orders. Out: a
/// worker's messages, and answers. Never knows: how an orchestrator decides.
@NullMarked
package dev.handfast.cli.work;

import org.jspecify.annotations.NullMarked;
