package dev.handfast.conformance.schedule;

import java.util.List;

/// What a chooser sees.
///
/// @param turn the number of the turn that is to be given
/// @param able who could go on: the running one first, if it could, the others by age
/// @param stays whether the running one could go on
/// @param past all that has happened, up to the order of what commutes; 0 where nobody asked
/// @param standing where all threads stand
record Moment(int turn, List<Strand> able, boolean stays, long past, int standing) {}
