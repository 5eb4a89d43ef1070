package dev.handfast.message;

import dev.handfast.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/// JSON read from its bytes, beside Jackson's reading of the same text.
@Rule({"HF-17", "HF-22"})
class PlainJsonProperties implements MessageProviders {
  private static final Pattern TOKENS =
      Pattern.compile("\"(?:\\\\.|[^\"\\\\])*\"|[\\[\\]{}:,]|[^\\[\\]{}:,\"]+");
  private static final List<String> SPACES = List.of("", "", " ", "\t", "\r", " \t\r ");

  private final MessageWriter writer = new MessageWriter();

  /// Replaces some characters of a text.
  ///
  /// @param place where, counted around the text's length
  /// @param length how many
  /// @param by what comes there
  record Spoiling(int place, int length, String by) {
    String of(String text) {
      int from = Math.floorMod(place, text.length() + 1);
      int to = Math.min(text.length(), from + length);
      String spoilt = text.substring(0, from) + by + text.substring(to);
      return Surrogates.paired(spoilt) ? spoilt : text;
    }
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void each_frame_of_ours_is_read_from_its_bytes_unless_it_has_a_rare_form(
      @ForAll("messages") Message message) {
    String frame = writer.write(message).text();

    Readings.assertSame(frame);
    Statistics.label("rare")
        .collect(Readings.rare(frame))
        .coverage(coverage -> coverage.check(false).percentage(share -> share > 40));
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void each_value_is_read_from_its_bytes_however_it_is_spaced(
      @ForAll("values") Json value, @ForAll Random random) {
    Readings.assertSame(spaced(value.text(), random));
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void a_spoilt_frame_is_read_as_jackson_reads_it(
      @ForAll("messages") Message message, @ForAll("spoilings") List<Spoiling> spoilings) {
    String text = writer.write(message).text();
    for (Spoiling spoiling : spoilings) {
      text = spoiling.of(text);
    }

    Readings.assertSame(text);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void a_spoilt_value_is_read_as_jackson_reads_it(
      @ForAll("values") Json value, @ForAll("spoilings") List<Spoiling> spoilings) {
    String text = value.text();
    for (Spoiling spoiling : spoilings) {
      text = spoiling.of(text);
    }

    Readings.assertSame(text);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void a_frame_with_more_members_is_read_as_jackson_reads_it(
      @ForAll("messages") Message message,
      @ForAll("names") String name,
      @ForAll("values") Json value,
      @ForAll Random random) {
    String frame = writer.write(message).text();
    List<Integer> places = memberPlaces(frame);
    int place = places.get(random.nextInt(places.size()));

    Readings.assertSame(
        frame.substring(0, place) + name + ":" + value.text() + "," + frame.substring(place));
  }

  /// Where a member of the outermost object begins.
  private static List<Integer> memberPlaces(String frame) {
    var places = new ArrayList<Integer>();
    int depth = 0;
    Matcher token = TOKENS.matcher(frame);
    while (token.find()) {
      depth +=
          switch (token.group()) {
            case "{", "[" -> 1;
            case "}", "]" -> -1;
            default -> 0;
          };
      if (depth == 1 && (places.isEmpty() || token.group().equals(","))) {
        places.add(token.end());
      }
    }
    return places;
  }

  private static String spaced(String json, Random random) {
    return space(random)
        + TOKENS
            .matcher(json)
            .replaceAll(token -> Matcher.quoteReplacement(token.group() + space(random)));
  }

  private static String space(Random random) {
    return SPACES.get(random.nextInt(SPACES.size()));
  }

  /// Names that frames have, also spelt otherwise, and names that they have not.
  @Provide
  Arbitrary<String> names() {
    return Arbitraries.of(
        "\"id\"",
        "\"type\"",
        "\"timestamp\"",
        "\"childId\"",
        "\"content\"",
        "\"ID\"",
        "\"\\u0069d\"",
        "\"t\\u0079pe\"",
        "\"\"",
        "\"é\"",
        "\"😀\"",
        "\"\\ud800\"",
        "\"a\\nb\"",
        "\"__proto__\"",
        "\"" + "n".repeat(300) + "\"");
  }

  @Provide
  Arbitrary<List<Spoiling>> spoilings() {
    Arbitrary<String> pieces =
        Arbitraries.of(
            "",
            "\"",
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "null",
            "true",
            "fals",
            "x",
            " ",
            "\t",
            "\r",
            "\u0000",
            "\u001f",
            "\u007f",
            "\uFEFF",
            "é",
            "😀",
            "\uFFFD",
            "\\",
            "\\u",
            "\\n",
            "\\/",
            "\\x",
            "\\u0041",
            "\\ud83d\\ude00",
            "\\ud800",
            "0",
            "-",
            "-0",
            "00",
            ".",
            "1.",
            ".5",
            "1e9",
            "E",
            "e+",
            "9223372036854775808",
            "1".repeat(1_001),
            "\"id\":1,",
            "\"a\":1,\"a\":1",
            "[".repeat(500),
            "[".repeat(501),
            "{\"a\":");
    return Combinators.combine(Arbitraries.integers(), Arbitraries.integers().between(0, 4), pieces)
        .as(Spoiling::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(3);
  }
}
