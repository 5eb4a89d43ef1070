package dev.handfast.spec;

import java.util.List;
import java.util.stream.Collectors;

/// Writes which property of a model states each rule, what breaks it, and which tests hold the code
/// to it.
final class RuleTable {
  private static final String START = "<!-- table:properties (generated) -->\n";
  private static final String END = "<!-- /table -->";

  private RuleTable() {}

  /// The page with the table as it must be.
  static String in(String page, List<SpecRule> rules, Models models) {
    int from = page.indexOf(START) + START.length();
    if (from < START.length()) {
      throw new IllegalArgumentException("spec/README.md has lost its line " + START.strip());
    }
    String rows = rules.stream().map(rule -> row(rule, models)).collect(Collectors.joining());
    return page.substring(0, from)
        + "| rule | stated in a model by | faults of models that break it | tests |\n"
        + "| --- | --- | --- | --- |\n"
        + rows
        + page.substring(page.indexOf(END, from));
  }

  private static String row(SpecRule rule, Models models) {
    String model =
        ModelCheck.isExcluded(rule)
            ? rule.model().getFirst()
            : rule.model().stream().map(RuleTable::code).collect(Collectors.joining(", "));
    String faults =
        models.faults().stream()
            .filter(fault -> fault.rules().contains(rule.id()))
            .map(Models.Fault::name)
            .collect(Collectors.joining("; "));
    String tests =
        rule.tests().stream()
            .map(RuleTable::className)
            .distinct()
            .map(RuleTable::code)
            .collect(Collectors.joining(", "));
    return "| %s %s | %s | %s | %s |\n".formatted(rule.id(), rule.title(), model, faults, tests);
  }

  private static String code(String name) {
    return "`" + name + "`";
  }

  private static String className(String test) {
    String type = test.contains("#") ? test.substring(0, test.indexOf('#')) : test;
    return type.substring(type.lastIndexOf('.') + 1);
  }
}
