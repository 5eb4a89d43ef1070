/// Every bug of `spec/races.yaml`, made again on purpose and caught.
///
/// In: the real client and server, and others that have one of the bugs. Out: failed tests, where
/// the real one has the bug, or the faulty one is not caught. Never knows: how the real ones work.
@NullMarked
package dev.handfast.races;

import org.jspecify.annotations.NullMarked;
