/// Which rule a difference is told by.
@NullMarked
package dev.handfast.conformance.verdict;

import org.jspecify.annotations.NullMarked;
