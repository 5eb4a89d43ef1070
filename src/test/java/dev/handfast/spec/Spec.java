package dev.handfast.spec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Where the specification and the sources of the tests lie.
final class Spec {
  /// The repository's root: given by the build, or found from the working directory upwards.
  static final Path ROOT = root();

  private Spec() {}

  static Path protocol() {
    return ROOT.resolve("spec/PROTOCOL.md");
  }

  static Path rules() {
    return ROOT.resolve("spec/rules.yaml");
  }

  static Path races() {
    return ROOT.resolve("spec/races.yaml");
  }

  static Path zoo() {
    return ROOT.resolve("spec/zoo.yaml");
  }

  static Path readme() {
    return ROOT.resolve("spec/README.md");
  }

  static Path manifest() {
    return ROOT.resolve("spec/manifest.yaml");
  }

  static Path models() {
    return ROOT.resolve("spec/tla");
  }

  static Path lock() {
    return ROOT.resolve("spec/rules.lock");
  }

  /// The folders of test sources, of all modules.
  static List<Path> testSources() {
    return List.of(
        ROOT.resolve("src/test/java"),
        ROOT.resolve("model-tests/src/test/java"),
        ROOT.resolve("cli/src/test/java"));
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path root() {
    Path given = Path.of(System.getProperty("handfast.root", "")).toAbsolutePath();
    for (Path at = given; at != null; at = at.getParent()) {
      if (Files.exists(at.resolve("spec/PROTOCOL.md"))) {
        return at;
      }
    }
    throw new IllegalStateException(
        "no spec/PROTOCOL.md in or above %s; run the tests inside the repository".formatted(given));
  }
}
