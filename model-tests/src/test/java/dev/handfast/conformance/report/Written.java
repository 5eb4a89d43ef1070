package dev.handfast.conformance.report;

import dev.handfast.conformance.suite.SuiteRun;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reports as others read them.
final class Written {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private Written() {}

  static String text(Report report, SuiteRun run) {
    var text = new StringWriter();
    report.write(run, text);
    return text.toString();
  }

  static JsonNode json(Report report, SuiteRun run) {
    return MAPPER.readTree(text(report, run));
  }

  static Document xml(Report report, SuiteRun run) {
    try {
      DocumentBuilder reader = DocumentBuilderFactory.newInstance().newDocumentBuilder();
      return reader.parse(new InputSource(new StringReader(text(report, run))));
    } catch (ParserConfigurationException | SAXException | IOException failure) {
      throw new AssertionError("not well-formed", failure);
    }
  }

  static List<Element> all(Document document, String name) {
    NodeList found = document.getElementsByTagName(name);
    return IntStream.range(0, found.getLength())
        .mapToObj(found::item)
        .map(Element.class::cast)
        .toList();
  }
}
