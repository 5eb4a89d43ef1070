package dev.handfast.cli;

import static java.lang.classfile.ClassTransform.endHandler;
import static java.lang.classfile.ClassTransform.transformingMethodBodies;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/// Writes stack maps into the old class files of jars, so that the start-up cache takes them.
///
/// Classes from before Java 6 have none: the JVM keeps them out of its cache and infers their types
/// anew at each start, which for picocli takes longer than all the rest. The launcher runs this on
/// its own copies of the jars, before [Training]; their meaning stays as it is.
public final class StackMaps {
  /// The first version of class files whose stack maps a JVM relies on without a way back.
  private static final int WITH_STACK_MAPS = ClassFile.JAVA_7_VERSION;

  /// Only versions before this lack stack maps.
  private static final int FIRST_WITH_SOME = ClassFile.JAVA_6_VERSION;

  private StackMaps() {}

  /// Rewrites each of the jars in place, if it has old classes.
  public static void main(String[] jars) throws IOException {
    for (String jar : jars) {
      addTo(Path.of(jar));
    }
  }

  private static void addTo(Path jar) throws IOException {
    Path rewritten = jar.resolveSibling(jar.getFileName() + ".new");
    boolean hasOld = false;
    try (var from = new JarFile(jar.toFile());
        var to = new JarOutputStream(Files.newOutputStream(rewritten))) {
      ClassFile classes = classesOf(from);
      for (JarEntry entry : (Iterable<JarEntry>) () -> from.entries().asIterator()) {
        byte[] content = from.getInputStream(entry).readAllBytes();
        if (entry.getName().endsWith(".class")) {
          ClassModel model = classes.parse(content);
          if (model.majorVersion() < FIRST_WITH_SOME) {
            content = renewed(classes, model);
            hasOld = true;
          }
        }
        to.putNextEntry(new JarEntry(entry.getName()));
        to.write(content);
        to.closeEntry();
      }
    }
    if (hasOld) {
      Files.move(rewritten, jar, StandardCopyOption.ATOMIC_MOVE);
    } else {
      Files.delete(rewritten);
    }
  }

  /// Knows the jar's own classes, whose common ancestors stack maps name.
  private static ClassFile classesOf(JarFile jar) {
    ClassHierarchyResolver own =
        ClassHierarchyResolver.ofResourceParsing(
            name -> {
              String file = name.packageName().replace('.', '/') + "/" + name.displayName();
              JarEntry entry = jar.getJarEntry(file + ".class");
              try {
                return entry == null ? null : jar.getInputStream(entry);
              } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
              }
            });
    return ClassFile.of(
        StackMapsOption.GENERATE_STACK_MAPS,
        ClassHierarchyResolverOption.of(own.orElse(ClassHierarchyResolver.defaultResolver())));
  }

  private static byte[] renewed(ClassFile classes, ClassModel old) {
    return classes.transformClass(
        old,
        transformingMethodBodies((code, element) -> code.with(element)) // each is built anew
            .andThen(endHandler(builder -> builder.withVersion(WITH_STACK_MAPS, 0))));
  }
}
