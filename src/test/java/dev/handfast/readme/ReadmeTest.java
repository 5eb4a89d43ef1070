package dev.handfast.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// README's example, compiled and run as a program of its own.
final class ReadmeTest {
  private static final int HUNG_SECONDS = 60;

  @TempDir Path folder;

  @Test
  void the_example_prints_what_the_readme_says() throws Exception {
    Path example = folder.resolve("Example.java");
    Path output = folder.resolve("output");
    Files.writeString(example, block("```java\n"));
    var builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + Files.createDirectory(folder.resolve("t")),
                "--class-path",
                System.getProperty("java.class.path"),
                example.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().keySet().removeIf(name -> name.contains("JAVA"));

    Process process = builder.start();
    try {
      assertThat(process.waitFor(HUNG_SECONDS, TimeUnit.SECONDS)).as("ends").isTrue();
    } finally {
      process.destroyForcibly();
    }

    try (Stream<Path> left = Files.list(folder.resolve("t"))) {
      assertThat(left)
          .as("directories of sockets")
          .noneMatch(path -> path.getFileName().toString().startsWith("hf-"));
    }
    List<String> said = block("```text\n").lines().toList();
    assertThat(Files.readAllLines(output)).containsExactlyInAnyOrderElementsOf(said);
  }

  @Test
  void the_readme_is_short_enough_to_be_read() throws IOException {
    assertThat(readme().lines().count()).isLessThanOrEqualTo(150);
  }

  @Test
  void every_link_of_the_readme_leads_somewhere() throws IOException {
    var links = Pattern.compile("\\]\\(([^)]+)\\)").matcher(readme());
    Path root = root();
    assertThat(links.results().map(link -> root.resolve(link.group(1))).toList())
        .isNotEmpty()
        .allSatisfy(target -> assertThat(target).exists());
  }

  private static String block(String opening) throws IOException {
    String text = readme();
    int from = text.indexOf(opening) + opening.length();
    return text.substring(from, text.indexOf("```", from));
  }

  private static String readme() throws IOException {
    return Files.readString(root().resolve("README.md"));
  }

  private static Path root() {
    Path here = Path.of("").toAbsolutePath();
    return Files.exists(here.resolve("README.md")) ? here : here.getParent();
  }
}
