package dev.handfast.cli.delegate;

import java.nio.file.Path;
import java.util.Optional;

/// Where one worker works.
///
/// @param directory its directory
/// @param branch the branch that is checked out there, if any
record Site(Path directory, Optional<String> branch) {}
