package org.ravel.evaluation.label;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ravel.sequence.Alignment;
import org.ravel.sequence.Example;

class NaiveBayesTest {
  private static final int WORDS = 41;

  @Test
  void agreesWithScikitLearn() {
    List<Example> training = new ArrayList<>();
    List<Example> test = new ArrayList<>();
    for (String line : Resources.lines("naive-bayes.txt")) {
      String[] fields = line.split(" ");
      if (!fields[0].equals("#")) {
        int[] words = Arrays.stream(fields).skip(2).mapToInt(Integer::parseInt).toArray();
        (fields[0].equals("train") ? training : test)
            .add(CountedTraining.example(words, Integer.parseInt(fields[1])));
      }
    }

    NaiveBayes baseline = NaiveBayes.of(CountedTraining.of(Alignment.WHOLE, training, WORDS, 4));

    assertThat(test.stream().map(example -> baseline.label(example, 0)))
        .hasSize(120)
        .isEqualTo(test.stream().map(example -> example.ids(1)[0]).toList());
  }

  /** The example of Manning, Raghavan and Schütze, section 13.2. */
  @Test
  void agreesWithTheTextbook() {
    int no = 1;
    int yes = 0;
    int chinese = 1;
    int tokyo = 5;
    int japan = 6;
    LabelCounts counts =
        CountedTraining.of(
            Alignment.WHOLE,
            List.of(
                CountedTraining.example(new int[] {chinese, 2, chinese}, yes),
                CountedTraining.example(new int[] {chinese, chinese, 3}, yes),
                CountedTraining.example(new int[] {chinese, 4}, yes),
                CountedTraining.example(new int[] {tokyo, japan, chinese}, no)),
            8,
            2);
    NaiveBayes baseline = NaiveBayes.of(counts);

    assertThat(counts.targets(yes)).isEqualTo(3);
    assertThat(
            baseline.label(
                CountedTraining.example(new int[] {chinese, chinese, chinese, tokyo, japan}, yes),
                0))
        .isEqualTo(yes);
    // 3/4 · 1/14 · 1/14 against 1/4 · 2/9 · 2/9.
    assertThat(baseline.label(CountedTraining.example(new int[] {tokyo, japan}, yes), 0))
        .isEqualTo(no);
    // A word that training does not have says nothing: the class's own share decides.
    assertThat(baseline.label(CountedTraining.example(new int[] {7, 0}, yes), 0)).isEqualTo(yes);
  }

  @Test
  void aClassThatTrainingDoesNotHaveIsNeverGiven() {
    NaiveBayes baseline =
        NaiveBayes.of(
            CountedTraining.of(
                Alignment.WHOLE, List.of(CountedTraining.example(new int[] {1, 1, 2}, 2)), 4, 3));

    assertThat(baseline.label(CountedTraining.example(new int[] {1, 3}, 0), 0)).isEqualTo(2);
  }
}
