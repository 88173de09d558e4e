package org.ravel.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class SvgTest {
  private static final String HOSTILE =
      "</svg><script>alert(\"1\" & '2')</script>\u0000\u202e\uD800";

  /** 960 pixels wide; labels 0, 5, 10 are at most two digits of 14 pixels wide. */
  private static final double LEFT = Math.ceil(2 * 0.61 * 14 + 8);

  private static final double WIDTH = 960 - 7 - LEFT;

  private static Plot plot(Mark... marks) {
    return plot(Axis.linear("x").from(0).upTo(10), Axis.linear("y").from(0).upTo(10), marks);
  }

  private static Plot plot(Axis x, Axis y, Mark... marks) {
    return new Plot("Title", "", x, List.of(new Panel(y, Panel.Size.TALL, List.of(marks))));
  }

  private static Document draw(Plot plot) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    // Both drawings, so that the narrow one is well-formed, too.
    factory
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader("<p>" + Svg.inPage(plot) + "</p>")));
    return factory
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(Svg.document(plot))));
  }

  private static List<Element> all(Document document, String tag, String look) {
    NodeList nodes = document.getElementsByTagName(tag);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      Element element = (Element) nodes.item(i);
      if (List.of(element.getAttribute("class").split(" ")).contains(look)) {
        elements.add(element);
      }
    }
    return elements;
  }

  private static List<String> texts(Document document) {
    NodeList nodes = document.getElementsByTagName("text");
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      texts.add(nodes.item(i).getTextContent());
    }
    return texts;
  }

  private static String at(double x, double y) {
    return SvgWriter.number(x / 10 * WIDTH) + " " + SvgWriter.number(280 - 28 * y);
  }

  private static Mark.Line line(Point... points) {
    return new Mark.Line("line", Ink.BLUE, List.of(points), false, false);
  }

  @Test
  void aLineGoesFromPointToPoint() throws Exception {
    Document svg = draw(plot(line(new Point(0, 0), new Point(5, 10), new Point(10, 2.5))));

    assertThat(all(svg, "path", "line"))
        .last()
        .extracting(path -> path.getAttribute("d"))
        .isEqualTo("M" + at(0, 0) + "L" + at(5, 10) + "L" + at(10, 2.5));
    assertThat(texts(svg)).contains("y", "line", "0", "2", "10", "x");
  }

  @Test
  void whatIsNotFiniteInterruptsALine() throws Exception {
    Document svg =
        draw(
            plot(
                line(
                    new Point(0, Double.NaN),
                    new Point(1, 1),
                    new Point(2, 2),
                    new Point(3, Double.POSITIVE_INFINITY),
                    new Point(4, 4),
                    new Point(Double.NaN, 5),
                    new Point(6, 6),
                    new Point(7, 7))));

    // The first is the legend's.
    assertThat(all(svg, "path", "line").stream().skip(1).map(path -> path.getAttribute("d")))
        .containsExactly("M" + at(1, 1) + "L" + at(2, 2), "M" + at(6, 6) + "L" + at(7, 7));
    assertThat(all(svg, "circle", "dot"))
        .singleElement()
        .extracting(dot -> dot.getAttribute("cx") + " " + dot.getAttribute("cy"))
        .isEqualTo(at(4, 4));
  }

  @Test
  void nothingAtAllIsDrawnWithoutMarks() throws Exception {
    Plot empty = plot(Axis.linear("x"), Axis.linear("y"));
    Plot useless =
        plot(
            Axis.logarithmic("x"),
            Axis.logarithmic("y"),
            line(new Point(-1, 0), new Point(Double.NaN, Double.NaN)),
            new Mark.Band("band", Ink.RED, List.of(new Interval(1, Double.NaN, 2))),
            new Mark.Level("level", Ink.RED, Double.NaN),
            new Mark.Marker("marker", Ink.RED, Double.NEGATIVE_INFINITY),
            new Mark.Bars("bars", Ink.RED, List.of()));

    assertThat(all(draw(empty), "path", "line")).isEmpty();
    assertThat(all(draw(useless), "circle", "dot")).isEmpty();
    assertThat(Svg.document(useless)).doesNotContain("NaN", "Infinity");
    assertThat(draw(new Plot("No panels", "", Axis.linear("x"), List.of()))).isNotNull();
  }

  @Test
  void aBandGoesThereAboveAndBackBelow() throws Exception {
    Document svg =
        draw(
            plot(
                new Mark.Band(
                    null, Ink.BLUE, List.of(new Interval(0, 1, 3), new Interval(10, 2, 4)))));

    assertThat(all(svg, "path", "band"))
        .singleElement()
        .extracting(path -> path.getAttribute("d"))
        .isEqualTo("M" + at(0, 3) + "L" + at(10, 4) + "L" + at(10, 2) + "L" + at(0, 1) + "Z");
  }

  @Test
  void barsBeginAtZero() throws Exception {
    Axis names = Axis.categories("x", List.of("a", "b"));
    Mark bars = new Mark.Bars(null, Ink.BLUE, List.of(new Point(0, 10), new Point(1, -5)));

    Document svg = draw(plot(names, Axis.linear("y").from(-10).upTo(10), bars));

    assertThat(all(svg, "rect", "bar"))
        .extracting(bar -> bar.getAttribute("y") + " " + bar.getAttribute("height"))
        .containsExactly("0 140", "140 70");
  }

  @Test
  void aMarkersLabelStaysInThePanel() throws Exception {
    String label = "best: 1.234 at epoch 9.9";
    Document early = draw(plot(new Mark.Marker(label, Ink.GREEN, 1)));
    Document late = draw(plot(new Mark.Marker(label, Ink.GREEN, 9.9)));

    assertThat(all(early, "text", "note").get(0).getAttribute("class")).isEqualTo("note");
    assertThat(all(late, "text", "note").get(0).getAttribute("class")).isEqualTo("note end");
  }

  @Test
  void panelsShareTheHorizontalAxis() throws Exception {
    Panel one =
        new Panel(
            Axis.linear("one").from(0).upTo(10),
            Panel.Size.TALL,
            List.of(line(new Point(0, 0), new Point(4, 4))));
    Panel two =
        new Panel(
            Axis.linear("two").from(0).upTo(10),
            Panel.Size.SMALL,
            List.of(line(new Point(2, 2), new Point(10, 5))));

    Document svg = draw(new Plot("Two", "", Axis.linear("x"), List.of(one, two)));

    assertThat(all(svg, "path", "line").stream().map(path -> path.getAttribute("d")))
        .contains(
            "M" + at(0, 0) + "L" + at(4, 4),
            "M" + SvgWriter.number(0.2 * WIDTH) + " 67.2L" + SvgWriter.number(WIDTH) + " 42");
    assertThat(texts(svg)).containsOnlyOnce("x", "one", "two");
  }

  @Test
  void labelsOfTheHorizontalAxisDoNotOverlap() throws Exception {
    List<String> nights = new ArrayList<>();
    for (int night = 0; night < 100; night++) {
      nights.add("2026-11-%03d".formatted(night));
    }

    Document svg = draw(plot(Axis.categories("run", nights), Axis.linear("y")));

    List<Element> labels =
        all(svg, "text", "middle").stream()
            .filter(text -> text.getTextContent().startsWith("2026"))
            .toList();
    assertThat(labels).hasSizeGreaterThan(3);
    assertThat(labels.get(labels.size() - 1).getTextContent()).isEqualTo("2026-11-099");
    for (int i = 1; i < labels.size(); i++) {
      double distance =
          Double.parseDouble(labels.get(i).getAttribute("x"))
              - Double.parseDouble(labels.get(i - 1).getAttribute("x"));
      assertThat(distance).isGreaterThan(TextWidth.of("2026-11-000", 14) + 7);
    }
  }

  @Test
  void textIsEscapedAndHoldsNoCharacterThatXmlForbids() throws Exception {
    Plot plot =
        new Plot(
            HOSTILE,
            HOSTILE,
            Axis.categories(HOSTILE, List.of(HOSTILE)),
            List.of(
                new Panel(
                    Axis.linear(HOSTILE),
                    Panel.Size.TALL,
                    List.of(
                        new Mark.Level(HOSTILE, Ink.RED, 1),
                        new Mark.Marker(HOSTILE, Ink.RED, 0)))));

    Document svg = draw(plot);

    assertThat(svg.getElementsByTagName("script").getLength()).isZero();
    assertThat(svg.getElementsByTagName("title").item(0).getTextContent())
        .startsWith("</svg><script>alert(\"1\" & '2')</script>");
    assertThat(texts(svg)).anyMatch(text -> text.contains("<script>"));
  }

  @Test
  void aPlotSaysWhatItIsAndUsesNoIds() throws Exception {
    Document svg = draw(plot(line(new Point(0, 0), new Point(10, 10))));

    assertThat(svg.getDocumentElement().getAttribute("role")).isEqualTo("img");
    assertThat(svg.getDocumentElement().getFirstChild().getNodeName()).isEqualTo("style");
    assertThat(Svg.inPage(plot())).doesNotContain(" id=", "url(", "#");
    assertThat(svg.getElementsByTagName("title").item(0).getTextContent()).isEqualTo("Title");
  }

  @Test
  void numbersAreShort() {
    assertThat(List.of(0.0, -0.001, 1.5, -2.25, 3.004, 3.096, 100.0))
        .extracting(SvgWriter::number)
        .containsExactly("0", "0", "1.5", "-2.25", "3", "3.1", "100");
    assertThat(SvgWriter.number(7.05)).isEqualTo("7.05");
  }

  private static Plot matrix(int labels) {
    List<String> names = IntStream.range(0, labels).mapToObj(i -> "label " + i).toList();
    List<String> fromBelow = new ArrayList<>(names);
    Collections.reverse(fromBelow);
    Mark cell =
        new Mark.Cells(
            "right", Ink.BLUE, List.of(new Mark.Cell(1, labels - 1, 0.5, "25", "what it says")));
    return plot(Axis.categories("predicted", names), Axis.categories("true", fromBelow), cell);
  }

  @Test
  void aMatrixHasItsFirstRowOnTopAndANameForEachColumn() throws Exception {
    Document svg = draw(matrix(4));
    Element ground = all(svg, "rect", "ground").get(0);
    Element cell = all(svg, "rect", "bar").get(1);
    double column = Double.parseDouble(ground.getAttribute("width")) / 4;
    assertThat(Double.parseDouble(cell.getAttribute("x"))).isCloseTo(column + 0.5, within(0.02));
    assertThat(Double.parseDouble(cell.getAttribute("y"))).isCloseTo(0.5, within(0.02));
    assertThat(texts(svg)).contains("25").containsAll(List.of("label 0", "label 3"));
    assertThat(cell.getParentNode().getFirstChild().getTextContent()).isEqualTo("what it says");
    assertThat(all(svg, "text", "end")).noneMatch(text -> text.hasAttribute("transform"));
  }

  @Test
  void belowNarrowColumnsAllNamesAreTurned() throws Exception {
    Document svg = draw(matrix(30));
    assertThat(all(svg, "text", "end").stream().filter(text -> text.hasAttribute("transform")))
        .hasSize(30)
        .allMatch(text -> text.getAttribute("transform").endsWith("rotate(-90)"));
  }
}
