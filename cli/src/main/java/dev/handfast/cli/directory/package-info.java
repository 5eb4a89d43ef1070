/// Private directories: to make one, to own it, to delete it, and to clear what dead processes
/// left.
///
/// In: a name for a socket. Out: a directory that only this user may enter, and whose owner every
/// other process can tell to be alive or dead. Never knows: workers, tasks, or what a file says.
@NullMarked
package dev.handfast.cli.directory;

import org.jspecify.annotations.NullMarked;
