package dev.handfast.cli.json;

/// One line of input: an object, or what is wrong with it.
public sealed interface JsonLine {

  /// The line's number, from 1.
  long number();

  /// A JSON object.
  ///
  /// @param number the line's number
  /// @param fields what it says
  record Good(long number, JsonFields fields) implements JsonLine {}

  /// Something else.
  ///
  /// @param number the line's number
  /// @param got what it is, shortened
  /// @param wanted what would be right
  record Bad(long number, String got, String wanted) implements JsonLine {}
}
