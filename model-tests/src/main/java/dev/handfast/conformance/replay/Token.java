package dev.handfast.conformance.replay;

import dev.handfast.conformance.schedule.Choices;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/// A recording as one word that fits on a command line and into a file, and needs nothing else.
///
/// ```
/// token    = "hf1" ":" kind ":" place ":" [step *("," step)] ":" checksum
/// kind     = "client" / "server" / "walk" / "schedule"
/// place    = client:   arrival "/" room "/" pipe "/" chunk
///          / server:   duplicates "/" limit "/" chunk
///          / walk:     role "/" view "/" chunk
///          / schedule: the race's title, with "-" for " "
/// checksum = 8 hex digits, the CRC-32 of all that stands before the last ":"
/// ```
///
/// The steps are spelled in [ClientSpelling] and [ServerSpelling]; a walk's are names of stimuli, a
/// schedule's are `TURN=CHOICE`. The number behind `hf` is the grammar's version.
///
/// @param recording what it stands for
public record Token(Recording recording) {
  /// What tokens of this version begin with.
  static final String VERSION = "hf1";

  private static final String COPY = "copy the whole token from where it was printed";
  private static final int PARTS = 5;

  /// Reads a token.
  ///
  /// @throws BadToken where it is none, is damaged, or is another version's
  public static Token parse(String text) {
    String token = text.strip();
    String[] parts = token.split(":", -1);
    if (!parts[0].matches("hf[0-9]{1,4}")) {
      throw new BadToken("its beginning", token, VERSION + ":…", COPY);
    }
    if (!parts[0].equals(VERSION)) {
      throw new BadToken(
          "its version",
          parts[0],
          VERSION,
          "play it with the version of handfast that printed it, or find the failure again");
    }
    if (parts.length != PARTS) {
      throw new BadToken("its parts", token, "five parts with `:` between them", COPY);
    }
    String sum = checksum(token.substring(0, token.lastIndexOf(':')));
    if (!parts[4].equals(sum)) {
      throw new BadToken("its checksum", parts[4], sum + ", as the rest of it says", COPY);
    }
    List<String> steps = parts[3].isEmpty() ? List.of() : List.of(parts[3].split(",", -1));
    return new Token(recording(parts[1], parts[2], steps));
  }

  private static Recording recording(String kind, String place, List<String> steps) {
    return switch (kind) {
      case "client" -> new Recording.ClientLife(ClientSpelling.script(place, steps));
      case "server" -> new Recording.ServerLife(ServerSpelling.script(place, steps));
      case "walk" -> new Recording.Walked(WalkSpelling.walk(place, steps));
      case "schedule" -> new Recording.Schedule(place.replace('-', ' '), choices(steps));
      default ->
          throw new BadToken(
              "its kind",
              kind,
              "client, server, walk or schedule",
              "a later version of handfast may know it");
    };
  }

  private static Choices choices(List<String> steps) {
    try {
      return Choices.parse(String.join(" ", steps));
    } catch (IllegalArgumentException _) {
      throw new BadToken(
          "its choices", String.join(",", steps), "TURN=CHOICE, such as 17=1,40=2", COPY);
    }
  }

  /// The token's text.
  @Override
  public String toString() {
    String body =
        VERSION
            + ":"
            + switch (recording) {
              case Recording.ClientLife(var script) ->
                  "client:" + ClientSpelling.place(script) + ":" + ClientSpelling.steps(script);
              case Recording.ServerLife(var script) ->
                  "server:" + ServerSpelling.place(script) + ":" + ServerSpelling.steps(script);
              case Recording.Walked(var walk) ->
                  "walk:" + WalkSpelling.place(walk) + ":" + String.join(",", walk.stimuli());
              case Recording.Schedule(String scenario, Choices choices) ->
                  "schedule:"
                      + scenario.replace(' ', '-')
                      + ":"
                      + choices.toString().replace(' ', ',');
            };
    return body + ":" + checksum(body);
  }

  private static String checksum(String body) {
    var sum = new CRC32();
    sum.update(body.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().toHexDigits((int) sum.getValue());
  }

  /// A number of a place.
  static int number(String where, String text, int least, int most) {
    if (text.matches("[0-9]{1,9}")) {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw new BadToken(where, text, "a number from %d to %d".formatted(least, most), COPY);
  }

  /// One of the names of an enum.
  static <E extends Enum<E>> E named(String where, String text, Class<E> type) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> constant.name().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new BadToken(
                    where,
                    text,
                    Arrays.stream(type.getEnumConstants())
                        .map(Enum::name)
                        .collect(Collectors.joining(", ", "one of ", "")),
                    COPY));
  }

  /// The parts of a place, so many.
  static String[] parts(String place, int count, String wanted) {
    String[] parts = place.split("/", -1);
    if (parts.length != count) {
      throw new BadToken("its place", place, wanted, COPY);
    }
    return parts;
  }

  static BadToken badStep(int number, String got, String wanted) {
    return new BadToken("step " + number, got, wanted, COPY);
  }
}
