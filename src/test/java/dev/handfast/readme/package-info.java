/// What README promises.
@NullMarked
package dev.handfast.readme;

import org.jspecify.annotations.NullMarked;
