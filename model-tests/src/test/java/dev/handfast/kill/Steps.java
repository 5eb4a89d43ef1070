package dev.handfast.kill;

import static java.lang.constant.ConstantDescs.CD_String;
import static java.lang.constant.ConstantDescs.CD_void;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/// The steps in which an orchestrator takes its path and gives it back: each call with which the
/// library touches a file or binds a socket.
///
/// The library's own classes are rewritten so that they tell of each such call before they make it:
/// none can be forgotten, also not one that is added later.
public final class Steps {
  /// Whatever stands between the check of the directory and the last unlink.
  private static final List<String> TAKING =
      List.of("SocketFile", "HiddenSocket", "SocketLock", "FileIdentity");

  private static final ClassDesc HERE = ClassDesc.of(Steps.class.getName());

  /// Whose methods touch the file system.
  private static final Set<String> TOUCHING =
      Set.of(
          "java/nio/file/Files",
          "java/nio/channels/FileChannel",
          "java/nio/channels/ServerSocketChannel");

  private static final AtomicReference<Consumer<String>> LISTENER = new AtomicReference<>(_ -> {});

  private Steps() {}

  /// Who hears of each step in this process, in the thread that makes it.
  static void tell(Consumer<String> heard) {
    LISTENER.set(heard);
  }

  /// Comes before a step; the rewritten classes call it.
  public static void reached(String name) {
    LISTENER.get().accept(name);
  }

  /// Writes the rewritten classes to where a class path may begin.
  static void into(Path directory) {
    for (String name : TAKING) {
      String file = "dev/handfast/transport/" + name + ".class";
      try (InputStream bytes = Steps.class.getClassLoader().getResourceAsStream(file)) {
        Path target = directory.resolve(file);
        Files.createDirectories(target.getParent());
        Files.write(target, withSteps(bytes.readAllBytes()));
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }

  private static byte[] withSteps(byte[] bytes) {
    return ClassFile.of()
        .transformClass(
            ClassFile.of().parse(bytes), ClassTransform.transformingMethodBodies(Steps::inFront));
  }

  private static void inFront(CodeBuilder code, CodeElement element) {
    if (element instanceof InvokeInstruction call
        && TOUCHING.contains(call.owner().asInternalName())) {
      code.ldc(call.name().stringValue())
          .invokestatic(HERE, "reached", MethodTypeDesc.of(CD_void, CD_String));
    }
    code.with(element);
  }
}
