/// Failures of the tests, played again.
///
/// In: tokens and regression files. Out: script, diagram and verdict. Never knows: how anything is
/// played or judged; the conformance kit does.
@NullMarked
package dev.handfast.cli.replay;

import org.jspecify.annotations.NullMarked;
