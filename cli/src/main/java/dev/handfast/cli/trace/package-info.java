/// Wire traces for people: entries of a trace file as lines of a time-line.
///
/// In: lines that [dev.handfast.trace.WireTrace] wrote. Out: text of a given width. Never knows:
/// what states and messages mean.
@NullMarked
package dev.handfast.cli.trace;

import org.jspecify.annotations.NullMarked;
