import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Lets the pattern switches of class files ask `instanceof`, one type after the other, in a method
/// of their own class: `java .ci/PatternSwitches.java FOLDER`.
///
/// The compiler leaves the order of the questions to a class that the JVM makes when a switch is
/// first reached, 2 ms each, and no cache of classes keeps those: decisions/0053. What is asked
/// stays the same. Switches that name anything but types are left as they are.
final class PatternSwitches {
  private static final String BOOTSTRAP = "typeSwitch";
  private static final ClassDesc BOOTSTRAPS = ClassDesc.of("java.lang.runtime.SwitchBootstraps");
  private static final MethodTypeDesc QUESTION =
      MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_Object, ConstantDescs.CD_int);

  private final ClassFile files;
  private final ClassDesc owner;
  private final boolean isInterface;
  private final List<List<ClassDesc>> switches = new ArrayList<>();

  private PatternSwitches(ClassFile files, ClassModel model) {
    this.files = files;
    owner = model.thisClass().asSymbol();
    isInterface = model.flags().has(AccessFlag.INTERFACE);
  }

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    ClassFile files = knowing(folder);
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(PatternSwitches::isClass).toList()) {
        ClassModel model = files.parse(Files.readAllBytes(file));
        if (switches(model).findAny().isPresent()) {
          replace(file, new PatternSwitches(files, model).rewrite(model));
        }
      }
    }
  }

  /// Knows the folder's own classes, whose common ancestors stack maps name.
  private static ClassFile knowing(Path folder) {
    ClassHierarchyResolver own =
        ClassHierarchyResolver.ofResourceParsing(
            type -> {
              String name = type.descriptorString();
              Path file = folder.resolve(name.substring(1, name.length() - 1) + ".class");
              try {
                return Files.exists(file) ? Files.newInputStream(file) : null;
              } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
              }
            });
    return ClassFile.of(
        ClassHierarchyResolverOption.of(own.orElse(ClassHierarchyResolver.defaultResolver())));
  }

  private static boolean isClass(Path file) {
    return file.toString().endsWith(".class") && !file.endsWith("module-info.class");
  }

  private static Stream<CodeElement> switches(ClassModel model) {
    return model.methods().stream()
        .flatMap(method -> method.code().stream())
        .flatMap(CodeModel::elementStream)
        .filter(
            element -> element instanceof InvokeDynamicInstruction call && !types(call).isEmpty());
  }

  /// In one step: half a class would be newer than its source, and stay.
  private static void replace(Path file, byte[] rewritten) throws IOException {
    Path beside = file.resolveSibling(file.getFileName() + ".new");
    Files.write(beside, rewritten);
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private byte[] rewrite(ClassModel model) {
    return files.transformClass(
        model,
        ClassTransform.transformingMethodBodies(this::instruction)
            .andThen(ClassTransform.endHandler(this::questions)));
  }

  private void instruction(CodeBuilder code, CodeElement element) {
    List<ClassDesc> types =
        element instanceof InvokeDynamicInstruction call ? types(call) : List.of();
    if (types.isEmpty()) {
      code.with(element);
    } else {
      code.invokestatic(owner, name(switches.size()), QUESTION, isInterface);
      switches.add(types);
    }
  }

  /// What a pattern switch asks for, in order; empty where the call is none, or asks for more than
  /// types.
  private static List<ClassDesc> types(InvokeDynamicInstruction call) {
    DirectMethodHandleDesc bootstrap = call.bootstrapMethod();
    if (!bootstrap.owner().equals(BOOTSTRAPS) || !bootstrap.methodName().equals(BOOTSTRAP)) {
      return List.of();
    }
    var types = new ArrayList<ClassDesc>();
    for (ConstantDesc label : call.bootstrapArgs()) {
      if (!(label instanceof ClassDesc type) || type.isPrimitive()) {
        return List.of();
      }
      types.add(type);
    }
    return types;
  }

  private static String name(int number) {
    return "patternSwitch$" + number;
  }

  private void questions(ClassBuilder type) {
    for (int i = 0; i < switches.size(); i++) {
      List<ClassDesc> types = switches.get(i);
      type.withMethodBody(
          name(i),
          QUESTION,
          ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC,
          code -> ask(code, types));
    }
  }

  /// As SwitchBootstraps.typeSwitch says: -1 for null, the first type that fits from the given one
  /// on, or how many there are.
  private static void ask(CodeBuilder code, List<ClassDesc> types) {
    Label some = code.newLabel();
    code.aload(0).ifnonnull(some).iconst_m1().ireturn().labelBinding(some);
    for (int i = 0; i < types.size(); i++) {
      Label next = code.newLabel();
      code.iload(1).loadConstant(i).if_icmpgt(next);
      code.aload(0).instanceOf(types.get(i)).ifeq(next);
      code.loadConstant(i).ireturn().labelBinding(next);
    }
    code.loadConstant(types.size()).ireturn();
  }
}
