package dev.handfast.architecture.canary;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Pattern switches of many kinds, and something for each of their cases.
public final class Switching implements Supplier<List<String>> {

  /// One of two.
  sealed interface Shape {
    /// Says so.
    default String says(Object other) {
      return switch (other) {
        case Shape _ -> "another shape";
        default -> "no shape";
      };
    }
  }

  record Circle(Object middle) implements Shape {}

  record Square(Object corner, int side) implements Shape {}

  /// What the switches say.
  @Override
  public List<String> get() {
    var circle = new Circle("here");
    var everything =
        Arrays.<@Nullable Object>asList(
            null,
            new Circle(""),
            circle,
            new Circle(new Square("there", 1)),
            new Circle(new Circle("")),
            new Square(circle, 2),
            new Square(circle, 1),
            new Square("", 1),
            2,
            1,
            2L,
            new int[3],
            "");
    return everything.stream().map(Switching::about).toList();
  }

  private static String about(@Nullable Object object) {
    return switch (object) {
      case null -> "nothing";
      case Circle(String where) when where.isEmpty() -> "a circle nowhere";
      case Circle(String where) -> "a circle at " + where;
      case Circle(Square(var where, var _)) -> "a circle in a square at " + where;
      case Square(Circle circle, int side) when side > 1 -> "a large square, " + circle.says(side);
      case Square square -> square.says(square.corner());
      case Shape shape -> "a shape " + shape.says(shape);
      case Integer number when number > 1 -> "many";
      case Number number -> "a number like " + number;
      case int[] numbers -> numbers.length + " numbers";
      case Object _ -> "something";
    };
  }
}
