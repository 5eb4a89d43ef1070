/**
 * The gate for races in Maven builds.
 *
 * <p>In: a command that starts a driver. Out: a build that fails with the race in words. Never
 * knows: how a client is driven or judged; that is a process of its own, on a JDK of its own.
 */
@NullMarked
package dev.handfast.maven;

import org.jspecify.annotations.NullMarked;
