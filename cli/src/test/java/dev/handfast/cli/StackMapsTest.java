package dev.handfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class StackMapsTest {
  @TempDir private static Path directory;
  private static Path jar = Path.of("");
  private static List<Integer> before = List.of();

  @BeforeAll
  static void rewrite_a_jar_with_old_classes() throws Exception {
    Path picocli =
        Path.of(CommandLine.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    jar = Files.copy(picocli, directory.resolve("picocli.jar"));
    before = versions(jar);
    StackMaps.main(new String[] {jar.toString()});
  }

  @Test
  void no_class_is_without_stack_maps_afterwards() throws IOException {
    assertThat(before).as("the jar as it is").anyMatch(version -> version < 50);
    assertThat(versions(jar)).hasSameSizeAs(before).allMatch(version -> version >= 51);
    assertThat(directory).isDirectoryNotContaining("glob:**.new");
  }

  @Test
  void the_jvm_verifies_every_class_afterwards() throws Exception {
    try (var loader =
        new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
      for (String name : classes(jar)) {
        Class.forName(name, true, loader); // which links it first
      }
      assertThat(loader.loadClass("picocli.CommandLine").getClassLoader()).isSameAs(loader);
    }
  }

  @Test
  void a_jar_without_old_classes_is_left_alone() throws IOException {
    Path modern = directory.resolve("modern.jar");
    try (var to = new JarOutputStream(Files.newOutputStream(modern))) {
      to.putNextEntry(new JarEntry("Own.class"));
      to.write(bytesOf(StackMapsTest.class));
      to.putNextEntry(new JarEntry("text"));
    }
    byte[] before = Files.readAllBytes(modern);

    StackMaps.main(new String[] {modern.toString()});

    assertThat(modern).hasBinaryContent(before);
    assertThat(directory).isDirectoryNotContaining("glob:**.new");
  }

  private static byte[] bytesOf(Class<?> type) throws IOException {
    try (var in = type.getResourceAsStream(type.getSimpleName() + ".class")) {
      return in == null ? new byte[0] : in.readAllBytes();
    }
  }

  private static List<String> classes(Path jar) throws IOException {
    try (var file = new JarFile(jar.toFile())) {
      return file.stream()
          .map(JarEntry::getName)
          .filter(name -> name.endsWith(".class") && !name.endsWith("-info.class"))
          .filter(name -> !name.startsWith("META-INF"))
          .map(name -> name.replace('/', '.').substring(0, name.length() - ".class".length()))
          .toList();
    }
  }

  private static List<Integer> versions(Path jar) throws IOException {
    try (var file = new JarFile(jar.toFile())) {
      return file.stream()
          .filter(entry -> entry.getName().endsWith(".class"))
          .map(entry -> version(file, entry))
          .toList();
    }
  }

  private static int version(JarFile file, JarEntry entry) {
    try (var in = new DataInputStream(file.getInputStream(entry))) {
      in.skipNBytes(6); // the magic number and the minor version
      return in.readUnsignedShort();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
