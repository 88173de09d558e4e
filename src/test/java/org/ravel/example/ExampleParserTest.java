package org.ravel.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.ravel.config.ConfigLoader;
import org.ravel.config.RavelConfig;
import org.ravel.table.SourceRecord;

class ExampleParserTest {

  private static ExampleParser parser(String task, String format, String... settings) {
    Map<String, String> all = new HashMap<>();
    all.put("task", task);
    all.put("corpus.format", format);
    if (!format.equals("folders")) {
      all.put("corpus.columns.input", "1");
      all.put("corpus.columns.target", "2");
    } else {
      all.put("split.by", "documents");
    }
    for (String setting : settings) {
      all.put(
          setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
    }
    RavelConfig config = ConfigLoader.load("test", "", all).values();
    return new ExampleParser(
        config.task(), config.corpus(), ExampleTokenizers.of(config.corpus()), 0);
  }

  private static LabelledSteps steps(List<String> tokens, List<String> labels, boolean cut) {
    return new LabelledSteps(new ReadSteps.OfTokens(tokens), labels, cut);
  }

  private static SourceRecord row(Object... values) {
    return new SourceRecord(
        null, List.of("1", "2", "3").subList(0, values.length), Arrays.asList(values));
  }

  /** The layout of NETtalk: a word, its phonemes, its stresses. */
  @Test
  void wordsAreSpelled() throws Exception {
    SourceRecord word = row("abbe", "@b-e", "0<>1");
    assertThat(parser("labelling", "lines").parse(word))
        .isEqualTo(steps(List.of("a", "b", "b", "e"), List.of("@", "b", "-", "e"), false));
    assertThat(parser("labelling", "lines", "corpus.columns.target=[2,3]").parse(word).labels())
        .containsExactly("@ 0", "b <", "- >", "e 1");
  }

  @Test
  void stepsAreCutAtWhiteSpaceOrComeAsLists() throws Exception {
    ExampleParser parser =
        parser("labelling", "json", "corpus.tokenizer=whitespace", "corpus.lower-case=true");
    LabelledSteps expected = steps(List.of("the", "cat"), List.of("DT", "NN"), false);
    assertThat(parser.parse(row("The cat", "DT NN"))).isEqualTo(expected);
    assertThat(parser.parse(row(List.of("The", "cat"), List.of("DT", "NN")))).isEqualTo(expected);
    assertThat(parser.parse(row(new Object[] {"The", "cat"}, "DT NN"))).isEqualTo(expected);
  }

  @Test
  void textHasOneLabel() throws Exception {
    ExampleParser parser =
        parser(
            "classification",
            "csv",
            "corpus.columns.input=[2,3]",
            "corpus.columns.target=1",
            "corpus.tokenizer=whitespace");
    assertThat(parser.parse(row(" 3 ", "Fears for", "T N pension")))
        .isEqualTo(steps(List.of("Fears", "for", "T", "N", "pension"), List.of("3"), false));
    assertThat(parser.parse(row(7, "a", List.of("b c", "d"))))
        .isEqualTo(steps(List.of("a", "b c", "d"), List.of("7"), false));
  }

  @Test
  void setsOfLabelsAreListsOrTexts() throws Exception {
    ExampleParser json = parser("multi-label", "json", "corpus.tokenizer=whitespace");
    assertThat(json.parse(row("a b", List.of("y", "x", "y", " z"))))
        .isEqualTo(steps(List.of("a", "b"), List.of("x", "y", "z"), false));
    assertThat(json.parse(row("a", new Object[] {7, 5L})).labels()).containsExactly("5", "7");
    assertThat(json.parse(row("a", "y , x")).labels()).containsExactly("x", "y");
    assertThat(json.parse(row("a", List.of())).labels()).isEmpty();
    assertThat(json.parse(row("a", " ")).labels()).isEmpty();
    ExampleParser csv =
        parser(
            "multi-label",
            "csv",
            "corpus.tokenizer=whitespace",
            "corpus.columns.target=[2,3]",
            "corpus.columns.label-separator= and ");
    assertThat(csv.parse(row("a", "x, y and z", "b")).labels()).containsExactly("b", "x, y", "z");
    assertThat(csv.parse(row("a", null, null)).labels()).isEmpty();
  }

  @Test
  void whatIsNoSetOfLabelsIsNamed() {
    ExampleParser json = parser("multi-label", "json", "corpus.tokenizer=whitespace");
    refused(
        json, row("a", null), "has nothing in column 2; an empty list says that there is no label");
    refused(json, row("a", "x,,y"), "has an empty label in column 2");
    refused(json, row("a", "x,"), "has an empty label in column 2");
    refused(json, row("a", List.of("x", "")), "has an empty label in column 2");
    refused(
        json,
        row("a", List.of(0.5)),
        "has 0.5 in column 2, which must be a list of labels, or a text");
    refused(json, row("", List.of("x")), "has no token");
  }

  @Test
  void theFolderIsTheLabel() throws Exception {
    ExampleParser parser = parser("classification", "folders", "corpus.tokenizer=word");
    SourceRecord file =
        new SourceRecord(
            null, List.of("file", "text"), List.of("hdfs://n:1/r/pos one/cv000.txt", "So, good"));
    assertThat(parser.parse(file))
        .isEqualTo(steps(List.of("So", ",", "good"), List.of("pos one"), false));
  }

  @Test
  void whatIsMalformedIsNamed() {
    ExampleParser words = parser("labelling", "json", "corpus.tokenizer=whitespace");
    refused(words, row("a b c", "A B"), "has 3 tokens but 2 labels");
    refused(words, row("", ""), "has no token");
    refused(words, row("a", null), "has nothing in column 2");
    refused(words, row(List.of("a"), List.of("")), "has an empty label");
    refused(
        words,
        row(7, "A"),
        "has 7 in column 1, which must be a text or a list of strings or whole numbers");
    ExampleParser both =
        parser("labelling", "json", "corpus.tokenizer=whitespace", "corpus.columns.target=[2,3]");
    refused(both, row("a b", "A B", "0"), "has 2 steps in column 2 but 1 in column 3");
    ExampleParser texts = parser("classification", "json", "corpus.tokenizer=whitespace");
    refused(texts, row("a", List.of("x")), "has a list in column 2, which must be one label");
    refused(texts, row("a", " "), "has an empty label");
  }

  private static void refused(ExampleParser parser, SourceRecord record, String message) {
    assertThatThrownBy(() -> parser.parse(record))
        .isInstanceOf(MalformedExample.class)
        .hasMessage(message);
  }

  @Test
  void whatIsCutKeepsTheLabelsOfItsSteps() {
    LabelledSteps words = steps(List.of("a", "b", "c"), List.of("A", "B", "C"), false);
    assertThat(words.cutTo(2, true)).isEqualTo(steps(List.of("a", "b"), List.of("A", "B"), true));
    LabelledSteps text = steps(List.of("a", "b", "c"), List.of("X"), false);
    assertThat(text.cutTo(2, false)).isEqualTo(steps(List.of("a", "b"), List.of("X"), true));
  }
}
