package dev.handfast.spec;

import java.util.List;

/// A declaration in a test source that names rules, or races.
///
/// @param test `class#method`, or `class` where the whole class is tagged
/// @param ids the rules or races that it names
/// @param annotations the simple names of all annotations on it
record Tag(String test, List<String> ids, List<String> annotations) {}
