/// `handfast gate`.
@NullMarked
package dev.handfast.cli.gate;

import org.jspecify.annotations.NullMarked;
