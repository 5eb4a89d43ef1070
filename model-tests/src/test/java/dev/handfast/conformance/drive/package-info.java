/// How scripts are cut to what drivers know.
@NullMarked
package dev.handfast.conformance.drive;

import org.jspecify.annotations.NullMarked;
