package dev.handfast.evidence;

/// What came of it when a rung looked at a mutant.
///
/// @param test the class that looked
/// @param mutant its id in `zoo.yaml`
/// @param rung the rung that looked
/// @param isKilled whether it noticed that something is wrong
/// @param rule the rule that the reason names; empty where it noticed nothing
/// @param steps how long the shortest way to see it is; 0 where it noticed nothing
/// @param shows what was seen, in a line; or how far it looked
record Sighting(
    String test,
    String mutant,
    Rung rung,
    boolean isKilled,
    String rule,
    int steps,
    String shows) {}
