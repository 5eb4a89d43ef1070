/// An exhibit, faulty on purpose: the client of the original report *before* its fix.
///
/// In: the demo's script. Out: lost messages. Never knows: what an orchestrator answered. Nobody
/// should use it; it shows what the library is for.
@NullMarked
package dev.handfast.cli.demo.naive;

import org.jspecify.annotations.NullMarked;
