package dev.handfast.conformance.cases;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// The cases of `spec/cases`, as they are packed with this module.
public final class Cases {
  private static final YAMLMapper MAPPER = new YAMLMapper();

  /// Whoever plays a case asks for all of them: to read them once more costs more than to play one.
  private static final Map<String, List<Group>> READ = new ConcurrentHashMap<>();

  private Cases() {}

  /// All groups for a role, in the suite's order; they are read once. For any thread.
  ///
  /// @param role `client` or `server`
  /// @throws BadCase where a file says something that nobody can do
  public static List<Group> of(String role) {
    return READ.computeIfAbsent(role, Cases::read);
  }

  private static List<Group> read(String role) {
    JsonNode named = file("words.yaml");
    var groups = new ArrayList<Group>();
    for (JsonNode name : file("index.yaml").path(role)) {
      String file = role + "/" + name.asString() + ".yaml";
      groups.add(new CaseReader(file, file(file), named).read());
    }
    return List.copyOf(groups);
  }

  private static JsonNode file(String name) {
    try (InputStream file =
        Objects.requireNonNull(Cases.class.getResourceAsStream(name), "no resource " + name)) {
      return MAPPER.readTree(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
