package dev.handfast.conformance.conform;

import dev.handfast.conformance.cases.Case;
import dev.handfast.conformance.cases.Group;
import dev.handfast.conformance.suite.CaseResult;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Failures that are expected, each with its reason. The cases still run: one that passes, each way
/// in which it is run, makes the baseline stale.
public final class Baseline {
  private static final YAMLMapper MAPPER =
      YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /// Nothing is expected to fail.
  public static final Baseline NONE = new Baseline(Map.of());

  private final Map<String, String> reasons;

  private Baseline(Map<String, String> reasons) {
    this.reasons = new LinkedHashMap<>(reasons);
  }

  /// Reads a YAML file in which each id has its reason: `C-EARLY-WAITS: issue 12, a fix is on its
  /// way`.
  ///
  /// @throws IllegalArgumentException where it is no such file
  public static Baseline read(Path file) {
    try {
      JsonNode root = MAPPER.readTree(file.toFile());
      if (root.isMissingNode() || root.isNull()) {
        return NONE; // everything was mended, and perhaps a comment is left
      }
      if (!root.isObject()) {
        throw new IllegalArgumentException(
            "%s: got no list of ids with their reasons, wanted `ID: reason` a line"
                .formatted(file));
      }
      var reasons = new LinkedHashMap<String, String>();
      for (Map.Entry<String, JsonNode> entry : root.properties()) {
        String reason = entry.getValue().asString("").strip();
        if (reason.isEmpty()) {
          throw new IllegalArgumentException(
              "%s: got no reason for %s, wanted one".formatted(file, entry.getKey()));
        }
        reasons.put(entry.getKey(), reason);
      }
      return new Baseline(reasons);
    } catch (JacksonException unreadable) {
      throw new IllegalArgumentException(
          "%s: no baseline can be read there: %s".formatted(file, unreadable.getOriginalMessage()),
          unreadable);
    }
  }

  /// The same, where every id of it is one of these cases.
  ///
  /// @throws IllegalArgumentException where one is not
  public Baseline over(List<Group> groups) {
    Set<String> known =
        groups.stream()
            .flatMap(group -> group.cases().stream())
            .map((Case test) -> test.info().id())
            .collect(Collectors.toSet());
    for (String id : reasons.keySet()) {
      if (!known.contains(id)) {
        throw new IllegalArgumentException(
            "the baseline: got %s, wanted the id of a case; `--list` has them all".formatted(id));
      }
    }
    return this;
  }

  /// The ids.
  public List<String> ids() {
    return List.copyOf(reasons.keySet());
  }

  /// The same results, with their reasons where their failure is expected.
  public List<CaseResult> judged(List<CaseResult> results) {
    return results.stream().map(this::judged).toList();
  }

  /// The same result, with its reason where its failure is expected.
  public CaseResult judged(CaseResult result) {
    return isExpected(result) && result.verdict().isBad()
        ? new CaseResult(
            result.info(),
            result.way(),
            result.verdict(),
            result.failure(),
            reasons.getOrDefault(result.info().id(), ""),
            result.took())
        : result;
  }

  private boolean isExpected(CaseResult result) {
    return reasons.containsKey(result.info().id());
  }
}
