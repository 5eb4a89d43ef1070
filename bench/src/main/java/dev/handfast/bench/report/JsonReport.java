package dev.handfast.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The figures for programs, as `results.schema.json` describes them.
public final class JsonReport {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private JsonReport() {}

  /// What a cell of a table is about.
  private record Key(String workload, long at, String contender, String metric) {
    static Key of(Sample sample) {
      return new Key(sample.workload(), sample.at(), sample.contender(), sample.metric());
    }
  }

  /// Writes the text.
  public static String of(Results results, Environment environment) {
    var figures = new ArrayList<Map<String, Object>>();
    var keys = new LinkedHashSet<Key>();
    results.samples().forEach(sample -> keys.add(Key.of(sample)));
    for (Key key : keys) {
      var figure = new LinkedHashMap<String, Object>();
      figure.put("workload", key.workload());
      figure.put("at", key.at());
      figure.put("contender", key.contender());
      figure.put("metric", key.metric());
      results
          .spread(key.workload(), key.at(), key.contender(), key.metric())
          .ifPresent(spread -> figure.put("spread", spread));
      if (key.at() == 0) {
        results
            .timesFloor(key.workload(), key.contender(), key.metric())
            .ifPresent(spread -> figure.put("timesC", spread));
      }
      figure.put(
          "values",
          results.samples().stream()
              .filter(sample -> Key.of(sample).equals(key))
              .map(Sample::value)
              .toList());
      figures.add(figure);
    }
    var all = new LinkedHashMap<String, Object>();
    all.put("environment", environment);
    all.put("leftOut", results.leftOut());
    all.put("failures", results.failures());
    all.put(
        "targets",
        Stream.concat(Target.ALL.stream(), Placement.GIVEN.stream().flatMap(Target::talks))
            .map(target -> target(target, results, environment.judges()))
            .toList());
    all.put("figures", figures);
    return JSON.writeValueAsString(all) + "\n";
  }

  private static Map<String, Object> target(Target target, Results results, boolean judges) {
    var said = new LinkedHashMap<String, Object>();
    said.put("what", target.what());
    said.put("placement", target.placement().id());
    said.put("bound", target.bound());
    target
        .figure()
        .apply(results)
        .ifPresent(
            spread -> {
              said.put("spread", spread);
              if (judges) {
                said.put("met", target.met(spread));
                said.put("near", target.near(spread));
              }
            });
    return said;
  }
}
