/// Processes of their own that die by SIGKILL at a chosen event, or are looked at there, and what
/// is left of their peers.
///
/// In: a point in a life. Out: failed tests, where the survivor's books, the next start or a file's
/// mode are wrong. Never knows: why.
@NullMarked
package dev.handfast.kill;

import org.jspecify.annotations.NullMarked;
