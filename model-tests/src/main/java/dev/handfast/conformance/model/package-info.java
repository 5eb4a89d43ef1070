/// The formal model's state graphs, as TLC prints them.
///
/// In: the text that the model checker prints. Out: edges to compare with and to generate tests
/// from. Never knows: the library.
@NullMarked
package dev.handfast.conformance.model;

import org.jspecify.annotations.NullMarked;
