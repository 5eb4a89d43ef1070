/// Classes that break the laws of [dev.handfast.architecture], laid out like the library: a law
/// that finds nothing here would find nothing there.
@NullMarked
package dev.handfast.architecture.canary;

import org.jspecify.annotations.NullMarked;
