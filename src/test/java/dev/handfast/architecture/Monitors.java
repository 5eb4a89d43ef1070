package dev.handfast.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.reflect.AccessFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Finds `synchronized`, methods and blocks, in class files.
final class Monitors {

  private Monitors() {}

  /// The methods that take a monitor, as `class.method`.
  ///
  /// @param anchor a class compiled into the same folder
  /// @param below the folder of classes to search in there
  static List<String> in(Class<?> anchor, String below) {
    try (Stream<Path> files = Files.walk(Sources.classesOf(anchor).resolve(below))) {
      return files
          .filter(file -> file.toString().endsWith(".class"))
          .map(Monitors::parse)
          .flatMap(
              type -> type.methods().stream().filter(Monitors::takesOne).map(m -> place(type, m)))
          .toList();
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  private static ClassModel parse(Path file) {
    try {
      return ClassFile.of().parse(file);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  private static boolean takesOne(MethodModel method) {
    return method.flags().has(AccessFlag.SYNCHRONIZED)
        || method.code().stream()
            .flatMap(code -> code.elementStream())
            .anyMatch(
                element ->
                    element instanceof MonitorInstruction monitor
                        && monitor.opcode() == Opcode.MONITORENTER);
  }

  private static String place(ClassModel type, MethodModel method) {
    return type.thisClass().asInternalName().replace('/', '.')
        + "."
        + method.methodName().stringValue();
  }
}
