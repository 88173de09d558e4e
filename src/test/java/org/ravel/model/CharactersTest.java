package org.ravel.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.ravel.config.ConfigLoader;
import org.ravel.config.RavelConfig;
import org.ravel.network.Network;
import org.ravel.network.Predictor;
import org.ravel.network.head.Categorical;
import org.ravel.sequence.Alignment;
import org.ravel.sequence.Batch;
import org.ravel.sequence.Field;
import org.ravel.sequence.Words;

/** Words that nobody has seen, by their characters, without Spark. */
class CharactersTest {
  private static final int LABELS = 3;

  /** {@code <unk>}, the end, and the letters. */
  private static final int CHARACTERS = 8;

  private static final int ROWS = 8;
  private static final int WORDS = 6;
  private final Random random = new Random(3);
  private final Set<List<Integer>> seen = new HashSet<>();

  @ParameterizedTest
  @CsvSource({
    "recurrent, lstm, false, labelling",
    "recurrent, gru, true, labelling",
    "convolution, lstm, true, labelling",
    "convolution, elman, false, classification",
  })
  void theirEndingIsLearned(String characters, String cell, boolean bidirectional, String task) {
    RavelConfig config =
        ConfigLoader.load(
                "test",
                "",
                Map.ofEntries(
                    Map.entry("task", task),
                    Map.entry("corpus.format", "lines"),
                    Map.entry("corpus.columns.input", "1"),
                    Map.entry("corpus.columns.target", "2"),
                    Map.entry("shards.spelling", "true"),
                    Map.entry("model.characters.network", characters),
                    Map.entry("model.characters.embedding-size", "6"),
                    Map.entry("model.characters.hidden-size", "7"),
                    Map.entry("model.embedding-size", "5"),
                    Map.entry("model.hidden-size", "9"),
                    Map.entry("model.cell", cell),
                    Map.entry("model.bidirectional", Boolean.toString(bidirectional))))
            .values();
    boolean whole = task.equals("classification");
    NetworkEnds ends =
        new NetworkEnds(
            new NetworkInput.OfTokens(1, CHARACTERS),
            whole ? Alignment.WHOLE : Alignment.SAME_STEP,
            LABELS);
    NetworkSpecification specification =
        new NetworkSpecification(
            config.model(), ends, config.training(), new FixedSchedule(0.02), 4);
    EndWidths.require(specification.chain(), ends);
    try (Network network = specification.build()) {
      assertThat(network.parameters().length()).isEqualTo(specification.parameters());
      for (int step = 0; step < 150; step++) {
        network.train(batch(whole, false), network.start());
      }
      assertThat(accuracy(network.snapshot().get(), batch(whole, true))).isGreaterThan(0.97);
    }
  }

  private static double accuracy(Predictor predictor, Batch batch) {
    int right = 0;
    try (Categorical prediction = predictor.predict(batch.read(), predictor.start())) {
      for (int row = 0; row < ROWS; row++) {
        for (int step = 0; step < batch.targets().lengths()[row]; step++) {
          right += prediction.best(row, step) == batch.symbols().id(row, step) ? 1 : 0;
        }
      }
    }
    return right / (double) batch.counted();
  }

  /** Words that all have the same id; the last character of each, or of the first, is the label. */
  private Batch batch(boolean whole, boolean unseen) {
    int[][] characters = new int[ROWS][];
    int[][] labels = new int[ROWS][];
    for (int row = 0; row < ROWS; row++) {
      List<Integer> letters = new ArrayList<>();
      labels[row] = new int[whole ? 1 : WORDS];
      for (int word = 0; word < (whole ? 1 : WORDS); word++) {
        int label = random.nextInt(LABELS);
        letters.addAll(word(label, unseen));
        letters.add(Words.END);
        labels[row][word] = label;
      }
      characters[row] = letters.stream().mapToInt(letter -> letter).toArray();
    }
    return new Batch(
        Words.of(Field.of(new int[ROWS][whole ? 1 : WORDS]), characters), Field.of(labels));
  }

  private List<Integer> word(int label, boolean unseen) {
    List<Integer> word = new ArrayList<>();
    do {
      word.clear();
      for (int i = random.nextInt(6); i >= 0; i--) {
        word.add(2 + random.nextInt(CHARACTERS - 2 - LABELS));
      }
      word.add(CHARACTERS - LABELS + label);
    } while (unseen && seen.contains(word));
    if (!unseen) {
      seen.add(List.copyOf(word));
    }
    return word;
  }
}
