package org.ravel.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.ParseError;
import org.jsoup.parser.Parser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Text that would be more than text, in every field of every page. */
class HostileTextTest {
  /** Where a browser would look for something to load or to run. */
  private static final Set<String> ADDRESSES =
      Set.of(
          "src",
          "srcset",
          "href",
          "xlink:href",
          "action",
          "formaction",
          "data",
          "poster",
          "cite",
          "background",
          "ping",
          "manifest",
          "profile",
          "codebase",
          "usemap",
          "longdesc");

  static List<WrittenPage> pages() {
    return WrittenPage.all();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void makesNoElementAndNoAttribute(WrittenPage page) {
    Document plain = parse(page.make().apply(text -> "plain " + text));
    Document hostile = parse(page.make().apply(WrittenPage::hostile));

    assertThat(skeleton(hostile)).isEqualTo(skeleton(plain));
    assertThat(hostile.text())
        .as("is shown as it is")
        .contains("<script src=http://evil.example/x.js></script>", "&amp; &lt; {{runId}}");
  }

  @ParameterizedTest
  @MethodSource("pages")
  void nothingIsLoadedFromOutsideOrRun(WrittenPage page) {
    Document hostile = parse(page.make().apply(WrittenPage::hostile));

    assertThat(hostile.select("script, iframe, object, embed, link, base, form, img")).isEmpty();
    for (Element element : hostile.getAllElements()) {
      for (Attribute attribute : element.attributes()) {
        String name = attribute.getKey().toLowerCase(Locale.ROOT);
        assertThat(name).doesNotStartWith("on");
        if (ADDRESSES.contains(name)) {
          assertThat(attribute.getValue()).matches(address(element));
        }
        if (!name.equals("aria-label") && !element.tagName().equals("image")) {
          assertThat(attribute.getValue()).doesNotContain("//", "@import");
        }
        assertThat(attribute.getValue().replaceAll("url\\(#[a-z0-9-]+\\)", ""))
            .as("%s of %s", name, element.tagName())
            .doesNotContain("url(");
      }
    }
    assertThat(hostile.select("style").html()).doesNotContain("url(", "@import");
    assertThat(hostile.select("meta[http-equiv=Content-Security-Policy]").attr("content"))
        .startsWith("default-src 'none';")
        .contains("img-src data:;")
        .doesNotContain("script-src", "http");
  }

  /** Files beside the page and places within it; a drawing's pictures are in the page. */
  private static String address(Element element) {
    return switch (element.tagName()) {
      case "image" -> "data:image/(jpeg|png);base64,[A-Za-z0-9+/]+=*";
      case "use" -> "#(random|worst)-[0-9]+";
      default -> "(\\./[A-Za-z0-9._~%/-]*|#[a-z-]+)";
    };
  }

  @ParameterizedTest
  @MethodSource("pages")
  void holdsNoCharacterThatControls(WrittenPage page) {
    String html = page.make().apply(WrittenPage::hostile);

    assertThat(html.codePoints().filter(HostileTextTest::controls).boxed()).isEmpty();
    assertThat(html).contains("\uFFFD");
  }

  private static boolean controls(int point) {
    return (Character.isISOControl(point) && point != '\n' && point != '\t')
        || Character.getType(point) == Character.SURROGATE
        || (point >= 0x202A && point <= 0x202E)
        || (point >= 0x2066 && point <= 0x2069)
        || point == 0xFFFE;
  }

  /** Refuses what a browser would have to mend. */
  private static Document parse(String html) {
    Parser strict = Parser.htmlParser().setTrackErrors(100);
    Document document = Jsoup.parse(html, "", strict);
    assertThat(strict.getErrors()).extracting(ParseError::toString).isEmpty();
    return document;
  }

  /**
   * Elements and attributes in order, but for where a link leads; of drawings, whose layout depends
   * on their text, which elements with which attributes there are.
   */
  private static List<String> skeleton(Document document) {
    List<String> skeleton = new ArrayList<>();
    Set<String> drawn = new TreeSet<>();
    for (Element element : document.getAllElements()) {
      if (element.closest("svg") != null) {
        drawn.add(
            element.tagName()
                + element.attributes().asList().stream().map(Attribute::getKey).toList());
        continue;
      }
      skeleton.add(element.tagName());
      for (Attribute attribute : element.attributes()) {
        boolean link = attribute.getKey().equals("href");
        skeleton.add(attribute.getKey() + "=" + (link ? "" : attribute.getValue()));
      }
    }
    skeleton.addAll(drawn);
    return skeleton;
  }
}
