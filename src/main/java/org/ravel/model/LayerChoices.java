package org.ravel.model;

import java.util.List;
import org.ravel.config.CharactersConfig;
import org.ravel.config.ModelConfig;
import org.ravel.config.SeriesEmbeddingConfig;
import org.ravel.config.TrainingConfig;
import org.ravel.kernel.Activation;
import org.ravel.kernel.recurrence.Cell;
import org.ravel.network.Stack;
import org.ravel.network.attention.AttentionLayer;
import org.ravel.network.head.BernoulliLayer;
import org.ravel.network.head.CrfLayer;
import org.ravel.network.head.GaussianLayer;
import org.ravel.network.head.QuantileLayer;
import org.ravel.network.head.SoftmaxLayer;
import org.ravel.network.head.SquaredErrorLayer;
import org.ravel.network.head.StudentTLayer;
import org.ravel.network.input.EmbeddingLayer;
import org.ravel.network.input.NumbersLayer;
import org.ravel.network.input.SeriesEmbeddingLayer;
import org.ravel.network.input.SpelledEmbeddingLayer;
import org.ravel.network.input.TokenRecurrentLayer;
import org.ravel.network.layer.ActivationPenaltyLayer;
import org.ravel.network.layer.BidirectionalLayer;
import org.ravel.network.layer.ConvolutionLayer;
import org.ravel.network.layer.DenseLayer;
import org.ravel.network.layer.DropoutLayer;
import org.ravel.network.layer.HigherOrderLayer;
import org.ravel.network.layer.JordanLayer;
import org.ravel.network.layer.RecurrentLayer;
import org.ravel.network.layer.SecondOrderLayer;
import org.ravel.network.module.HeadLayer;
import org.ravel.network.module.InputLayer;
import org.ravel.network.module.Layer;
import org.ravel.network.pooling.PoolingLayer;
import org.ravel.network.tree.TreeLayer;

/**
 * What each of the layers is, as the configuration describes it.
 *
 * @param model their kinds and sizes
 * @param ends what the network reads and predicts
 * @param training what regularises them
 */
record LayerChoices(ModelConfig model, NetworkEnds ends, TrainingConfig training) {

  /** Makes numbers of a step. */
  InputLayer stepLayer() {
    if (ends.input() instanceof NetworkInput.OfTokens tokens) {
      return embedding(tokens);
    }
    if (ends.input() instanceof NetworkInput.OfTrees trees) {
      return embedding(trees.leaves());
    }
    SeriesEmbeddingConfig identity = model.seriesEmbedding();
    if (ends.input() instanceof NetworkInput.OfSeries series && identity.size() > 0) {
      return new SeriesEmbeddingLayer(
          series.numbers(), series.series(), identity.size(), identity.dropout());
    }
    return new NumbersLayer(ends.input().width(model));
  }

  private InputLayer embedding(NetworkInput.OfTokens tokens) {
    EmbeddingLayer words = embedding(tokens.symbols());
    CharactersConfig characters = model.characters();
    int width = characters.embeddingSize();
    return switch (characters.network()) {
      case NONE -> words;
      case RECURRENT -> {
        RecurrentLayer one = recurrent(width, characters.hiddenSize(), 0);
        yield new SpelledEmbeddingLayer(
            words,
            new EmbeddingLayer(tokens.characters(), width),
            List.of(
                new BidirectionalLayer(one, one, BidirectionalLayer.Merge.CONCATENATED),
                new PoolingLayer(characters.width(), PoolingLayer.Rule.ENDS)));
      }
      case CONVOLUTION ->
          new SpelledEmbeddingLayer(
              words,
              new EmbeddingLayer(tokens.characters(), width),
              List.of(
                  new ConvolutionLayer(
                      width, characters.hiddenSize(), characters.window(), Activation.TANH),
                  new PoolingLayer(characters.width(), PoolingLayer.Rule.MAX)));
    };
  }

  /** Makes numbers of tokens. */
  EmbeddingLayer embedding(int symbols) {
    return new EmbeddingLayer(symbols, model.embeddingSize(), 1 - model.embeddingDropout());
  }

  /** Makes numbers of tokens and is the first recurrent layer that reads them. */
  TokenRecurrentLayer tokens(int symbols, int units) {
    int width = model.embeddingSize();
    return new TokenRecurrentLayer(
        symbols, 1 - model.embeddingDropout(), dropout(width), recurrent(width, units));
  }

  /** A recurrent layer of whatever cell, in one direction. */
  Layer cell(int inputs) {
    int units = model.hiddenSize();
    return switch (model.cell()) {
      case LSTM, GRU, ELMAN -> recurrent(inputs, units);
      case SECOND_ORDER -> new SecondOrderLayer(inputs, units);
      case JORDAN ->
          new JordanLayer(inputs, units, model.recurrentWidth(), model.jordan().hiddenFeedback());
      case HIGHER_ORDER -> new HigherOrderLayer(inputs, units, model.higherOrder().back());
    };
  }

  RecurrentLayer recurrent(int inputs, int units) {
    return recurrent(inputs, units, model.weightDropout());
  }

  private RecurrentLayer recurrent(int inputs, int units, double weightDropout) {
    return new RecurrentLayer(
        cell(),
        inputs,
        units,
        model.cell() == ModelConfig.CellKind.LSTM && model.lstm().peepholes(),
        1 - weightDropout);
  }

  private Cell cell() {
    return switch (model.cell()) {
      case LSTM -> Cell.LSTM;
      case GRU ->
          switch (model.gru().reset()) {
            case BEFORE -> Cell.GRU_RESET_BEFORE;
            case AFTER -> Cell.GRU_RESET_AFTER;
          };
      case ELMAN -> Cell.ELMAN_TANH;
      case SECOND_ORDER, JORDAN, HIGHER_ORDER ->
          throw new IllegalStateException("no kernel runs a " + model.cell());
    };
  }

  /**
   * Looks at the encoder's output, with features of its own as many as it reads; null for none.
   *
   * @param memory features of a step of that output
   */
  AttentionLayer attention(int units, int memory) {
    AttentionLayer.Score score =
        switch (model.decoder().attention()) {
          case NONE -> null;
          case DOT -> AttentionLayer.Score.DOT;
          case GENERAL -> AttentionLayer.Score.GENERAL;
          case ADDITIVE -> AttentionLayer.Score.ADDITIVE;
        };
    int inner = score == AttentionLayer.Score.ADDITIVE ? units : 0;
    return score == null
        ? null
        : new AttentionLayer(
            units, memory, units, score, inner, training.attentionRegularisation());
  }

  /** Composes trees whose leaves have so many features. */
  TreeLayer tree(int inputs) {
    TreeLayer.Rule rule =
        switch (model.composition()) {
          case N_ARY -> TreeLayer.Rule.N_ARY;
          case CHILD_SUM -> TreeLayer.Rule.CHILD_SUM;
          case GATED_SUM -> TreeLayer.Rule.GATED_SUM;
        };
    int children = ((NetworkInput.OfTrees) ends.input()).children();
    return new TreeLayer(
        inputs, model.hiddenSize(), rule, rule == TreeLayer.Rule.N_ARY ? children : 0);
  }

  PoolingLayer pooling(int width) {
    PoolingLayer.Rule rule =
        switch (model.pooling()) {
          case LAST -> PoolingLayer.Rule.LAST;
          case MEAN -> PoolingLayer.Rule.MEAN;
          case MAX -> PoolingLayer.Rule.MAX;
          case ATTENTION -> PoolingLayer.Rule.ATTENTION;
        };
    return new PoolingLayer(width, rule);
  }

  DenseLayer dense(int inputs, int units) {
    return new DenseLayer(inputs, units, activation());
  }

  private Activation activation() {
    return switch (model.dense().activation()) {
      case TANH -> Activation.TANH;
      case RELU -> Activation.RELU;
      case SIGMOID -> Activation.SIGMOID;
      case IDENTITY -> Activation.IDENTITY;
    };
  }

  /** What drops features in training; null for none. */
  DropoutLayer dropout(int width) {
    if (model.dropout() == 0) {
      return null;
    }
    return new DropoutLayer(
        width,
        1 - model.dropout(),
        switch (model.dropoutMask()) {
          case STEP -> DropoutLayer.Mask.STEP;
          case SEQUENCE -> DropoutLayer.Mask.SEQUENCE;
        });
  }

  /** What activations cost in training; null for nothing. */
  ActivationPenaltyLayer penalty(int width) {
    return training.regularisesActivations()
        ? new ActivationPenaltyLayer(
            width, training.activationRegularisation(), training.temporalRegularisation())
        : null;
  }

  HeadLayer head(int width) {
    if (ends.targets().isOfSets()) {
      return new BernoulliLayer(width, ends.classes());
    }
    if (ends.targets().isOfNumbers()) {
      return numbers(width);
    }
    return switch (model.head()) {
      case SOFTMAX ->
          new SoftmaxLayer(
              width,
              ends.classes(),
              training.labelSmoothing(),
              model.tieEmbeddings() ? Stack.EMBEDDING : null);
      case CRF -> new CrfLayer(width, ends.classes());
    };
  }

  private HeadLayer numbers(int width) {
    return switch (model.output()) {
      case SQUARED_ERROR -> new SquaredErrorLayer(width, ends.classes());
      case GAUSSIAN -> new GaussianLayer(width, ends.classes(), null);
      case STUDENT_T -> new StudentTLayer(width, ends.classes());
      case QUANTILES -> new QuantileLayer(width, ends.classes(), model.quantiles());
    };
  }
}
