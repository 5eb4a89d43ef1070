package dev.handfast.kill;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The class path of the tests with its classes loaded and linked ahead of time, which is most of
/// what so short a life does. Only jars can be: each folder of classes becomes one.
///
/// @param classPath of jars
/// @param cache that fits it
record Ahead(String classPath, Path cache) {
  private static final Path TARGET =
      Path.of(System.getProperty("handfast.root", ".."), "model-tests", "target");

  /// Each test process has a folder of its own, which the same one of the next build writes anew. A
  /// space would cut the options of the JVM that makes the cache; where the build stands in a
  /// folder with one, there is no cache.
  private static final String OURS =
      "ahead-" + System.getProperty("handfast.execution", "alone").replace(' ', '-');

  /// 3 min: only a process that hangs takes so long.
  private static final int HUNG = 3;

  /// A faster start, where the cache could be made; why it could not stands in `printed.txt`.
  List<String> options() {
    List<String> plain = List.of("-cp", classPath);
    return Files.exists(cache)
        ? Stream.concat(Stream.of("-XX:AOTCache=" + cache), plain.stream()).toList()
        : plain;
  }

  /// Made by a [Rehearsal].
  static Ahead of(List<String> java) throws IOException, InterruptedException {
    Path folder = Files.createDirectories(TARGET.resolve(OURS).toAbsolutePath().normalize());
    String classPath =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .map(entry -> Files.isDirectory(entry) ? jar(entry, folder) : entry)
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator));
    Path cache = folder.resolve("cache");
    Files.deleteIfExists(cache);
    List<String> options = List.of("-XX:AOTCacheOutput=" + cache, "-cp", classPath);
    Process rehearsal =
        new ProcessBuilder(
                Stream.of(java, options, List.of(Rehearsal.class.getName()))
                    .flatMap(List::stream)
                    .toList())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("printed.txt").toFile())
            .start();
    if (!rehearsal.waitFor(HUNG, TimeUnit.MINUTES)) {
      rehearsal.descendants().forEach(ProcessHandle::destroyForcibly);
      rehearsal.destroyForcibly();
      throw new AssertionError("it hangs: " + Files.readString(folder.resolve("printed.txt")));
    }
    return new Ahead(classPath, cache);
  }

  /// Of a whole path, for all folders of classes are called `classes`.
  private static String name(Path classes) {
    return Integer.toHexString(classes.hashCode());
  }

  private static Path jar(Path classes, Path folder) {
    try {
      Path file = folder.resolve(name(classes) + ".jar");
      try (var jar = new JarOutputStream(Files.newOutputStream(file));
          var all = Files.walk(classes)) {
        jar.setLevel(0);
        for (Path one : all.filter(Files::isRegularFile).toList()) {
          jar.putNextEntry(new JarEntry(classes.relativize(one).toString()));
          Files.copy(one, jar);
          jar.closeEntry();
        }
      }
      return file;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
