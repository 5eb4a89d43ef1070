/// Answers to permission requests: from a rule, or from the person at the terminal.
///
/// In: requests of many workers at once. Out: one decision for each, and questions for a person,
/// one at a time. Never knows: sockets, or what the tools do.
///
/// An [dev.handfast.cli.permission.Approver] decides and may take its time;
/// [dev.handfast.cli.permission.Questions] runs one beside the workers' handlers, so that a worker
/// that asks still logs, and one that leaves is noticed and takes its questions along.
@NullMarked
package dev.handfast.cli.permission;

import org.jspecify.annotations.NullMarked;
