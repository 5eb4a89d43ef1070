/// Claims about who decides on permission requests, each a test.
@NullMarked
package dev.handfast.cli.permission;

import org.jspecify.annotations.NullMarked;
