/// What runs without a socket: framing, codec, machine, queue, and lives of both machines.
///
/// JMH measures their time for people, and what they allocate for the build, which compares it.
@NullMarked
package dev.handfast.bench.micro;

import org.jspecify.annotations.NullMarked;
