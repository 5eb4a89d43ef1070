package dev.handfast.conformance.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// Writes XML, and HTML that is XML as well: it closes what it opens and escapes all that it is
/// given, so that no caller can forget to.
///
/// An element is named as in a style sheet: `section#rules`, `td.number`.
final class Markup {
  private final XMLStreamWriter to;

  Markup(Writer out) {
    try {
      to = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
    } catch (XMLStreamException failure) {
      throw failed(failure);
    }
  }

  /// Attributes: name, value, name, value.
  static List<String> with(String... namesAndValues) {
    return List.of(namesAndValues);
  }

  /// The first line of an XML document.
  void xml() {
    run(() -> to.writeStartDocument("UTF-8", "1.0"));
    run(() -> to.writeCharacters("\n"));
  }

  /// The first line of an HTML document.
  void html() {
    run(() -> to.writeDTD("<!DOCTYPE html>\n"));
  }

  /// An element around others, which ends with the line.
  Markup in(String element, Runnable content) {
    return in(element, List.of(), content);
  }

  /// An element with attributes around others, which ends with the line.
  Markup in(String element, List<String> attributes, Runnable content) {
    open(element, attributes);
    content.run();
    run(to::writeEndElement);
    run(() -> to.writeCharacters("\n"));
    return this;
  }

  /// An element that holds a text.
  Markup leaf(String element, String text) {
    return leaf(element, List.of(), text);
  }

  /// An element with attributes that holds a text.
  Markup leaf(String element, List<String> attributes, String text) {
    open(element, attributes);
    text(text);
    run(to::writeEndElement);
    return this;
  }

  /// An element that HTML or SVG knows to be empty.
  Markup empty(String element, List<String> attributes) {
    run(() -> to.writeEmptyElement(element));
    attributes(attributes);
    return this;
  }

  /// A link.
  Markup link(String target, String text) {
    return leaf("a", with("href", target), text);
  }

  /// Text.
  Markup text(String text) {
    run(() -> to.writeCharacters(Visible.text(text)));
    return this;
  }

  /// Hands everything on.
  void flush() {
    run(to::flush);
  }

  private void open(String element, List<String> attributes) {
    String[] classes = element.split("\\.", -1);
    String[] id = classes[0].split("#", -1);
    run(() -> to.writeStartElement(id[0]));
    if (id.length > 1) {
      attributes(List.of("id", id[1]));
    }
    if (classes.length > 1) {
      attributes(List.of("class", element.substring(classes[0].length() + 1).replace('.', ' ')));
    }
    attributes(attributes);
  }

  private void attributes(List<String> attributes) {
    for (int i = 0; i < attributes.size(); i += 2) {
      String name = attributes.get(i);
      String value = Visible.line(attributes.get(i + 1));
      run(() -> to.writeAttribute(name, value));
    }
  }

  private interface Writing {
    void run() throws XMLStreamException;
  }

  private static void run(Writing writing) {
    try {
      writing.run();
    } catch (XMLStreamException failure) {
      throw failed(failure);
    }
  }

  private static UncheckedIOException failed(XMLStreamException failure) {
    return new UncheckedIOException(
        failure.getCause() instanceof IOException cause ? cause : new IOException(failure));
  }
}
