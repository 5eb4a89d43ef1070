package dev.handfast.architecture;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/// Finds public names without a javadoc in source files.
///
/// Asked for: types, fields, constants, methods, constructors and record components that a user can
/// name. Not asked for: what overrides, a record's constructor, whose record speaks for it, and the
/// main sentence of a constructor that names its parameters.
final class Undocumented {

  private final DocTrees comments;
  private final List<String> found = new ArrayList<>();

  private Undocumented(DocTrees comments) {
    this.comments = comments;
  }

  /// The names without a comment, such as `Outer.method` or, for a component, `Record(name)`.
  static List<String> in(List<Path> files) throws IOException {
    JavacTask task = Sources.task(files);
    Undocumented search = new Undocumented(DocTrees.instance(task));
    for (CompilationUnitTree unit : task.parse()) {
      TreePath path = new TreePath(unit);
      for (Tree declared : unit.getTypeDecls()) {
        if (declared instanceof ClassTree type && isShown(type.getModifiers(), Tree.Kind.CLASS)) {
          search.type("", new TreePath(path, type), type);
        }
      }
    }
    return search.found;
  }

  private void type(String prefix, TreePath path, ClassTree type) {
    String name = prefix + type.getSimpleName();
    DocCommentTree comment = ask(name, path);
    Set<String> parameters = parameters(comment);
    for (Tree member : type.getMembers()) {
      TreePath at = new TreePath(path, member);
      switch (member) {
        case ClassTree nested when isShown(nested.getModifiers(), type.getKind()) ->
            type(name + ".", at, nested);
        case MethodTree method when isShown(method.getModifiers(), type.getKind()) ->
            method(name, at, type, method);
        case VariableTree field when isComponent(type, field) -> {
          if (!parameters.contains(field.getName().toString())) {
            found.add(name + "(" + field.getName() + ")");
          }
        }
        case VariableTree field when isShown(field.getModifiers(), type.getKind()) ->
            ask(name + "." + field.getName(), at);
        default -> {} // private parts, initialisers
      }
    }
  }

  private void method(String owner, TreePath at, ClassTree type, MethodTree method) {
    boolean constructs = method.getName().contentEquals("<init>");
    boolean recordSpeaks = constructs && type.getKind() == Tree.Kind.RECORD;
    boolean generated =
        comments.getSourcePositions().getEndPosition(at.getCompilationUnit(), method) < 0;
    if (constructs && !recordSpeaks && !generated) {
      if (comments.getDocCommentTree(at) == null) {
        found.add(owner + ".new");
      }
    } else if (!constructs && !overrides(method)) {
      ask(owner + "." + method.getName(), at);
    }
  }

  private @Nullable DocCommentTree ask(String name, TreePath path) {
    DocCommentTree comment = comments.getDocCommentTree(path);
    if (comment == null || comment.getFirstSentence().isEmpty()) {
      found.add(name);
    }
    return comment;
  }

  private static Set<String> parameters(@Nullable DocCommentTree comment) {
    return comment == null
        ? Set.of()
        : comment.getBlockTags().stream()
            .flatMap(tag -> tag instanceof ParamTree param ? Stream.of(param) : Stream.empty())
            .map(param -> param.getName().getName().toString())
            .collect(Collectors.toSet());
  }

  private static boolean isComponent(ClassTree type, VariableTree field) {
    return type.getKind() == Tree.Kind.RECORD
        && !field.getModifiers().getFlags().contains(Modifier.STATIC);
  }

  private static boolean isShown(ModifiersTree modifiers, Tree.Kind owner) {
    Set<Modifier> flags = modifiers.getFlags();
    boolean byDefault = owner == Tree.Kind.INTERFACE || owner == Tree.Kind.ANNOTATION_TYPE;
    return flags.contains(Modifier.PUBLIC)
        || flags.contains(Modifier.PROTECTED)
        || (byDefault && !flags.contains(Modifier.PRIVATE));
  }

  private static boolean overrides(MethodTree method) {
    return method.getModifiers().getAnnotations().stream()
        .map(AnnotationTree::getAnnotationType)
        .anyMatch(type -> type.toString().equals("Override"));
  }
}
