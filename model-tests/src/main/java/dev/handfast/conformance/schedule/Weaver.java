package dev.handfast.conformance.schedule;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/// Puts points into class files: before fields that may change, before calls of `java.util` and of
/// the seams, and around locks.
///
/// Constructors are left alone: what they write nobody else can see yet. So is giving a lock back:
/// what others could do just before, they could do before the step in which it is given back.
final class Weaver {
  private final ClassFile classFile;
  private final Function<String, byte[]> bytes;
  private final Predicate<String> isWoven;
  private final Map<String, Map<String, Integer>> fields = new HashMap<>();

  /// @param loader where classes are looked up
  /// @param bytes the class file of an internal name
  /// @param isWoven whether a class, by its name, is one of those that get points or notes
  Weaver(ClassLoader loader, Function<String, byte[]> bytes, Predicate<String> isWoven) {
    this.classFile =
        ClassFile.of(
            ClassFile.ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(loader)
                    .orElse(ClassHierarchyResolver.defaultResolver())
                    .cached()));
    this.bytes = bytes;
    this.isWoven = isWoven;
  }

  /// @param mode what is put into everything but constructors
  byte[] weave(byte[] original, Stitches.Mode mode) {
    ClassModel model = classFile.parse(original);
    String type = model.thisClass().asInternalName();
    return classFile.transformClass(
        model,
        (builder, element) -> {
          if (element instanceof MethodModel method) {
            Stitches.Mode here = isConstructor(method) ? Stitches.Mode.CONSTRUCTOR : mode;
            builder.transformMethod(
                method,
                MethodTransform.transformingCode(
                    new Stitches(simple(type) + "." + method.methodName(), here, this::flags)));
          } else {
            builder.with(element);
          }
        });
  }

  private static boolean isConstructor(MethodModel method) {
    return method.methodName().stringValue().startsWith("<");
  }

  private static String simple(String type) {
    return type.substring(type.lastIndexOf('/') + 1);
  }

  /// The access flags of a field; of one that nobody watches, as if it never changed.
  private int flags(String owner, String field) {
    if (!isWoven.test(owner.replace('/', '.'))) {
      return ClassFile.ACC_FINAL;
    }
    return fields
        .computeIfAbsent(
            owner,
            type -> {
              var flags = new HashMap<String, Integer>();
              classFile
                  .parse(bytes.apply(type))
                  .fields()
                  .forEach(f -> flags.put(f.fieldName().stringValue(), f.flags().flagsMask()));
              return flags;
            })
        .getOrDefault(field, 0);
  }
}
