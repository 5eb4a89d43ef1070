/// What the code must not do, checked on the compiled classes.
///
/// In: class files and the canaries, small classes that break each law. Out: failed tests. Never
/// knows: what any class does.
@NullMarked
package dev.handfast.architecture;

import org.jspecify.annotations.NullMarked;
