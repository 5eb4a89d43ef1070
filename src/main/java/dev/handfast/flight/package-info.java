/// Events on their way to Flight Recorder: what a person asks a recording about, and nothing that a
/// user typed.
///
/// In: events. Out: JFR events. Never knows: frames, messages' contents, sockets. A runtime without
/// the module `jdk.jfr` works as well; there this package does nothing.
@NullMarked
package dev.handfast.flight;

import org.jspecify.annotations.NullMarked;
