package org.ravel.training;

import java.util.stream.Collectors;
import org.ravel.config.ModelConfig;
import org.ravel.config.ModelConfig.NetworkKind;
import org.ravel.config.RavelConfig;
import org.ravel.config.Split;
import org.ravel.config.StepKind;
import org.ravel.config.TrainingConfig.EngineKind;
import org.ravel.error.ConfigurationException;
import org.ravel.model.LearningRateSchedule;
import org.ravel.model.NetworkEnds;
import org.ravel.model.NetworkInput;
import org.ravel.model.NetworkSpecification;
import org.ravel.shard.Manifest.ShardFile;
import org.ravel.shard.ShardSet;

/**
 * The largest arrays of a training, known before anything is allocated.
 *
 * @param config of the training
 * @param inputs numbers that a step is read as
 * @param children of a node of a tree, at most; 0 where there is no limit, or no tree
 * @param classes tokens or labels that are predicted
 * @param sequenceLength time steps of the longest sequence
 * @param parameters numbers that the network learns
 * @param updater numbers of its updater's state
 */
public record TrainingSize(
    RavelConfig config,
    int inputs,
    int children,
    int classes,
    int sequenceLength,
    long parameters,
    long updater) {
  /** An array of Java, or a matrix of BLAS, has no more elements. */
  private static final long MOST_ELEMENTS = Integer.MAX_VALUE;

  /** A node has fewer, for each of its units and children. */
  private static final long TREE_SUMS = 3;

  /** That of a training on a shard set. */
  public static TrainingSize of(RavelConfig config, ShardSet shards) {
    return of(config, TaskEnds.of(shards, config), steps(shards));
  }

  /** Independent examples may all be shorter than what is allowed. */
  private static int steps(ShardSet shards) {
    return switch (shards.manifest().schema().order()) {
      case STREAM -> shards.manifest().sequenceLength();
      case INDEPENDENT ->
          Math.min(
              shards.manifest().sequenceLength(),
              shards.split(Split.TRAIN).files().stream()
                  .mapToInt(ShardFile::longest)
                  .max()
                  .orElse(1));
    };
  }

  static TrainingSize of(RavelConfig config, NetworkEnds ends, int sequenceLength) {
    var training = config.training();
    double rate = training.updater().learningRate();
    NetworkSpecification network =
        new NetworkSpecification(
            config.model(),
            ends,
            training,
            // The size is the same with any schedule.
            LearningRateSchedule.of(training.schedule(), rate, 1, training.epochs()),
            config.seed());
    return new TrainingSize(
        config,
        ends.input().width(config.model()),
        ends.input() instanceof NetworkInput.OfTrees trees ? trees.children() : 0,
        ends.classes(),
        sequenceLength,
        network.parameters(),
        network.updaterNumbers());
  }

  /** What averaging needs of the driver's heap. */
  public DriverMemory driver() {
    return DriverMemory.of(
        parameters, updater, config.averaging(), config.training().weightAveraging());
  }

  /**
   * Refuses what no machine holds in one array, and what this process's heap does not hold.
   *
   * @throws ConfigurationException if it is too large
   */
  public void require() {
    requireArrays();
    if (config.training().engine() == EngineKind.RAVEL) {
      driver().require(Runtime.getRuntime().maxMemory());
    }
  }

  /**
   * Refuses what no machine holds in one array.
   *
   * @throws ConfigurationException if it is too large
   */
  void requireArrays() {
    ModelConfig model = config.model();
    String network = network(model);
    require("parameters", parameters, network);
    require("numbers in the updater's state", updater, network);
    int minibatch = config.training().minibatchSize();
    // A tree has fewer nodes with children than leaves.
    long rows = (long) minibatch * sequenceLength * (model.kind() == NetworkKind.TREE ? 2 : 1);
    String batch =
        "training.minibatch-size (%,d), or shards.sequence-length (%,d) and run ravel prepare again"
            .formatted(minibatch, sequenceLength);
    require(
        "logits of a minibatch", rows * classes, "%s, or %s".formatted(batch, classesSetting()));
    switch (model.kind()) {
      case RECURRENT ->
          require(
              "sums for the gates of a minibatch",
              rows * model.cell().gates() * model.hiddenSize(),
              "%s, or model.hidden-size (%,d)".formatted(batch, model.hiddenSize()));
      case TREE ->
          require(
              "sums for the gates of a minibatch",
              rows * TREE_SUMS * Math.max(2, children) * model.hiddenSize(),
              "%s, or model.hidden-size (%,d)".formatted(batch, model.hiddenSize()));
      case WINDOW ->
          require(
              "numbers in the windows of a minibatch",
              rows * model.window().steps() * inputs,
              "%s, or model.window (%,d steps)%s"
                  .formatted(
                      batch,
                      model.window().steps(),
                      config.corpus().steps() == StepKind.TOKENS
                          ? ", or model.embedding-size (%,d)".formatted(model.embeddingSize())
                          : ""));
      case NGRAM, MIXTURE, AUTOREGRESSIVE, LINEAR_DYNAMIC, HIDDEN_MARKOV -> throw model.noNetwork();
    }
    int widest = model.dense().sizes().stream().mapToInt(size -> size).max().orElse(0);
    require(
        "outputs of a dense layer in a minibatch",
        rows * widest,
        "%s, or model.dense.sizes (%,d)".formatted(batch, widest));
  }

  private static void require(String what, long elements, String settings) {
    if (elements > MOST_ELEMENTS) {
      throw new ConfigurationException(
          "the training would have %,d %s, but one array holds at most %,d; make smaller: %s"
              .formatted(elements, what, MOST_ELEMENTS, settings));
    }
  }

  private String network(ModelConfig model) {
    String layers =
        switch (model.kind()) {
          case RECURRENT ->
              "model.hidden-size (%,d), model.embedding-size (%,d), model.layers (%,d)"
                  .formatted(model.hiddenSize(), model.embeddingSize(), model.layers());
          case TREE ->
              "model.hidden-size (%,d), model.embedding-size (%,d)"
                  .formatted(model.hiddenSize(), model.embeddingSize());
          case WINDOW ->
              "model.embedding-size (%,d), model.window (%,d steps)"
                  .formatted(model.embeddingSize(), model.window().steps());
          case NGRAM, MIXTURE, AUTOREGRESSIVE, LINEAR_DYNAMIC, HIDDEN_MARKOV ->
              throw model.noNetwork();
        };
    String dense =
        model.dense().sizes().isEmpty()
            ? ""
            : ", model.dense.sizes (%s)"
                .formatted(
                    model.dense().sizes().stream()
                        .map(String::valueOf)
                        .collect(Collectors.joining(", ")));
    return "%s%s, or %s".formatted(layers, dense, classesSetting());
  }

  private String classesSetting() {
    return switch (config.task()) {
      case LANGUAGE_MODEL ->
          "vocabulary.max-size (the vocabulary has %,d tokens)".formatted(classes);
      case TRANSLATION, CAPTIONING ->
          "target-vocabulary.max-size (the target vocabulary has %,d tokens)".formatted(classes);
      case FORECASTING ->
          "forecasting.horizon (%,d numbers are forecast at once)".formatted(classes);
      case REGRESSION -> "corpus.columns.target (%,d numbers are predicted)".formatted(classes);
      case LABELLING, CLASSIFICATION, MULTI_LABEL, RECOGNITION, TREE ->
          "the vocabularies of tokens (vocabulary.max-size) and labels (%,d)".formatted(classes);
    };
  }
}
