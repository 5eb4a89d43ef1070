package dev.handfast.spec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Finds `@Rule` or `@Race` in Java sources, so that one test sees the tags of all modules without
/// building them.
///
/// It knows just enough of the language: comments, literals, annotations, and which braces are a
/// type's.
final class TagScanner {
  private static final Pattern TOKEN =
      Pattern.compile(
          """
          (?xs)
            //[^\\n]*                       # comment, dropped
          | /\\*.*?\\*/
          | (?<text>  \"{3}.*?(?<!\\\\)\"{3} | "(?:\\\\.|[^"\\\\])*" | '(?:\\\\.|[^'\\\\])+' )
          | (?<word>  [\\w$]+(?:\\.[\\w$]+)* )
          | (?<sign>  [@(){};=] )
          """);

  private static final Set<String> TYPES = Set.of("class", "interface", "record", "enum");

  private final String tag;
  private final List<String> tokens;
  private final List<Tag> tags = new ArrayList<>();
  private final Deque<Opened> open = new ArrayDeque<>();
  private String owner = "";
  private int at;

  /// A brace, and the type that was current outside it.
  private record Opened(String outside) {}

  private TagScanner(String tag, List<String> tokens) {
    this.tag = tag;
    this.tokens = tokens;
  }

  /// The tags of all sources below the folders that exist.
  ///
  /// @param tag the annotation's simple name
  static List<Tag> scan(String tag, List<Path> folders) {
    return folders.stream()
        .filter(Files::isDirectory)
        .flatMap(folder -> scanFolder(tag, folder))
        .toList();
  }

  /// The tags of one source.
  static List<Tag> scan(String tag, String source) {
    List<String> tokens =
        TOKEN.matcher(source).results().filter(TagScanner::speaks).map(MatchResult::group).toList();
    var scanner = new TagScanner(tag, tokens);
    scanner.run();
    return List.copyOf(scanner.tags);
  }

  private static Stream<Tag> scanFolder(String tag, Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> sources =
          files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
      return sources.stream().flatMap(file -> scan(tag, Spec.read(file)).stream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean speaks(MatchResult token) {
    return token.start("text") >= 0 || token.start("word") >= 0 || token.start("sign") >= 0;
  }

  private void run() {
    var ids = new ArrayList<String>();
    var annotations = new ArrayList<String>();
    String entered = "";
    while (at < tokens.size()) {
      String token = tokens.get(at++);
      switch (token) {
        case "package" -> owner = tokens.get(at++);
        case "@" -> annotation(annotations, ids);
        case "{" -> {
          open.push(new Opened(owner));
          owner = entered.isEmpty() ? owner : entered;
          entered = "";
          forget(ids, annotations);
        }
        case "}" -> {
          owner = open.pop().outside();
          forget(ids, annotations);
        }
        case ";" -> forget(ids, annotations);
        case "(" -> {
          if (entered.isEmpty()) {
            found(owner + "#" + tokens.get(at - 2), ids, annotations);
          }
          skipParentheses();
        }
        case "=" -> found(owner + "#" + tokens.get(at - 2), ids, annotations);
        default -> {
          if (entered.isEmpty() && TYPES.contains(token) && isWord(tokens.get(at))) {
            entered = owner + "." + tokens.get(at++);
            found(entered, ids, annotations);
          }
        }
      }
    }
  }

  private void annotation(List<String> annotations, List<String> ids) {
    String qualified = tokens.get(at++);
    if (qualified.equals("interface")) {
      at--; // `@interface`: the declaration of an annotation
      return;
    }
    String name = qualified.substring(qualified.lastIndexOf('.') + 1);
    annotations.add(name);
    if (at < tokens.size() && tokens.get(at).equals("(")) {
      int from = ++at;
      skipParentheses();
      if (name.equals(tag)) {
        tokens.subList(from, at).stream()
            .filter(token -> token.startsWith("\""))
            .forEach(token -> ids.add(token.substring(1, token.length() - 1)));
      }
    }
  }

  private void skipParentheses() {
    for (int depth = 1; depth > 0; at++) {
      depth += depthOf(tokens.get(at));
    }
  }

  private static int depthOf(String token) {
    return switch (token) {
      case "(" -> 1;
      case ")" -> -1;
      default -> 0;
    };
  }

  private void found(String test, List<String> ids, List<String> annotations) {
    if (!ids.isEmpty()) {
      tags.add(new Tag(test, List.copyOf(ids), List.copyOf(annotations)));
    }
    forget(ids, annotations);
  }

  private static void forget(List<String> ids, List<String> annotations) {
    ids.clear();
    annotations.clear();
  }

  private static boolean isWord(String token) {
    return Character.isJavaIdentifierStart(token.charAt(0));
  }
}
