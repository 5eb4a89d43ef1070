/// The machines' code, held against the formal model that TLC checks.
@NullMarked
package dev.handfast.conformance.model;

import org.jspecify.annotations.NullMarked;
