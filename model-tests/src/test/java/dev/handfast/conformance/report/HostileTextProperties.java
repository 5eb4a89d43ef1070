package dev.handfast.conformance.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.conformance.suite.SuiteRun;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import tools.jackson.databind.JsonNode;

/// Whatever a subject is called and says, a report shows it, and no report obeys it.
class HostileTextProperties {
  /// What the page is made of.
  private static final Set<String> ELEMENTS =
      Set.of(
          "html head meta link title style body header nav main section div p h1 h2 h3 ul ol li dl dt dd"
              .concat(
                  " details summary a b i strong span code pre table thead tbody tr th td svg path")
              .concat(" rect text")
              .split(" ", -1));

  private static final Pattern UNSEEN =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Cn}\\p{Zl}\\p{Zp}&&[^\\n\\t\\x7F]]");

  @Example
  void each_text_in_each_field_is_harmless() {
    Hostile.runs().forEach(HostileTextProperties::isHarmless);
  }

  @Property(tries = 25)
  void any_texts_are_harmless(@ForAll("texts") List<String> texts) {
    isHarmless(run(texts));
  }

  @Property(tries = 25)
  void json_has_all_texts_as_they_were(@ForAll("texts") List<String> texts) {
    SuiteRun run = run(texts);

    JsonNode json = Written.json(Report.json(), run);

    assertThat(json.get("subject").asString()).isEqualTo(wellFormed(run.subject()));
    assertThat(json.get("cases")).hasSameSizeAs(run.results());
    IntStream.range(0, run.results().size())
        .forEach(
            i ->
                assertThat(json.get("cases").get(i).get("note").asString())
                    .isEqualTo(wellFormed(run.results().get(i).note())));
  }

  @Provide
  Arbitrary<List<String>> texts() {
    return Arbitraries.oneOf(Arbitraries.of(Hostile.TEXTS), Arbitraries.strings().ofMaxLength(40))
        .list()
        .ofMinSize(1)
        .ofMaxSize(40);
  }

  private static SuiteRun run(List<String> texts) {
    Iterator<String> endless =
        IntStream.iterate(0, i -> (i + 1) % texts.size()).mapToObj(texts::get).iterator();
    return Hostile.run(endless::next);
  }

  private static String wellFormed(String text) {
    return text.codePoints()
        .map(point -> point >= 0xD800 && point <= 0xDFFF ? 0xFFFD : point)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static void isHarmless(SuiteRun run) {
    page(Written.xml(Report.html(), run));
    junit(Written.xml(Report.junit(), run), run);
    sarif(Written.json(Report.sarif(), run));
    for (Report report : List.of(Report.html(), Report.junit(), Report.json(), Report.sarif())) {
      assertThat(UNSEEN.matcher(Written.text(report, run)).results().map(MatchResult::group))
          .as("what nobody sees")
          .isEmpty();
    }
  }

  private static void page(Document page) {
    var names = new TreeSet<String>();
    var ids = new TreeSet<String>();
    List<Element> elements = Written.all(page, "*");
    for (Element element : elements) {
      names.add(element.getTagName());
      if (element.hasAttribute("id")) {
        assertThat(ids.add(element.getAttribute("id"))).as("an id is there once").isTrue();
      }
      for (int i = 0; i < element.getAttributes().getLength(); i++) {
        assertThat(((Attr) element.getAttributes().item(i)).getName()).doesNotStartWith("on");
      }
    }
    assertThat(ELEMENTS).containsAll(names);
    assertThat(Written.all(page, "a"))
        .allSatisfy(
            link -> {
              assertThat(link.getAttribute("href")).startsWith("#");
              assertThat(ids).contains(link.getAttribute("href").substring(1));
            });
  }

  private static void junit(Document junit, SuiteRun run) {
    assertThat(Written.all(junit, "*"))
        .extracting(Element::getTagName)
        .contains("failure", "skipped")
        .isSubsetOf("testsuites", "testsuite", "testcase", "failure", "skipped", "system-out");
    assertThat(Written.all(junit, "testcase")).hasSameSizeAs(run.results());
  }

  private static void sarif(JsonNode sarif) {
    assertThat(sarif.get("runs").get(0).get("results"))
        .isNotEmpty()
        .allSatisfy(
            result ->
                assertThat(result.get("message").get("text").asString())
                    .doesNotContain("](")
                    .doesNotContainPattern("(?<!\\{)\\{(\\{\\{)*\\d"));
  }
}
