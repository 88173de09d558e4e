package org.ravel.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.ravel.config.ConfigLoader;
import org.ravel.config.RavelConfig;
import org.ravel.error.ConfigurationException;
import org.ravel.model.NetworkEnds;
import org.ravel.model.NetworkInput;
import org.ravel.sequence.Alignment;

class TrainingSizeTest {

  @Test
  void aNetworkThatNoArrayHoldsIsRefusedWithTheSettingsThatMakeIt() {
    // An LSTM alone: 4 × 10^6 × (128 + 10^6 + 1), with the embedding and the softmax.
    TrainingSize size = size(65, 64, "model.hidden-size", "1000000");
    assertThat(size.parameters())
        .isEqualTo(4_000_000L * 1_000_129 + 65L * 128 + 65L * 1_000_000 + 65);
    refused(
        size,
        "4,000,581,008,385 parameters",
        "at most 2,147,483,647",
        "model.hidden-size (1,000,000)",
        "model.embedding-size (128)",
        "model.layers (1)",
        "vocabulary.max-size (the vocabulary has 65 tokens)");
  }

  @Test
  void theLargestShapesAreCountedWithoutOverflow() {
    TrainingSize size =
        size(
            Integer.MAX_VALUE,
            1 << 20,
            "model.hidden-size",
            "1048576",
            "model.embedding-size",
            "1048576",
            "model.layers",
            "100",
            "training.minibatch-size",
            "1");
    assertThat(size.parameters()).isPositive();
    refused(size, "parameters");
  }

  @Test
  void theUpdatersStateIsAnArrayToo() {
    String[] settings = {"model.hidden-size", "18000", "training.updater.name", "adam"};
    refused(size(65, 1, settings), "numbers in the updater's state", "model.hidden-size (18,000)");
    settings[3] = "sgd";
    accepted(size(65, 1, settings));
  }

  @Test
  void aMinibatchThatNoArrayHoldsIsRefusedWithTheSettingsThatMakeIt() {
    refused(
        size(100_000, 1000, "training.minibatch-size", "32"),
        "3,200,000,000 logits of a minibatch",
        "training.minibatch-size (32)",
        "shards.sequence-length (1,000)",
        "vocabulary.max-size (the vocabulary has 100,000 tokens)");
    accepted(size(100_000, 1000, "training.minibatch-size", "21"));
    // 4 gates of 256 units.
    refused(
        size(65, 65_536, "training.minibatch-size", "32"),
        "2,147,483,648 sums for the gates of a minibatch",
        "model.hidden-size (256)");
    accepted(size(65, 65_535, "training.minibatch-size", "32"));
    accepted(size(65, 65_536, "training.minibatch-size", "32", "model.cell", "gru"));
  }

  @Test
  void windowsAndDenseLayersAreMeasuredToo() {
    String[] window = {
      "task", "labelling",
      "corpus.format", "lines",
      "corpus.columns.input", "1",
      "corpus.columns.target", "2",
      "model.kind", "window",
      "model.hidden-size", "1000000",
      "model.dense.sizes", "80",
      "training.minibatch-size", "32"
    };
    // 32 × 2^17 × 7 × 128, and two layers: 7 × 128 → 80 → 65.
    refused(
        size(65, 1 << 17, window),
        "3,758,096,384 numbers in the windows of a minibatch",
        "model.window (7 steps)",
        "model.embedding-size (128)");
    assertThat(size(65, 1, window).parameters()).isEqualTo(65 * 128 + (7 * 128 + 1) * 80 + 81 * 65);
    refused(
        size(65, 1 << 14, "model.dense.sizes", "8192"),
        "4,294,967,296 outputs of a dense layer in a minibatch",
        "model.dense.sizes (8,192)");
    refused(
        size(65, 1, "model.dense.sizes", "[80000, 80000]"),
        "parameters",
        "model.dense.sizes (80000, 80000)");
  }

  /** The shards say how many children a node has, whatever the configuration says now. */
  @Test
  void treesAreMeasuredWithTheChildrenOfTheShards() {
    String[] settings = {
      "task", "tree",
      "corpus.format", "trees",
      "corpus.trees.children", "2",
      "model.kind", "tree",
      "model.composition", "child-sum",
      "model.hidden-size", "256",
      "training.minibatch-size", "32"
    };
    RavelConfig config = config(settings);
    refused(
        TrainingSize.of(config, treesWith(70), 1024),
        "3,523,215,360 sums for the gates of a minibatch",
        "model.hidden-size (256)");
    accepted(TrainingSize.of(config, treesWith(2), 1024));
  }

  private static NetworkEnds treesWith(int children) {
    return new NetworkEnds(
        new NetworkInput.OfTrees(new NetworkInput.OfTokens(65, 0), children), Alignment.NODES, 5);
  }

  @Test
  void minibatchesAreMeasuredInLongNumbers() {
    refused(
        size(1 << 28, 1 << 20, "training.minibatch-size", "65536", "model.hidden-size", "1"),
        "array holds at most");
  }

  private static TrainingSize size(int vocabulary, int sequenceLength, String... settings) {
    return TrainingSize.of(config(settings), NetworkEnds.text(vocabulary), sequenceLength);
  }

  private static RavelConfig config(String... settings) {
    Map<String, String> all = new LinkedHashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    return ConfigLoader.load("test", "", all).values();
  }

  private static void refused(TrainingSize size, String... parts) {
    assertThatThrownBy(size::requireArrays)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll(parts);
  }

  private static void accepted(TrainingSize size) {
    assertThatCode(size::requireArrays).doesNotThrowAnyException();
  }
}
