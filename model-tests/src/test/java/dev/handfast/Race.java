package dev.handfast;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Names the entries of `spec/races.yaml` whose bug makes a test fail.
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Race {
  /// The entries' ids, such as `R5`.
  String[] value();
}
