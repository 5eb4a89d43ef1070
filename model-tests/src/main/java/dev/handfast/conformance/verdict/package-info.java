/// Says which rules of PROTOCOL.md are broken by what differs from the reference.
@NullMarked
package dev.handfast.conformance.verdict;

import org.jspecify.annotations.NullMarked;
