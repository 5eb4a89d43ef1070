package dev.handfast.spec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// What the models of `spec/tla` define and check.
///
/// @param defined the names that each module defines
/// @param checked what each configuration checks, and what must be reachable in it
/// @param withoutRule of these, what a configuration says is no rule: `\\* no rule: why`
/// @param withoutFault of these, what a configuration says no fault needs: `\\* no fault: why`
/// @param faults of the models that must be caught
record Models(
    Map<String, List<String>> defined,
    List<String> checked,
    List<String> withoutRule,
    List<String> withoutFault,
    List<Fault> faults) {
  private static final Pattern DEFINITION =
      Pattern.compile("^(\\w+)(?:\\([\\w, ()]*\\))? ==", Pattern.MULTILINE);
  private static final Pattern CHECK =
      Pattern.compile(
          "^(?:INVARIANT|PROPERTY) (\\w+)(?: *\\\\\\* no (rule|fault): \\w.+)?$",
          Pattern.MULTILINE);

  /// A fault of a model.
  ///
  /// @param name in words
  /// @param rules that forbid it
  /// @param violates the property that catches it
  record Fault(String name, List<String> rules, String violates) {}

  static Models read() {
    var defined = new TreeMap<String, List<String>>();
    files(".tla").forEach(file -> defined.put(name(file), definitions(Spec.read(file))));
    var checked = new ArrayList<String>();
    var withoutRule = new ArrayList<String>();
    var withoutFault = new ArrayList<String>();
    for (Path file : files(".cfg")) {
      for (MatchResult check : CHECK.matcher(Spec.read(file)).results().toList()) {
        checked.add(check.group(1));
        if (check.group(2) != null) {
          (check.group(2).equals("rule") ? withoutRule : withoutFault).add(check.group(1));
        }
      }
    }
    var faults = new ArrayList<Fault>();
    for (JsonNode one :
        new YAMLMapper().readTree(Spec.read(Spec.manifest())).required("configurations")) {
      checked.addAll(texts(one.path("reached")));
      withoutRule.addAll(texts(one.path("reached")));
      for (JsonNode fault : one.path("faults")) {
        faults.add(
            new Fault(
                fault.required("fault").asString(),
                texts(fault.required("rules")),
                fault.required("violates").asString()));
      }
    }
    return new Models(defined, checked, withoutRule, withoutFault, faults);
  }

  private static List<String> definitions(String module) {
    return DEFINITION.matcher(module).results().map(found -> found.group(1)).toList();
  }

  private static String name(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.lastIndexOf('.'));
  }

  private static List<Path> files(String ending) {
    try (Stream<Path> files = Files.list(Spec.models())) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asString).toList();
  }
}
