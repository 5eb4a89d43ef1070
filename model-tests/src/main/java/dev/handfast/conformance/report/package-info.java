/// Reports of a suite, in the forms that people and their tools read.
///
/// In: what came of a suite. Out: JSON, JUnit XML, SARIF, and a page of HTML. Never knows: how a
/// case is run. Whatever a subject has said is taken for hostile: no form of report obeys it.
@NullMarked
package dev.handfast.conformance.report;

import org.jspecify.annotations.NullMarked;
