package org.ravel.evaluation.label;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.ravel.sequence.Alignment;

class WordLabelsTest {

  @Test
  void eachWordHasTheLabelThatItHasMostOften() {
    LabelCounts counts =
        CountedTraining.of(
            Alignment.SAME_STEP,
            List.of(
                CountedTraining.example(new int[] {1, 1, 1, 2, 2}, 0, 1, 1, 2, 0),
                // Label 3 is none of the three.
                CountedTraining.example(new int[] {3, 3, 3, 4, 4}, 3, 3, 1, 2, 2)),
            6,
            3);
    WordLabels baseline = WordLabels.of(counts);

    // Labels 1 and 2 have three steps each, label 0 has two.
    assertThat(counts.byFrequency()[0]).isEqualTo(1);
    assertThat(IntStream.range(0, 6).filter(counts::has)).containsExactly(1, 2, 3, 4);
    int[] sentence = {0, 1, 2, 3, 4, 5};
    assertThat(
            IntStream.range(0, 6)
                .map(step -> baseline.label(CountedTraining.example(sentence), step)))
        // Of equals in a word, label 2 has more steps than label 0; unseen words get the first.
        .containsExactly(1, 1, 2, 1, 2, 1);
  }
}
