package dev.handfast.spec;

import java.util.List;

/// One rule of the specification, as `spec/rules.yaml` has it.
///
/// @param id permanent, such as `HF-5`
/// @param level `MUST`, `SHOULD` or `MAY`
/// @param title its heading in the text
/// @param generated the test of it that a program has made, or `excluded: why`
/// @param mutant what is noticed because it breaks it, in `spec/zoo.yaml`, or `excluded: why`
/// @param sentence the rule itself
/// @param races the faults that it forbids: `R1` to `R20`, `O1` to `O21`
/// @param model what states it in a model, `module!property`, or one text `excluded: reason`
/// @param tests what checks it: `class#method` or `class`
record SpecRule(
    String id,
    String level,
    String title,
    String generated,
    String mutant,
    String sentence,
    List<String> races,
    List<String> model,
    List<String> tests) {}
