package dev.handfast.conformance.schedule;

import java.util.List;

/// What became of one run.
///
/// @param choices what was chosen; played again they give the same run
/// @param findings what went wrong; empty where all is well
/// @param story who got a turn where, one line for each switch
/// @param moments how often there was something to choose
/// @param whole whether it was played to its end
record Performance(
    Choices choices, List<Finding> findings, List<String> story, int moments, boolean whole) {}
