/// What must follow for one task and for all, in whatever order things happen.
@NullMarked
package dev.handfast.cli.delegate.plan;

import org.jspecify.annotations.NullMarked;
