/// Memory between threads: what the explorer of schedules takes for granted, tried on a processor.
@NullMarked
package dev.handfast.conformance.memory;

import org.jspecify.annotations.NullMarked;
