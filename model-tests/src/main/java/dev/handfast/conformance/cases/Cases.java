package dev.handfast.conformance.cases;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// The cases of `spec/cases`, as they are packed with this module.
public final class Cases {
  private static final YAMLMapper MAPPER = new YAMLMapper();

  private Cases() {}

  /// All groups for a role, in the suite's order.
  ///
  /// @param role `client` or `server`
  /// @throws BadCase where a file says something that nobody can do
  public static List<Group> of(String role) {
    JsonNode named = file("words.yaml");
    var groups = new ArrayList<Group>();
    for (JsonNode name : file("index.yaml").path(role)) {
      String file = role + "/" + name.asString() + ".yaml";
      groups.add(new CaseReader(file, file(file), named).read());
    }
    return groups;
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
