import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Checks or applies the format of every Java file: `java .ci/Format.java check|apply ROOT...`.
///
/// Started by the build with google-java-format on the class path and the compiler's inside open.
final class Format {

  private static final Formatter FORMATTER =
      new Formatter(JavaFormatterOptions.builder().reorderModifiers(true).build());

  public static void main(String[] arguments) throws IOException {
    boolean apply = arguments[0].equals("apply");
    List<Path> files = new ArrayList<>();
    for (int i = 1; i < arguments.length; i++) {
      files.addAll(javaFiles(Path.of(arguments[i])));
    }
    List<Path> changed = files.parallelStream().filter(file -> changes(file, apply)).toList();
    changed.forEach(file -> System.err.println((apply ? "formatted " : "not formatted: ") + file));
    if (!apply && !changed.isEmpty()) {
      System.err.println(changed.size() + " file(s) not formatted; to fix: mvn validate -Pformat");
      System.exit(1);
    }
  }

  private static boolean changes(Path file, boolean apply) {
    try {
      String before = Files.readString(file);
      String after = formatted(file, before);
      boolean changes = !after.equals(before);
      if (changes && apply) {
        Files.writeString(file, after);
      }
      return changes;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static List<Path> javaFiles(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.toString().contains("/target/"))
          .sorted()
          .toList();
    }
  }

  private static String formatted(Path file, String source) {
    try {
      return FORMATTER.formatSourceAndFixImports(source);
    } catch (FormatterException problem) {
      throw new IllegalArgumentException(file + ": " + problem.getMessage(), problem);
    }
  }
}
