package org.ravel.evaluation.label;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.ravel.evaluation.tally.TargetRow;
import org.ravel.sequence.Batch;
import org.ravel.sequence.Example;
import org.ravel.sequence.Field;
import org.ravel.sequence.Origin;
import org.ravel.sequence.Values;

class RareWordsTest {
  /** The word 5 between words that the vocabulary lacks: ab, c, and ab again. */
  private static final Example EXAMPLE =
      new Example(
          0,
          List.of(
              new Values.OfIds(new int[] {0, 5, 0, 0}),
              new Values.OfIds(new int[] {2, 3, 1, 4, 1, 4, 1, 2, 3, 1}),
              new Values.OfIds(new int[] {0, 0, 0, 0})),
          Origin.of(0));

  private static final RareWords SPELLED = RareWords.of(0, OptionalInt.of(1));

  @Test
  void wordsThatShareAnIdDifferInTheirSpelling() {
    // The second word has an id of its own.
    assertThat(SPELLED.spellings(EXAMPLE))
        .containsExactly("\u0002\u0003", null, "\u0004", "\u0002\u0003");
    assertThat(RareWords.of(0, OptionalInt.empty()).spellings(EXAMPLE)).containsOnlyNulls();
  }

  @Test
  void aRareWordThatTrainingHasIsSeen() {
    BitSet words = new BitSet();
    words.set(5);
    TrainingFacts facts =
        new TrainingFacts(
            words, SPELLED, Set.of("\u0002\u0003"), false, List.of(new MostFrequentLabel(0)));
    TargetRow row =
        new TargetRow(
            0, EXAMPLE, 0, new Batch(Field.of(EXAMPLE.ids(0)), Field.of(EXAMPLE.ids(2))), 0);

    assertThat(facts.unseen(row)).containsExactly(false, false, true, false);
  }

  @Test
  void theWorstExamplesShowTheSpelling() {
    LabelNames labels = new LabelNames(List.of("A", "B"));
    WorstExamples worst = new WorstExamples();
    Answer wrong = new Answer(0, 1, 1, 0.5, false);
    worst.addSteps(EXAMPLE, SPELLED, new Answer[] {wrong, wrong, wrong, wrong}, 4);

    assertThat(worst.measures(PredictedRow.names(labels)).get(0).tokens())
        .containsExactly("ab", "w5", "c", "ab");
  }
}
