package dev.handfast.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.Role;
import dev.handfast.architecture.canary.Switching;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.runtime.SwitchBootstraps;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Pattern switches are linked when the library is built, not when a worker starts
/// (`.ci/PatternSwitches.java`).
class PatternSwitchesTest {
  private static final ClassFile FILES = ClassFile.of();
  private static final ClassDesc BOOTSTRAPS =
      SwitchBootstraps.class.describeConstable().orElseThrow();
  private static final String PACKAGE = "dev/handfast/architecture/canary";

  @TempDir private Path folder;

  @Test
  void nothing_that_ships_links_a_switch_when_it_gets_there() throws Exception {
    assertThat(linking(Sources.classesOf(Role.class).resolve("dev/handfast"))).isEmpty();
  }

  @Test
  void a_switch_answers_as_the_compiler_meant_it() throws Exception {
    copyCanary();
    assertThat(linking(folder)).as("as the compiler leaves it").isNotEmpty();

    rewrite();

    assertThat(linking(folder)).isEmpty();
    var asCompiled = new Switching();
    assertThat(rewritten().get()).isEqualTo(asCompiled.get());
    assertThat(asCompiled.get()).as("an answer for each case").hasSize(13).doesNotHaveDuplicates();
  }

  /// The classes that have switches over types, once for each.
  private static List<String> linking(Path classes) throws IOException {
    try (Stream<Path> files = Files.walk(classes)) {
      return files
          .filter(file -> file.toString().endsWith(".class"))
          .flatMap(
              file ->
                  instructions(file)
                      .filter(PatternSwitchesTest::linksTypes)
                      .map(_ -> file.getFileName().toString()))
          .toList();
    }
  }

  private static Stream<CodeElement> instructions(Path file) {
    try {
      return FILES.parse(file).methods().stream()
          .flatMap(method -> method.code().stream())
          .flatMap(CodeModel::elementStream);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  private static boolean linksTypes(CodeElement element) {
    return element instanceof InvokeDynamicInstruction call
        && call.bootstrapMethod().owner().equals(BOOTSTRAPS)
        && call.bootstrapArgs().stream().allMatch(ClassDesc.class::isInstance);
  }

  private void copyCanary() throws IOException {
    Path from = Sources.classesOf(Switching.class);
    Path into = Files.createDirectories(folder.resolve(PACKAGE));
    try (Stream<Path> files = Files.list(from.resolve(PACKAGE))) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (file.getFileName().toString().startsWith("Switching")) {
          Files.copy(file, into.resolve(file.getFileName()));
        }
      }
    }
  }

  /// As the build does it.
  private void rewrite() throws Exception {
    Process tool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                Path.of("..", ".ci", "PatternSwitches.java").toString(),
                folder.toString())
            .inheritIO()
            .start();
    assertThat(tool.waitFor()).isZero();
  }

  private Supplier<?> rewritten() throws Exception {
    var loader =
        new ClassLoader(getClass().getClassLoader()) {
          @Override
          protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(Switching.class.getName())) {
              return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
          }

          private Class<?> define(String name) throws ClassNotFoundException {
            try {
              byte[] bytes = Files.readAllBytes(folder.resolve(name.replace('.', '/') + ".class"));
              return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException missing) {
              throw new ClassNotFoundException(name, missing);
            }
          }
        };
    return (Supplier<?>) loader.loadClass(Switching.class.getName()).getConstructor().newInstance();
  }
}
