package org.ravel.hiddenmarkov;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ravel.config.HiddenMarkovConfig.StateDecoding;
import org.ravel.hiddenmarkov.inference.EnumeratedPaths;
import org.ravel.hiddenmarkov.inference.MarkovChain;
import org.ravel.hiddenmarkov.tagging.TagChain;
import org.ravel.hiddenmarkov.tagging.TagCounts;
import org.ravel.hiddenmarkov.tagging.WordTags;
import org.ravel.network.Predictor;
import org.ravel.network.head.Categorical;
import org.ravel.sequence.Field;

class HiddenMarkovTaggerTest {
  private static final int LABELS = 3;
  private static final int WORDS = 7;

  /** Rows of different lengths, one without a step; the model as its file has it. */
  @ParameterizedTest
  @EnumSource(StateDecoding.class)
  void labelsAreThoseOfAllPaths(StateDecoding decoding) throws IOException {
    Random random = new Random(21);
    TagCounts counts = new TagCounts(LABELS);
    for (int i = 0; i < 30; i++) {
      int[] labels = random.ints(1 + random.nextInt(6), 0, LABELS).toArray();
      int[] words = new int[labels.length];
      for (int step = 0; step < words.length; step++) {
        words[step] = 2 * labels[step] + random.nextInt(2);
      }
      counts.add(words, labels, null);
    }
    MarkovChain chain = TagChain.of(counts, 0.5);
    WordTags tags = WordTags.of(counts, WORDS, 0, null, 0.5);
    HiddenMarkovIds model = read(new HiddenMarkovTagger(chain, tags, decoding));
    model.require(WORDS, LABELS);
    int[][] rows = {{1, 6, 4, 0, 2}, {}, {5, 3}};
    try (Predictor predictor = model.get();
        Categorical labels = predictor.predict(Field.of(rows), predictor.start())) {
      assertThat(labels.symbols()).isEqualTo(LABELS);
      for (int row = 0; row < rows.length; row++) {
        requireLabels(labels, row, rows[row], chain, tags, decoding);
      }
    }
  }

  private static void requireLabels(
      Categorical labels,
      int row,
      int[] words,
      MarkovChain chain,
      WordTags tags,
      StateDecoding decoding) {
    double[] emissions = new double[words.length * LABELS];
    for (int step = 0; step < words.length; step++) {
      tags.emit(words[step], null, emissions, step * LABELS);
    }
    if (words.length == 0) {
      return;
    }
    EnumeratedPaths paths = new EnumeratedPaths(chain, emissions, words.length);
    for (int step = 0; step < words.length; step++) {
      int greatest = 0;
      for (int label = 0; label < LABELS; label++) {
        assertThat(Math.exp(-labels.nats(row, step, label)))
            .isCloseTo(paths.posterior(step, label), within(1e-12));
        greatest =
            paths.posterior(step, label) > paths.posterior(step, greatest) ? label : greatest;
      }
      assertThat(labels.best(row, step))
          .isEqualTo(decoding == StateDecoding.VITERBI ? paths.bestPath()[step] : greatest);
    }
  }

  private static HiddenMarkovIds read(HiddenMarkovTagger model) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    model.write(out);
    return HiddenMarkovModel.readIds(new ByteArrayInputStream(out.toByteArray()), "m.bin");
  }
}
