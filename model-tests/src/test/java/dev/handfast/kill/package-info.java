/// Processes of their own that die by SIGKILL at a chosen event, and what is left of their peers.
///
/// In: a point in a life. Out: failed tests, where the survivor's books or the next start are
/// wrong. Never knows: why.
@NullMarked
package dev.handfast.kill;

import org.jspecify.annotations.NullMarked;
