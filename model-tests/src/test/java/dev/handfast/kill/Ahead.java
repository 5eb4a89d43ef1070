package dev.handfast.kill;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A class path with its classes loaded and linked ahead of time, which is most of what so short a
/// life does. Only jars can be: each folder of classes becomes one.
///
/// To make it costs as much as a dozen lives: the first test process of a build does it for all. A
/// space would cut the options of the JVM that makes the cache; where the build stands in a folder
/// with one, there is no cache.
///
/// @param classPath of jars
/// @param cache that fits it
record Ahead(String classPath, Path cache) {
  private static final Path FOLDER =
      Path.of(System.getProperty("handfast.root", ".."), "model-tests", "target", "ahead")
          .toAbsolutePath()
          .normalize();

  /// Empty where no build runs the tests: then everything is made anew.
  private static final String BUILD = System.getProperty("handfast.build", "");

  /// 3 min: only a process that hangs takes so long.
  private static final int HUNG = 3;

  /// A faster start, where the cache could be made; why it could not stands in `printed.txt`.
  List<String> options() {
    List<String> plain = List.of("-cp", classPath);
    return Files.exists(cache)
        ? Stream.concat(Stream.of("-XX:AOTCache=" + cache), plain.stream()).toList()
        : plain;
  }

  /// Made by a [Rehearsal], unless this build has it already.
  ///
  /// @param java which JVM
  /// @param classPath folders and jars
  static Ahead of(List<String> java, List<Path> classPath)
      throws IOException, InterruptedException {
    Files.createDirectories(FOLDER);
    Path made = FOLDER.resolve("build.txt");
    var ahead =
        new Ahead(
            classPath.stream()
                .map(entry -> Files.isDirectory(entry) ? jarOf(entry) : entry)
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator)),
            FOLDER.resolve("cache"));
    try (var file =
            FileChannel.open(
                FOLDER.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var _ = file.lock()) {
      if (BUILD.isEmpty() || Files.notExists(made) || !Files.readString(made).equals(BUILD)) {
        Files.deleteIfExists(made);
        classPath.stream().filter(Files::isDirectory).forEach(Ahead::pack);
        ahead.make(java);
        Files.writeString(made, BUILD);
      }
    }
    return ahead;
  }

  private void make(List<String> java) throws IOException, InterruptedException {
    Files.deleteIfExists(cache);
    Path printed = FOLDER.resolve("printed.txt");
    List<String> options = List.of("-XX:AOTCacheOutput=" + cache, "-cp", classPath);
    Process rehearsal =
        new ProcessBuilder(
                Stream.of(java, options, List.of(Rehearsal.class.getName()))
                    .flatMap(List::stream)
                    .toList())
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start();
    if (!rehearsal.waitFor(HUNG, TimeUnit.MINUTES)) {
      rehearsal.descendants().forEach(ProcessHandle::destroyForcibly);
      rehearsal.destroyForcibly();
      throw new AssertionError("it hangs: " + Files.readString(printed));
    }
    if (rehearsal.exitValue() != 0 && !cache.toString().contains(" ")) {
      throw new AssertionError("the rehearsal failed: " + Files.readString(printed));
    }
  }

  /// Named after a whole path, for all folders of classes are called `classes`.
  private static Path jarOf(Path classes) {
    return FOLDER.resolve(Integer.toHexString(classes.hashCode()) + ".jar");
  }

  private static void pack(Path classes) {
    try (var jar = new JarOutputStream(Files.newOutputStream(jarOf(classes)));
        var all = Files.walk(classes)) {
      jar.setLevel(0);
      for (Path one : all.filter(Files::isRegularFile).toList()) {
        jar.putNextEntry(new JarEntry(classes.relativize(one).toString()));
        Files.copy(one, jar);
        jar.closeEntry();
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
