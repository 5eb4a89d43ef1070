/// Implementations in any language, spoken to through their drivers: see `spec/DRIVER.md`.
@NullMarked
package dev.handfast.conformance.drive;

import org.jspecify.annotations.NullMarked;
