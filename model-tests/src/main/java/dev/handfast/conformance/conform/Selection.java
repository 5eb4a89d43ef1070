package dev.handfast.conformance.conform;

import dev.handfast.conformance.cases.Case;
import dev.handfast.conformance.cases.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which cases are run.
///
/// @param patterns of ids, with `*` for any text; none stands for all cases
/// @param shard the part of them
public record Selection(List<String> patterns, Shard shard) {
  /// Each 16th byte of a frame: about ten of them.
  private static final int SAMPLE = 16;

  private static final Pattern PLACE = Pattern.compile(".*/(\\d+)");

  /// Takes a copy.
  public Selection {
    patterns = List.copyOf(patterns);
  }

  /// One of several equal parts.
  ///
  /// @param index from 1
  /// @param count of parts
  public record Shard(int index, int count) {
    /// Everything.
    public static final Shard ALL = new Shard(1, 1);

    private static final Pattern FORM = Pattern.compile("(\\d{1,4})/(\\d{1,4})");

    /// `1/4`, where that is one of so many.
    public static Optional<Shard> of(String text) {
      Matcher matcher = FORM.matcher(text);
      if (!matcher.matches()) {
        return Optional.empty();
      }
      var shard = new Shard(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
      return shard.index >= 1 && shard.index <= shard.count ? Optional.of(shard) : Optional.empty();
    }
  }

  /// Of these, the ones that are run: the first one of a group is its smoke case here.
  public List<Group> of(List<Group> groups) {
    var chosen = new ArrayList<Group>();
    int number = 0;
    for (Group group : groups) {
      var cases = new ArrayList<Case>();
      for (Case test : group.cases()) {
        if (matches(test.info().id()) && number++ % shard.count == shard.index - 1) {
          cases.add(test);
        }
      }
      if (!cases.isEmpty()) {
        chosen.add(new Group(group.name(), group.title(), group.after(), cases));
      }
    }
    return chosen;
  }

  /// Of the cases that differ in a byte's place only, each 16th: where each case costs a process.
  public static List<Group> sample(List<Group> groups) {
    return groups.stream()
        .map(
            group ->
                new Group(
                    group.name(),
                    group.title(),
                    group.after(),
                    group.cases().stream().filter(Selection::isInSample).toList()))
        .filter(group -> !group.cases().isEmpty())
        .toList();
  }

  private static boolean isInSample(Case test) {
    Matcher place = PLACE.matcher(test.info().id());
    return !place.matches() || Integer.parseInt(place.group(1)) % SAMPLE == 1;
  }

  private boolean matches(String id) {
    return patterns.isEmpty()
        || patterns.stream()
            .anyMatch(pattern -> id.matches("\\Q" + pattern.replace("*", "\\E.*\\Q") + "\\E"));
  }
}
