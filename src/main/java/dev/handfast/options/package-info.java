/// What both ends have in common among their fixed choices.
///
/// In: nothing. Out: limits, times and the outlets for what is seen. Never knows: roles, bytes,
/// states.
@NullMarked
package dev.handfast.options;

import org.jspecify.annotations.NullMarked;
