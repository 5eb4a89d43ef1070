package dev.handfast.conformance.gate;

import dev.handfast.client.PlantedStep;
import dev.handfast.conformance.drive.InProcess;
import dev.handfast.conformance.drive.Program;
import dev.handfast.peer.ClientDriver;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;

/// The library once more, and its driver, with a fault of the machine planted into the real client.
final class Planted extends ClassLoader {
  private static final String OURS = "dev.handfast.";
  private static final String PART = "dev.handfast.client.ClientPart";

  private Planted() {
    super(Planted.class.getClassLoader());
  }

  /// A driver whose client has the fault, anew with each start.
  ///
  /// @param fault as in `zoo.yaml`
  static Program.Start with(String fault) {
    var library = new Planted();
    MethodHandle plant =
        library.find(PlantedStep.class, "plant", MethodType.methodType(void.class, String.class));
    MethodHandle serve =
        library.find(
            ClientDriver.class,
            "serve",
            MethodType.methodType(void.class, InputStream.class, OutputStream.class));
    return () -> {
      call(plant, fault);
      return InProcess.of((commands, events) -> call(serve, commands, events)).start();
    };
  }

  /// What the gate finds in memory of a client that has the fault: [MemoryHunt#hunt].
  ///
  /// @param fault as in `zoo.yaml`
  /// @param lives at most
  @SuppressWarnings("unchecked") // as the method says
  static List<List<String>> hunt(String fault, long lives) {
    var library = new Planted();
    call(
        library.find(PlantedStep.class, "plant", MethodType.methodType(void.class, String.class)),
        fault);
    return (List<List<String>>)
        call(
            library.find(MemoryHunt.class, "hunt", MethodType.methodType(List.class, long.class)),
            lives);
  }

  private MethodHandle find(Class<?> type, String name, MethodType signature) {
    try {
      return MethodHandles.publicLookup().findStatic(loadClass(type.getName()), name, signature);
    } catch (ReflectiveOperationException missing) {
      throw new IllegalStateException(missing);
    }
  }

  private static Object call(MethodHandle method, Object... arguments) {
    try {
      return method.invokeWithArguments(arguments);
    } catch (RuntimeException | Error thrown) {
      throw thrown;
    } catch (Throwable thrown) {
      throw new IllegalStateException(thrown);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(OURS)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? define(name) : loaded;
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (file == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] bytes = name.equals(PART) ? operated(file.readAllBytes()) : file.readAllBytes();
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException unreadable) {
      throw new ClassNotFoundException(name, unreadable);
    }
  }

  private static byte[] operated(byte[] bytes) {
    return ClassFile.of()
        .transformClass(
            ClassFile.of().parse(bytes),
            ClassTransform.transformingMethodBodies(
                method -> method.methodName().equalsString("step"), Planted::redirect));
  }

  private static void redirect(CodeBuilder code, CodeElement element) {
    if (element instanceof InvokeInstruction call && call.name().equalsString("step")) {
      code.aload(0)
          .invokestatic(
              ClassDesc.of(PlantedStep.class.getName()),
              "step",
              call.typeSymbol()
                  .insertParameterTypes(call.typeSymbol().parameterCount(), ClassDesc.of(PART)));
    } else {
      code.with(element);
    }
  }
}
