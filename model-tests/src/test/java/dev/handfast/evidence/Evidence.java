package dev.handfast.evidence;

import dev.handfast.conformance.verdict.Breach;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/// Writes down what a test class saw, a line each, in a file of its own below `target/evidence`.
///
/// The file begins anew with each process, and says which build it is of.
public final class Evidence {
  /// What a rung names where no rule of section 8 says it, and the tables of section 10 do.
  public static final String TABLE = Breach.TABLE;

  static final String BUILD = "build";
  static final String KILLED = "killed";
  static final String BLIND = "blind";
  static final String FIGURE = "figure";
  static final String SAMPLE = "sample";

  private final Path file;
  private final Lock lock = new ReentrantLock();
  private boolean begun;

  private Evidence(Path file) {
    this.file = file;
  }

  /// The evidence of a test class: keep one for all its tests.
  public static Evidence of(Class<?> test) {
    return named(test.getName());
  }

  static Evidence named(String name) {
    Path folder = Path.of(System.getProperty("handfast.root", ".."), "model-tests/target/evidence");
    return new Evidence(folder.resolve(name + ".tsv"));
  }

  /// A rung noticed a mutant.
  ///
  /// @param named the rules that the reason names
  /// @param steps how long the shortest way to see it is
  /// @param shows the reason, in a line
  public void killed(String mutant, Rung rung, Collection<String> named, int steps, String shows) {
    Set<String> wanted = Zoo.get().rules(mutant);
    String rule =
        named.stream()
            .filter(wanted::contains)
            .findFirst()
            .orElseGet(() -> named.stream().findFirst().orElse("no rule"));
    line(KILLED, mutant, rung.word(), rule, Integer.toString(steps), shows);
  }

  /// A rung looked at a mutant and noticed nothing.
  ///
  /// @param looked how far it looked
  public void blind(String mutant, Rung rung, String looked) {
    line(BLIND, mutant, rung.word(), looked);
  }

  /// Something that is the same in every run.
  public void figure(String name, Object value) {
    line(FIGURE, name, value.toString());
  }

  /// Something that is another thing in the next run, or after the next change of the library.
  public void sample(String name, Object value) {
    line(SAMPLE, name, value.toString());
  }

  private void begin() throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, BUILD + "\t" + System.getProperty("handfast.build", "by hand") + "\n");
  }

  private void line(String... parts) {
    List<String> clean = List.of(parts).stream().map(part -> part.replaceAll("\\s+", " ")).toList();
    lock.lock();
    try {
      if (!begun) { // not before there is something to say: a class may be loaded in two processes
        begun = true;
        begin();
      }
      Files.writeString(
          file,
          String.join("\t", clean) + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } finally {
      lock.unlock();
    }
  }
}
