/// The two machines alone: no socket, no clock, no thread; each rule as a claim about `step`.
@NullMarked
package dev.handfast.transition;

import org.jspecify.annotations.NullMarked;
