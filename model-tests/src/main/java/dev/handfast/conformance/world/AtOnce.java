package dev.handfast.conformance.world;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/// Messages that several callers sent at the same time: any order that keeps each caller's own is
/// right.
public final class AtOnce {
  private final List<List<String>> groups = new ArrayList<>();

  /// Nobody has sent yet.
  public AtOnce() {}

  /// Notes the tags of one such group, in the order in which an account has them.
  public void group(List<String> tags) {
    groups.add(List.copyOf(tags));
  }

  /// The texts, with the tags of each group in the account's order where the seen order is right.
  public List<String> inOrder(List<String> texts) {
    var ordered = new ArrayList<>(texts);
    for (List<String> group : groups) {
      List<Integer> places = new ArrayList<>();
      List<String> members = new ArrayList<>();
      for (int i = 0; i < texts.size(); i++) {
        if (group.contains(tag(texts.get(i)))) {
          places.add(i);
          members.add(texts.get(i));
        }
      }
      if (keepsEachCallersOrder(group, members)) {
        members.sort(Comparator.comparingInt(text -> group.indexOf(tag(text))));
        for (int i = 0; i < places.size(); i++) {
          ordered.set(places.get(i), members.get(i));
        }
      }
    }
    return ordered;
  }

  private static boolean keepsEachCallersOrder(List<String> group, List<String> members) {
    return members.stream()
        .map(AtOnce::tag)
        .collect(Collectors.groupingBy(tag -> tag.charAt(0)))
        .values()
        .stream()
        .allMatch(
            own ->
                own.equals(own.stream().sorted(Comparator.comparingInt(group::indexOf)).toList()));
  }

  private static String tag(String text) {
    return text.substring(text.lastIndexOf(' ') + 1);
  }
}
