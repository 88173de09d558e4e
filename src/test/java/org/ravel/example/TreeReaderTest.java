package org.ravel.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ravel.config.TokenizerKind;
import org.ravel.config.TreesConfig.Labels;
import org.ravel.config.TreesConfig.OneChild;
import org.ravel.corpus.Tokenizer;
import org.ravel.table.SourceRecord;

class TreeReaderTest {
  private static final Tokenizer LOWER = Tokenizer.of(TokenizerKind.WHITESPACE, true);

  private static TreeReader reader(Labels labels) {
    return new TreeReader(labels, 2, OneChild.REFUSE, LOWER);
  }

  private static SourceRecord line(String text) {
    return new SourceRecord(null, List.of("file", "text"), List.of("f", text));
  }

  private static LabelledSteps tree(
      List<String> words, List<Integer> children, List<String> labels) {
    return new LabelledSteps(new ReadSteps.OfTree(words, children), labels, false);
  }

  /** The layout of the Stanford Sentiment Treebank. */
  @ParameterizedTest
  @ValueSource(
      strings = {"(3 (2 It) (4 (4 lovely) (2 film)))", "  ( 3(2 It)( 4 (4\tlovely )(2 film) ) )\r"})
  void eachNodeHasALabel(String text) throws Exception {
    assertThat(reader(Labels.NODES).labelled(line(text)))
        .isEqualTo(
            tree(
                List.of("it", "lovely", "film"),
                List.of(2, 0, 2, 0, 0),
                List.of("3", "2", "4", "4", "2")));
  }

  @Test
  void aWordIsATreeToo() throws Exception {
    assertThat(reader(Labels.NODES).labelled(line("(2 Yes)")))
        .isEqualTo(tree(List.of("yes"), List.of(0), List.of("2")));
    assertThat(reader(Labels.NODES).tree(line("(2 Yes)")).words()).containsExactly("Yes");
  }

  /** Of the same tree only the root's label, and what stands in other brackets is all words. */
  @Test
  void rootsAloneHaveLabels() throws Exception {
    LabelledSteps expected =
        tree(List.of("it", "lovely", "film"), List.of(2, 0, 2, 0, 0), List.of("3"));
    assertThat(reader(Labels.ROOT).labelled(line("(3 It (lovely film))"))).isEqualTo(expected);
    assertThat(reader(Labels.ROOT).labelled(line("(3 (It) ((lovely) film))"))).isEqualTo(expected);
    assertThat(reader(Labels.ROOT_OF_TAGGED).labelled(line("(3 (PRP It) (NP (JJ lovely) film))")))
        .isEqualTo(expected);
    assertThat(reader(Labels.NONE).tree(line("(It (lovely film))")).words())
        .containsExactly("It", "lovely", "film");
  }

  @Test
  void aNodeOfOneChildMayBecomeItsChild() throws Exception {
    TreeReader merging = new TreeReader(Labels.NODES, 2, OneChild.MERGE, LOWER);
    assertThat(merging.labelled(line("(1 (3 (2 (4 a) (0 b))) (5 (6 c)))")))
        .isEqualTo(
            tree(List.of("a", "b", "c"), List.of(2, 2, 0, 0, 0), List.of("1", "3", "4", "0", "5")));
    assertThat(merging.labelled(line("(1 (3 (2 a)))")))
        .isEqualTo(tree(List.of("a"), List.of(0), List.of("1")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | has no tree",
        "'  ' | has no tree",
        "a | does not begin with a bracket, but with a",
        "(1 (2 a) (3 b) | has 1 bracket that is not closed, the last one at character 1: (1 (2 a) (3 b)",
        "(1 (2 a) (3 b | has 2 brackets that are not closed, the last one at character 10: (3 b",
        "(1 (2 a) (3 b))) | has a bracket that closes none at character 16: )",
        "(1 (2 a) (3 b)) (1 c) | has a second tree at character 17: (1 c)",
        "(1 (2 a) (3 b)) c | has text behind its tree at character 17: c",
        "(1 ((2 a) (3 b)) (2 c)) | has a node without a label at character 4: ((2 a) (3 b)) (2 c))",
        "(1 (2 a) b) | has a node without a label at character 10: b)",
        "(1 a b) | has a node without a label at character 4: a b)",
        "(1 (2 a) ()) | has a node without a label at character 10: ())",
        "(1 (2 a) (3)) | has a node without a word at character 10: (3))",
        "(1 (2 (3 a)) (3 b)) | has a node of one child (corpus.trees.one-child is refuse) at character 4: (2 (3 a)) (3 b))",
        "(1 (2 a) (2 b) (2 c)) | has a node of 3 children (corpus.trees.children is 2) at character 1: (1 (2 a) (2 b) (2 c)…"
      })
  void whatIsMalformedIsNamed(String text, String message) {
    assertThatThrownBy(() -> reader(Labels.NODES).labelled(line(text)))
        .isInstanceOf(MalformedExample.class)
        .hasMessage(message);
  }

  @Test
  void aRootWithoutALabelIsMalformed() {
    for (Labels labels : List.of(Labels.ROOT, Labels.ROOT_OF_TAGGED)) {
      assertThatThrownBy(() -> reader(labels).labelled(line("((a b) c)")))
          .isInstanceOf(MalformedExample.class)
          .hasMessage("has a node without a label at character 1: ((a b) c)");
    }
  }

  @Test
  void nodesMayHaveAnyNumberOfChildren() throws Exception {
    TreeReader any = new TreeReader(Labels.NODES, 0, OneChild.REFUSE, LOWER);
    assertThat(any.steps(line("(1 (2 a) (2 b) (2 c))")).children()).containsExactly(3, 0, 0, 0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "(3 (2 It) (4 (4 lovely) (2 film))) | NODES",
        "(2 Yes) | NODES",
        "(3 It (lovely film)) | ROOT",
        "((a b) (c (d e))) | NONE",
        "(3 (NP (DT a) b) (VP c)) | ROOT_OF_TAGGED"
      })
  void aTreesTextIsTheTreeAgain(String text, Labels labels) throws Exception {
    assertThat(reader(labels).tree(line(text)).text()).isEqualTo(text);
  }

  @Test
  void otherLabelsMayBeWritten() throws Exception {
    BracketedTree bare = reader(Labels.NONE).tree(line("(a (b c))"));
    assertThat(bare.labelled(List.of("1", "2", "3", "4", "5")).text())
        .isEqualTo("(1 (2 a) (3 (4 b) (5 c)))");
  }

  /** Trees may be deep: nothing calls itself. */
  @Test
  void deepTreesAreRead() throws Exception {
    int depth = 100_000;
    String text =
        "(1 (2 a) ".repeat(depth) + "(2 a)" + String.join("", Collections.nCopies(depth, ")"));
    BracketedTree tree = reader(Labels.NODES).tree(line(text));
    assertThat(tree.words()).hasSize(depth + 1);
    assertThat(tree.text()).isEqualTo(text);
  }
}
