package org.ravel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.ravel.config.ConfigLoader;
import org.ravel.config.RavelConfig;
import org.ravel.network.HiddenState;
import org.ravel.network.NetworkSnapshot;
import org.ravel.network.Predictor;
import org.ravel.network.head.Categorical;
import org.ravel.network.module.Parameters;
import org.ravel.sequence.Alignment;
import org.ravel.sequence.Field;

/** Networks with windows and dense layers, as the configuration describes them. */
class WindowNetworkTest {
  private static final int SYMBOLS = 6;
  private static final int LABELS = 4;

  @ParameterizedTest
  @CsvSource({"tanh, 2, 1", "relu, 0, 3", "sigmoid, 1, 1", "identity, 0, 0"})
  void predictsAsTheEquationsSay(String activation, int before, int after) {
    NetworkSnapshot network =
        specification(
                "labelling",
                Map.of(
                    "model.kind", "window",
                    "model.window.before", before,
                    "model.window.after", after,
                    "model.dense.sizes", "[5, 7]",
                    "model.dense.activation", activation))
            .build()
            .snapshot();
    DoubleUnaryOperator function =
        switch (activation) {
          case "tanh" -> Math::tanh;
          case "relu" -> x -> Math.max(0, x);
          case "sigmoid" -> x -> 1 / (1 + Math.exp(-x));
          default -> x -> x;
        };
    int[][] rows = {{3, 1, 5, 0, 2}, {4, 4}};
    try (Categorical prediction = network.get().predict(Field.of(rows), HiddenState.zero())) {
      for (int row = 0; row < rows.length; row++) {
        for (int step = 0; step < rows[row].length; step++) {
          double[] expected = logits(network.named(), rows[row], step, before, after, function);
          float[] logits = new float[LABELS];
          prediction.logits(row, step, logits);
          for (int label = 0; label < LABELS; label++) {
            assertThat((double) logits[label])
                .as("row %d, step %d, label %d", row, step, label)
                .isCloseTo(expected[label], within(1e-5));
          }
        }
      }
    }
  }

  /**
   * A language model of Bengio et al. (2003), read piece by piece, in several rows of which one
   * ends early: each prediction is that of a plain loop over the whole text. With a softmax of its
   * own, and with the embedding's table as the softmax's weights.
   */
  @ParameterizedTest
  @CsvSource({"false, 4", "true, 5"})
  void aLanguageModelCarriesItsWindow(boolean tied, int last) {
    NetworkSnapshot network =
        specification(
                "language-model",
                Map.of(
                    "model.kind",
                    "window",
                    "model.window.before",
                    3,
                    "model.window.after",
                    0,
                    "model.tie-embeddings",
                    tied,
                    "model.dense.sizes",
                    "[7, %d]".formatted(last),
                    "model.dense.activation",
                    "tanh"))
            .build()
            .snapshot();
    EndWidths.require(
        network.topology(),
        new NetworkEnds(new NetworkInput.OfTokens(SYMBOLS, 0), Alignment.NEXT_STEP, SYMBOLS));
    int[][] rows = {{3, 1, 5, 0, 2, 2, 4, 1, 0, 5}, {4, 4, 1}};
    HiddenState state = HiddenState.zero();
    try (Predictor predictor = network.get()) {
      for (int from = 0; from < rows[0].length; from += 2) {
        int[][] piece = {piece(rows[0], from), piece(rows[1], from)};
        try (Categorical prediction = predictor.predict(Field.of(piece), state)) {
          for (int row = 0; row < rows.length; row++) {
            for (int step = 0; step < piece[row].length; step++) {
              double[] expected = nextLogits(network.named(), rows[row], from + step, tied);
              float[] logits = new float[SYMBOLS];
              prediction.logits(row, step, logits);
              for (int token = 0; token < SYMBOLS; token++) {
                assertThat((double) logits[token]).isCloseTo(expected[token], within(1e-5));
              }
            }
          }
        }
      }
    }
  }

  private static int[] piece(int[] row, int from) {
    int start = Math.min(from, row.length);
    return Arrays.copyOfRange(row, start, Math.min(start + 2, row.length));
  }

  private static double[] nextLogits(Parameters named, int[] row, int step, boolean tied) {
    double[] values = window(named, row, step, 3, 0);
    double[] second = affine(named, "2_", affine(named, "1_", values, Math::tanh), Math::tanh);
    if (!tied) {
      return affine(named, "3_", second, x -> x);
    }
    double[] logits = new double[SYMBOLS];
    for (int token = 0; token < SYMBOLS; token++) {
      logits[token] = named.get("3_b").getDouble(0, token);
      for (int i = 0; i < second.length; i++) {
        logits[token] += second[i] * named.get("0_E").getDouble(token, i);
      }
    }
    return logits;
  }

  /** One step by hand: embeddings side by side with zeros outside, then layer after layer. */
  private static double[] logits(
      Parameters named, int[] row, int step, int before, int after, DoubleUnaryOperator function) {
    double[] values = window(named, row, step, before, after);
    double[] first = affine(named, "1_", values, function);
    double[] second = affine(named, "2_", first, function);
    return affine(named, "3_", second, x -> x);
  }

  private static double[] window(Parameters named, int[] row, int step, int before, int after) {
    INDArray embedding = named.get("0_E");
    int width = (int) embedding.size(1);
    double[] values = new double[width * (before + 1 + after)];
    for (int place = 0; place < before + 1 + after; place++) {
      int at = step - before + place;
      for (int i = 0; at >= 0 && at < row.length && i < width; i++) {
        values[place * width + i] = embedding.getDouble(row[at], i);
      }
    }
    return values;
  }

  private static double[] affine(
      Parameters named, String prefix, double[] inputs, DoubleUnaryOperator function) {
    INDArray weights = named.get(prefix + "W");
    assertThat(weights.size(0)).isEqualTo(inputs.length);
    double[] outputs = new double[(int) weights.size(1)];
    for (int unit = 0; unit < outputs.length; unit++) {
      double sum = named.get(prefix + "b").getDouble(0, unit);
      for (int i = 0; i < inputs.length; i++) {
        sum += inputs[i] * weights.getDouble(i, unit);
      }
      outputs[unit] = function.applyAsDouble(sum);
    }
    return outputs;
  }

  @Test
  void denseLayersStandBehindThePoolingWithDropoutBetween() {
    Map<String, Object> settings =
        Map.of("model.dense.sizes", "9,8", "model.dropout", 0.25, "model.bidirectional", true);
    assertThat(kinds(specification("classification", settings)))
        .containsExactly(
            "DropoutLayer 5",
            "BidirectionalLayer 14",
            "PoolingLayer 14",
            "DropoutLayer 14",
            "DenseLayer 9",
            "DropoutLayer 9",
            "DenseLayer 8",
            "DropoutLayer 8");
    assertThat(kinds(specification("labelling", Map.of("model.dense.sizes", "9"))))
        .containsExactly("DenseLayer 9");
    assertThat(
            kinds(
                specification(
                    "labelling",
                    Map.of(
                        "model.kind", "window",
                        "model.dense.sizes", "9",
                        "model.dropout", 0.25,
                        "model.head", "crf"))))
        .containsExactly("WindowLayer 35", "DropoutLayer 35", "DenseLayer 9", "DropoutLayer 9");
    assertThat(
            kinds(
                specification(
                    "classification",
                    Map.of(
                        "model.kind", "window", "model.dense.sizes", "9", "model.dropout", 0.25))))
        .containsExactly(
            "WindowLayer 35",
            "DropoutLayer 35",
            "DenseLayer 9",
            "PoolingLayer 9",
            "DropoutLayer 9");
  }

  /** A convolution whose features' greatest values count, by hand. */
  @Test
  void aClassIsPredictedFromThePooledFeaturesOfAllWindows() {
    NetworkSnapshot network =
        specification(
                "classification",
                Map.of(
                    "model.kind", "window",
                    "model.window.before", 1,
                    "model.window.after", 1,
                    "model.dense.sizes", "9",
                    "model.pooling", "max"))
            .build()
            .snapshot();
    int[][] rows = {{3, 1, 5, 0, 2}, {4, 4}};
    try (Categorical prediction = network.get().predict(Field.of(rows), HiddenState.zero())) {
      for (int row = 0; row < rows.length; row++) {
        double[] pooled = new double[9];
        Arrays.fill(pooled, Double.NEGATIVE_INFINITY);
        for (int step = 0; step < rows[row].length; step++) {
          double[] window = window(network.named(), rows[row], step, 1, 1);
          double[] features = affine(network.named(), "1_", window, Math::tanh);
          Arrays.setAll(pooled, i -> Math.max(pooled[i], features[i]));
        }
        double[] expected = affine(network.named(), "2_", pooled, x -> x);
        float[] logits = new float[LABELS];
        prediction.logits(row, 0, logits);
        for (int label = 0; label < LABELS; label++) {
          assertThat((double) logits[label]).isCloseTo(expected[label], within(1e-5));
        }
      }
    }
  }

  private static List<String> kinds(NetworkSpecification specification) {
    return specification.chain().layers().stream()
        .map(layer -> layer.getClass().getSimpleName() + " " + layer.width())
        .toList();
  }

  /** As PyTorch's Linear: uniform within ±1/√inputs, weights and bias. */
  @Test
  void denseLayersAreDrawnByTheRulesOfTheSoftmax() {
    NetworkSpecification specification =
        specification("labelling", Map.of("model.kind", "window", "model.dense.sizes", "400, 300"));
    Parameters named = specification.build().snapshot().named();
    for (String array : List.of("1_W", "1_b", "2_W", "2_b")) {
      double bound = 1 / Math.sqrt(array.startsWith("1") ? 7 * 5 : 400);
      INDArray values = named.get(array);
      assertThat(values.amaxNumber().doubleValue()).isBetween(0.95 * bound, bound);
      assertThat(values.stdNumber().doubleValue())
          .isCloseTo(bound / Math.sqrt(3), within(0.1 * bound));
    }
    assertThat(named.get("1_W").getDouble(0, 0)).isNotEqualTo(named.get("2_W").getDouble(0, 0));
  }

  private static NetworkSpecification specification(String task, Map<String, ?> settings) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("task", task);
    boolean text = task.equals("language-model");
    if (!text) {
      all.put("corpus.format", "lines");
      all.put("corpus.columns.input", "1");
      all.put("corpus.columns.target", "2");
    }
    all.put("model.embedding-size", "5");
    all.put("model.hidden-size", "7");
    settings.forEach((key, value) -> all.put(key, value.toString()));
    RavelConfig config = ConfigLoader.load("test", "", all).values();
    Alignment targets =
        switch (task) {
          case "language-model" -> Alignment.NEXT_STEP;
          case "labelling" -> Alignment.SAME_STEP;
          default -> Alignment.WHOLE;
        };
    return new NetworkSpecification(
        config.model(),
        new NetworkEnds(new NetworkInput.OfTokens(SYMBOLS, 0), targets, text ? SYMBOLS : LABELS),
        config.training(),
        new FixedSchedule(0.1),
        config.seed());
  }
}
