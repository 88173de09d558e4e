package org.ravel.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ravel.config.TokenizerKind;
import org.ravel.config.TreesConfig.Labels;
import org.ravel.config.TreesConfig.OneChild;
import org.ravel.corpus.Tokenizer;
import org.ravel.example.TreeReader;
import org.ravel.sequence.Preorder;
import org.ravel.sequence.Values;
import org.ravel.table.InputRow;
import org.ravel.table.SourceRecord;

class FilledTreesTest {
  private static final List<String> NAMES = List.of("good", "bad");

  /** The words stay as they are, in whatever case the model reads them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "(3 (2 It) (4 (4 lovely) (2 film))) | NODES | false | (good (bad It) (good (good lovely) (bad film)))",
        "(It (lovely film)) | NONE | false | (good (bad It) (good (good lovely) (bad film)))",
        "(3 It (lovely film)) | ROOT | true | (good It (lovely film))",
        "(3 (PRP It) (NP (JJ lovely) film)) | ROOT_OF_TAGGED | true | (good (PRP It) (NP (JJ lovely) film))",
        "(3 (2 (1 It)) (4 (4 lovely) (2 film))) | NODES | false | (good (bad It) (good (good lovely) (bad film)))",
      })
  void theModelsLabelsTakeTheOthersPlace(
      String text, Labels labels, boolean rootOnly, String expected) throws Exception {
    TreeReader reader =
        new TreeReader(labels, 2, OneChild.MERGE, Tokenizer.of(TokenizerKind.WHITESPACE, true));
    FilledTrees output = new FilledTrees(reader, NAMES, rootOnly);
    int[] answers = rootOnly ? new int[] {0} : new int[] {0, 1, 0, 0, 1};

    assertThat(output.row(row(text), RowAnswer.labelled(answers, new double[5], null)).getString(0))
        .isEqualTo(expected);
    assertThat(output.head()).isEmpty();
  }

  private static ReadRow row(String text) {
    SourceRecord record = new SourceRecord(null, List.of("file", "text"), List.of("f", text));
    return new ReadRow(
        new InputRow(0, null, 0, record),
        null,
        List.of(
            new Values.OfIds(new int[3]),
            new Values.OfChildren(new Preorder(new int[] {2, 0, 2, 0, 0}))),
        null);
  }
}
