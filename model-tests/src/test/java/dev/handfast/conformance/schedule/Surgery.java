package dev.handfast.conformance.schedule;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/// Takes one safeguard out of one method of the library, in its byte code.
///
/// @param type the class's internal name
/// @param method the method's name
/// @param where the instruction that is operated on
/// @param cut puts something else there
record Surgery(
    String type,
    String method,
    Predicate<CodeElement> where,
    BiConsumer<CodeBuilder, CodeElement> cut)
    implements Loom.Change {

  private static final ClassDesc LOCK = ClassDesc.of("java.util.concurrent.locks.ReentrantLock");
  private static final MethodTypeDesc NOTHING = MethodTypeDesc.of(ConstantDescs.CD_void);

  /// The instruction that reads or writes a field.
  static Predicate<CodeElement> field(Opcode opcode, String name) {
    return element ->
        element instanceof FieldInstruction field
            && field.opcode() == opcode
            && field.name().equalsString(name);
  }

  /// The instruction that calls a method.
  static Predicate<CodeElement> call(String name) {
    return element -> element instanceof InvokeInstruction call && call.name().equalsString(name);
  }

  /// The lock is given back and taken again right before the instruction.
  static Surgery lettingGoBefore(String type, String method, Predicate<CodeElement> where) {
    return new Surgery(
        type,
        method,
        where,
        (code, element) -> {
          lock(code, type, "unlock");
          lock(code, type, "lock");
          code.with(element);
        });
  }

  private static void lock(CodeBuilder code, String type, String what) {
    code.aload(0)
        .getfield(ClassDesc.ofInternalName(type), "lock", LOCK)
        .invokevirtual(LOCK, what, NOTHING);
  }

  /// A static method is called instead, with the receiver before the arguments and `this` behind
  /// them.
  static Surgery redirecting(String type, String method, String from, Class<?> to, String name) {
    return new Surgery(
        type,
        method,
        call(from),
        (code, element) -> {
          if (element instanceof InvokeInstruction call) {
            MethodTypeDesc all =
                call.typeSymbol()
                    .insertParameterTypes(0, call.owner().asSymbol())
                    .insertParameterTypes(
                        call.typeSymbol().parameterCount() + 1, ClassDesc.ofInternalName(type));
            code.aload(0).invokestatic(ClassDesc.of(to.getName()), name, all);
          }
        });
  }

  @Override
  public byte[] of(String name, byte[] bytes) {
    if (!name.equals(type)) {
      return bytes;
    }
    var cuts = new AtomicInteger();
    byte[] changed =
        ClassFile.of()
            .transformClass(
                ClassFile.of().parse(bytes),
                ClassTransform.transformingMethodBodies(
                    any -> any.methodName().equalsString(method),
                    (code, element) -> {
                      if (where.test(element)) {
                        cuts.incrementAndGet();
                        cut.accept(code, element);
                      } else {
                        code.with(element);
                      }
                    }));
    if (cuts.get() != 1) {
      throw new IllegalStateException(
          "%s.%s: the surgery found %d places, wanted one; the code has changed under it"
              .formatted(type, method, cuts.get()));
    }
    return changed;
  }

  /// One change, then another.
  static Loom.Change both(Loom.Change one, Loom.Change other) {
    return (type, bytes) -> other.of(type, one.of(type, bytes));
  }
}
