package dev.handfast.spec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// What the models of `spec/tla` define and check.
///
/// @param defined the names that each module defines
/// @param configurations what is checked where
/// @param reached what must be reachable
/// @param withoutRule of these, what a configuration says is no rule: `\\* no rule: why`
/// @param withoutFault of these, what a configuration says no fault needs: `\\* no fault: why`
/// @param faults of the models that must be caught
record Models(
    Map<String, List<String>> defined,
    List<Configuration> configurations,
    List<String> reached,
    List<String> withoutRule,
    List<String> withoutFault,
    List<Fault> faults) {
  /// What says that a model is wrong on purpose.
  private static final String FAULTY = "<- Faulty";

  private static final Pattern DEFINITION =
      Pattern.compile("^(\\w+)(?:\\([\\w, ()]*\\))? ==", Pattern.MULTILINE);
  private static final Pattern CHECK =
      Pattern.compile(
          "^(?:INVARIANT|PROPERTY) (\\w+)(?: *\\\\\\* no (rule|fault): \\w.+)?$",
          Pattern.MULTILINE);

  /// A configuration of a model.
  ///
  /// @param name its file's
  /// @param checks the properties
  /// @param kind what it shows if they hold
  record Configuration(String name, Set<String> checks, Kind kind) {
    /// Takes a copy.
    Configuration {
      checks = Set.copyOf(checks);
    }
  }

  /// What a configuration shows.
  enum Kind {
    /// That the model is right, in every build.
    RIGHT,
    /// The same, where there is time for it.
    DEEP,
    /// What is wrong with a model that has faults; that something holds there says little.
    FAULTY
  }

  /// Everything that is checked somewhere, or must be reachable.
  List<String> checked() {
    return Stream.concat(
            configurations.stream().flatMap(each -> each.checks().stream().sorted()),
            reached.stream())
        .distinct()
        .toList();
  }

  /// The configurations of a kind.
  List<Configuration> of(Kind kind) {
    return configurations.stream().filter(each -> each.kind() == kind).toList();
  }

  /// A fault of a model.
  ///
  /// @param name in words
  /// @param rules that forbid it
  /// @param violates the property that catches it
  record Fault(String name, List<String> rules, String violates) {}

  static Models read() {
    var defined = new TreeMap<String, List<String>>();
    files(".tla").forEach(file -> defined.put(name(file), definitions(Spec.read(file))));
    var withoutRule = new ArrayList<String>();
    var withoutFault = new ArrayList<String>();
    var reached = new ArrayList<String>();
    var faults = new ArrayList<Fault>();
    var deep = new HashSet<String>();
    for (JsonNode one :
        new YAMLMapper().readTree(Spec.read(Spec.manifest())).required("configurations")) {
      if (one.path("deep").asBoolean(false)) {
        deep.add(one.required("configuration").asString());
      }
      reached.addAll(texts(one.path("reached")));
      for (JsonNode fault : one.path("faults")) {
        faults.add(
            new Fault(
                fault.required("fault").asString(),
                texts(fault.required("rules")),
                fault.required("violates").asString()));
      }
    }
    withoutRule.addAll(reached);
    var configurations = new ArrayList<Configuration>();
    for (Path file : files(".cfg")) {
      String text = Spec.read(file);
      var checks = new TreeSet<String>();
      for (MatchResult check : CHECK.matcher(text).results().toList()) {
        checks.add(check.group(1));
        if (check.group(2) != null) {
          (check.group(2).equals("rule") ? withoutRule : withoutFault).add(check.group(1));
        }
      }
      Kind right = deep.contains(name(file)) ? Kind.DEEP : Kind.RIGHT;
      configurations.add(
          new Configuration(name(file), checks, text.contains(FAULTY) ? Kind.FAULTY : right));
    }
    return new Models(defined, configurations, reached, withoutRule, withoutFault, faults);
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
