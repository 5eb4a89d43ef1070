package dev.handfast.conformance.schedule;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LineNumber;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Set;
import java.util.function.ToIntBiFunction;

/// Puts the points, or only notes of what is used, into one method.
final class Stitches implements CodeTransform {
  private static final ClassDesc POINTS = Points.class.describeConstable().orElseThrow();
  private static final String LOCK = "java/util/concurrent/locks/ReentrantLock";
  private static final ClassDesc LOCK_TYPE = ClassDesc.ofInternalName(LOCK);
  private static final MethodTypeDesc BEFORE =
      MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_Object, ConstantDescs.CD_int);
  private static final MethodTypeDesc TAKE =
      MethodTypeDesc.of(ConstantDescs.CD_void, LOCK_TYPE, ConstantDescs.CD_int);
  private static final MethodTypeDesc GIVE = MethodTypeDesc.of(ConstantDescs.CD_void, LOCK_TYPE);

  private static final String BUFFERS = "java/nio/";

  private static final String CHANNELS = BUFFERS + "channels/";

  /// What is asked of the system through a channel or a selector; what else is asked of them is
  /// their loop's own.
  private static final Set<String> SYSTEM_CALLS =
      Set.of("read", "write", "shutdownOutput", "close", "select", "selectNow", "wakeup");

  /// Methods that change nothing that another thread could see.
  private static final Set<String> ASKING =
      Set.of(
          "get", "join", "await", "isDone", "isEmpty", "size", "contains", "containsKey", "peek");

  /// What time it is changes only when all alarms until then have rung.
  private static final Set<String> READS_THE_CLOCK = Set.of("now", "nanos");

  private final String method;
  private final Mode mode;
  private final ToIntBiFunction<String, String> flags;
  private int line;

  /// What is put in.
  enum Mode {
    /// A thread may lose its turn here.
    POINTS,
    /// It may not; what it uses is noted.
    NOTES,
    /// As [#NOTES]; the object's own fields are written before anybody can have it.
    CONSTRUCTOR
  }

  /// @param method the method's class and name, for people
  /// @param flags the access flags of a type's field
  Stitches(String method, Mode mode, ToIntBiFunction<String, String> flags) {
    this.method = method;
    this.mode = mode;
    this.flags = flags;
  }

  @Override
  public void accept(CodeBuilder code, CodeElement element) {
    switch (element) {
      case LineNumber number -> {
        line = number.line();
        code.with(number);
      }
      case FieldInstruction field when isOurs(field) -> field(code, field);
      case InvokeInstruction call when isPoint() && isCall(call, LOCK, "lock") ->
          code.loadConstant(place(Place.Kind.LOCK, "lock")).invokestatic(POINTS, "lock", TAKE);
      case InvokeInstruction call when isPoint() && isCall(call, LOCK, "unlock") ->
          code.invokestatic(POINTS, "unlock", GIVE);
      case InvokeInstruction call when isShared(call) -> call(code, call);
      default -> code.with(element); // of the many other instructions none touches what is shared
    }
  }

  private boolean isPoint() {
    return mode == Mode.POINTS;
  }

  private boolean isOurs(FieldInstruction field) {
    String owner = field.owner().asInternalName();
    boolean own = mode == Mode.CONSTRUCTOR && field.opcode() == Opcode.PUTFIELD;
    return !own && (flags.applyAsInt(owner, field.name().stringValue()) & ClassFile.ACC_FINAL) == 0;
  }

  private void field(CodeBuilder code, FieldInstruction field) {
    boolean wide = TypeKind.from(field.typeSymbol()).slotSize() == 2;
    boolean writes = field.opcode() == Opcode.PUTFIELD || field.opcode() == Opcode.PUTSTATIC;
    switch (field.opcode()) {
      case GETFIELD -> code.dup();
      case PUTFIELD -> {
        if (wide) {
          code.dup2_x1().pop2().dup_x2();
        } else {
          code.dup2().pop();
        }
      }
      default -> code.aconst_null(); // a static field
    }
    put(code, kind(field, writes), "." + field.name(), isPoint() ? "before" : "notes");
    code.with(field);
  }

  private Place.Kind kind(FieldInstruction field, boolean writes) {
    int access = flags.applyAsInt(field.owner().asInternalName(), field.name().stringValue());
    boolean seen = (access & ClassFile.ACC_VOLATILE) != 0;
    if (writes) {
      return seen ? Place.Kind.WRITE : Place.Kind.PLAIN_WRITE;
    }
    return seen ? Place.Kind.READ : Place.Kind.PLAIN_READ;
  }

  private static boolean isCall(InvokeInstruction call, String owner, String name) {
    return call.owner().asInternalName().equals(owner) && call.name().equalsString(name);
  }

  private boolean isShared(InvokeInstruction call) {
    String owner = call.owner().asInternalName();
    return call.opcode() != Opcode.INVOKESTATIC
        && !READS_THE_CLOCK.contains(call.name().stringValue())
        && !call.name().equalsString("<init>")
        && ((isPoint() && isSeam(call))
            || owner.startsWith(BUFFERS)
            || (owner.startsWith("java/util/") && !isValue(owner)));
  }

  private static boolean isBuffer(InvokeInstruction call) {
    String owner = call.owner().asInternalName();
    return owner.startsWith(BUFFERS) && !isSystemCall(call);
  }

  private static boolean isSystemCall(InvokeInstruction call) {
    return call.owner().asInternalName().startsWith(CHANNELS)
        && SYSTEM_CALLS.contains(call.name().stringValue());
  }

  private static boolean isValue(String owner) {
    return owner.startsWith("java/util/function/")
        || owner.startsWith("java/util/stream/")
        || owner.startsWith("java/util/Optional");
  }

  private static boolean isSeam(InvokeInstruction call) {
    String owner = call.owner().asInternalName();
    return isSystemCall(call)
        || owner.startsWith("dev/handfast/seam/Clock")
        || owner.equals("dev/handfast/seam/Threads")
        || owner.equals("dev/handfast/transport/Link")
        || owner.startsWith("dev/handfast/transport/Transport");
  }

  /// The receiver is below the arguments: they step aside for a moment.
  private void call(CodeBuilder code, InvokeInstruction call) {
    var parameters = call.typeSymbol().parameterList();
    int[] aside = new int[parameters.size()];
    for (int i = aside.length - 1; i >= 0; i--) {
      TypeKind kind = TypeKind.from(parameters.get(i));
      aside[i] = code.allocateLocal(kind);
      code.storeLocal(kind, aside[i]);
    }
    code.dup();
    // buffers belong to who has the frame, so that to note what they were used for is enough
    String point = isPoint() && !isBuffer(call) ? "before" : "notes";
    put(code, kind(call), call.name().stringValue(), point);
    for (int i = 0; i < aside.length; i++) {
      code.loadLocal(TypeKind.from(parameters.get(i)), aside[i]);
    }
    code.with(call);
  }

  private static Place.Kind kind(InvokeInstruction call) {
    if (isSeam(call)) {
      return Place.Kind.SEAM;
    }
    String owner = call.owner().asInternalName();
    boolean asks = ASKING.contains(call.name().stringValue());
    if (owner.startsWith("java/util/concurrent/")) {
      return asks ? Place.Kind.READ : Place.Kind.WRITE;
    }
    return asks ? Place.Kind.PLAIN_READ : Place.Kind.PLAIN_WRITE;
  }

  private void put(CodeBuilder code, Place.Kind kind, String what, String point) {
    code.loadConstant(place(kind, what)).invokestatic(POINTS, point, BEFORE);
  }

  private int place(Place.Kind kind, String what) {
    return Place.number(new Place(method, line, kind, what));
  }
}
