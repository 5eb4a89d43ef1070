package dev.handfast.conformance.schedule;

import java.util.IdentityHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What is known of each field of each object that threads use; objects and the names of fields
/// ([Place#field()]) are the very same ones, not equal ones.
final class ByField<T> {
  private final IdentityHashMap<Object, Entry<T>> entries = new IdentityHashMap<>();
  private final Supplier<T> first;

  private record Entry<T>(String field, T known, @Nullable Entry<T> next) {}

  /// @param first what is known before the first use
  ByField(Supplier<T> first) {
    this.first = first;
  }

  /// @param on the object; null for a static field
  /// @param field empty for the object as a whole
  @SuppressWarnings("ReferenceEquality") // an object may say that it equals another
  T of(@Nullable Object on, String field) {
    Object object = on == null ? field : on;
    Entry<T> last = entries.get(object);
    for (Entry<T> each = last; each != null; each = each.next) {
      if (each.field == field) {
        return each.known;
      }
    }
    var entry = new Entry<>(field, first.get(), last);
    entries.put(object, entry);
    return entry.known;
  }
}
