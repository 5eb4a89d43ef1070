package dev.handfast.conformance.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// The order that counts: requests end together, and which of them first, nobody can tell.
final class Order {
  private Order() {}

  /// The effects, with neighbours that end requests sorted by request.
  static List<Map<String, Object>> ofRequests(List<Map<String, Object>> effects) {
    var ordered = new ArrayList<Map<String, Object>>();
    var run = new ArrayList<Map<String, Object>>();
    for (Map<String, Object> effect : effects) {
      if (!endsARequest(effect)) {
        flush(run, ordered);
        ordered.add(effect);
      } else {
        run.add(effect);
      }
    }
    flush(run, ordered);
    return ordered;
  }

  private static boolean endsARequest(Map<String, Object> effect) {
    return effect.get("type").equals("EndRequest")
        || (effect.get("type").equals("Disarm") && effect.get("detail").equals("RequestTimeout"));
  }

  private static void flush(List<Map<String, Object>> run, List<Map<String, Object>> into) {
    run.sort(Comparator.comparing(effect -> (Long) effect.get("id")));
    into.addAll(run);
    run.clear();
  }
}
