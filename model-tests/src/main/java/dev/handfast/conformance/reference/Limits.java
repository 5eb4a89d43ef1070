package dev.handfast.conformance.reference;

import dev.handfast.conformance.script.Surroundings;
import dev.handfast.conformance.script.Surroundings.Overflow;

/// What a client may hold, and what the pipe behind it.
///
/// @param messages the most messages that wait, and the most open requests
/// @param bytes the most bytes that wait
/// @param overflow what a call does where there is no room
/// @param pipe how many bytes go to a peer that does not read
record Limits(int messages, int bytes, Overflow overflow, int pipe) {
  static Limits of(Surroundings surroundings) {
    Surroundings.Room room = surroundings.room();
    return new Limits(room.messages(), room.bytes(), room.overflow(), surroundings.pipe().bytes());
  }
}
