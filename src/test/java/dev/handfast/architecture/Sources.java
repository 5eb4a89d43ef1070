package dev.handfast.architecture;

import com.sun.source.util.JavacTask;
import dev.handfast.Role;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/// The library's sources and its module descriptor.
final class Sources {

  /// The folder of the main sources, seen from the module's own folder, where tests run.
  static final Path MAIN = Path.of("main", "java");

  private Sources() {}

  /// The compiled descriptor of the library's module.
  static ModuleDescriptor module() throws IOException {
    try (InputStream descriptor =
        Files.newInputStream(classesOf(Role.class).resolve("module-info.class"))) {
      return ModuleDescriptor.read(descriptor);
    }
  }

  /// The folder that a class was compiled into.
  static Path classesOf(Class<?> type) {
    return Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()));
  }

  /// The Java files of one package.
  static List<Path> ofPackage(String name) throws IOException {
    try (Stream<Path> files = Files.list(MAIN.resolve(name.replace('.', '/')))) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }

  /// A compiler that has these files before it and has done nothing yet.
  static JavacTask task(List<Path> files) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    return (JavacTask)
        compiler.getTask(
            null,
            null,
            null,
            List.of("-proc:none"),
            null,
            compiler.getStandardFileManager(null, null, null).getJavaFileObjectsFromPaths(files));
  }
}
