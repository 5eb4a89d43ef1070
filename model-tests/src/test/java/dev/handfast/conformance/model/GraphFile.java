package dev.handfast.conformance.model;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A file of `spec/generated`: the graph of a machine's model as TLC printed it, for whoever has no
/// TLC. Its form stands in `spec/generated/README.md`.
///
/// The first line has a hash of the others, and one of each module that the graph was made from.
public final class GraphFile {
  private static final Path FOLDER = Tlc.MODELS.resolveSibling("generated");
  private static final JsonMapper JSON = new JsonMapper();

  private static final String FIX =
      "write it anew, and look at the difference before you commit it:\n"
          + "  mvn test -pl model-tests -am -Dtest=ModelIsCodeTest -Dhandfast.update=true"
          + " -Dsurefire.failIfNoSpecifiedTests=false";

  private final String machine;
  private final String text;

  GraphFile(String machine, String text) {
    this.machine = machine;
    this.text = text;
  }

  /// The file that a graph belongs into.
  ///
  /// @param machine the module with the machine: `ClientMachine`
  static GraphFile of(String machine, StateGraph graph) throws IOException {
    var lines = GraphLines.of(graph);
    var header = JSON.createObjectNode();
    header.put("machine", machine);
    header.put("states", graph.states());
    header.put("steps", graph.transitions());
    header.set("made_from", JSON.valueToTree(sources(machine)));
    header.put("sha256", hash(lines.getBytes(StandardCharsets.UTF_8)));
    return new GraphFile(machine, JSON.writeValueAsString(header) + "\n" + lines);
  }

  String text() {
    return text;
  }

  /// The graph that is committed, as the model has it today.
  ///
  /// @param machine `ClientMachine` or `ServerMachine`
  /// @throws AssertionError where the file is missing, edited, or older than the model
  public static StateGraph graph(String machine) {
    try {
      GraphFile file = committed(machine).orElseThrow(() -> new AssertionError(missing(machine)));
      file.complaint(sources(machine))
          .ifPresent(
              complaint -> {
                throw new AssertionError(complaint);
              });
      return GraphLines.read(file.lines());
    } catch (IOException failure) {
      throw new AssertionError("the graph of " + machine + " cannot be read", failure);
    }
  }

  /// The file as it is there.
  static Optional<GraphFile> committed(String machine) throws IOException {
    Path file = path(machine);
    return Files.exists(file)
        ? Optional.of(new GraphFile(machine, Files.readString(file)))
        : Optional.empty();
  }

  void write() throws IOException {
    Files.createDirectories(FOLDER);
    Files.writeString(path(machine), text);
  }

  /// What is wrong with the file that is there, if anything is; this one is as it must be.
  Optional<String> complaintAbout(Optional<GraphFile> present) {
    if (present.isEmpty()) {
      return Optional.of(missing(machine));
    }
    Optional<String> complaint = present.get().complaint(sourcesOf(header()));
    return complaint.isEmpty() && !present.get().text.equals(text)
        ? Optional.of("%s is not the graph that TLC has printed; %s".formatted(name(machine), FIX))
        : complaint;
  }

  /// What can be said without TLC.
  ///
  /// @param sources the hashes that the modules have today
  private Optional<String> complaint(Map<String, String> sources) {
    JsonNode header;
    try {
      header = header();
    } catch (RuntimeException _) {
      return Optional.of("%s has no first line that can be read; %s".formatted(name(machine), FIX));
    }
    if (!header
        .path("sha256")
        .asString("")
        .equals(hash(lines().getBytes(StandardCharsets.UTF_8)))) {
      return Optional.of(
          ("%s was changed by hand: its lines are not those of the hash in its first line. It is"
                  + " derived from spec/tla and never edited; %s")
              .formatted(name(machine), FIX));
    }
    Map<String, String> then = sourcesOf(header);
    List<String> changed =
        sources.keySet().stream()
            .filter(module -> !sources.get(module).equals(then.get(module)))
            .toList();
    return changed.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%s is older than %s in spec/tla; %s"
                .formatted(name(machine), String.join(" and ", changed), FIX));
  }

  private JsonNode header() {
    return JSON.readTree(text.lines().findFirst().orElse(""));
  }

  private static Map<String, String> sourcesOf(JsonNode header) {
    var sources = new TreeMap<String, String>();
    header
        .path("made_from")
        .properties()
        .forEach(each -> sources.put(each.getKey(), each.getValue().asString()));
    return sources;
  }

  /// All but the first line.
  private String lines() {
    return text.substring(text.indexOf('\n') + 1);
  }

  private static Map<String, String> sources(String machine) throws IOException {
    var sources = new TreeMap<String, String>();
    for (String file : List.of(machine + ".tla", machine + "Graph.tla", machine + "Graph.cfg")) {
      sources.put(file, hash(Files.readAllBytes(Tlc.MODELS.resolve(file))));
    }
    return sources;
  }

  private static String missing(String machine) {
    return "%s is missing; %s".formatted(name(machine), FIX);
  }

  private static String name(String machine) {
    return "spec/generated/" + path(machine).getFileName();
  }

  private static Path path(String machine) {
    return FOLDER.resolve(machine + ".ndjson");
  }

  private static String hash(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
