/// The drawings against the code and the page that shows them.
@NullMarked
package dev.handfast.cli.states;

import org.jspecify.annotations.NullMarked;
