package org.ravel.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.nd4j.linalg.schedule.ISchedule;
import org.ravel.config.CharactersConfig;
import org.ravel.config.DecoderConfig;
import org.ravel.config.ModelConfig;
import org.ravel.config.TrainingConfig;
import org.ravel.config.UpdaterConfig;
import org.ravel.kernel.Activation;
import org.ravel.kernel.Cell;
import org.ravel.network.ActivationPenaltyLayer;
import org.ravel.network.AttentionLayer;
import org.ravel.network.BidirectionalLayer;
import org.ravel.network.Chain;
import org.ravel.network.ConvolutionLayer;
import org.ravel.network.CrfLayer;
import org.ravel.network.DenseLayer;
import org.ravel.network.DropoutLayer;
import org.ravel.network.EmbeddingLayer;
import org.ravel.network.EncoderDecoder;
import org.ravel.network.HeadLayer;
import org.ravel.network.InputLayer;
import org.ravel.network.Layer;
import org.ravel.network.LearningNetwork;
import org.ravel.network.Network;
import org.ravel.network.NetworkSnapshot;
import org.ravel.network.NumbersLayer;
import org.ravel.network.Parameters;
import org.ravel.network.PoolingLayer;
import org.ravel.network.RecurrentLayer;
import org.ravel.network.SoftmaxLayer;
import org.ravel.network.SpelledEmbeddingLayer;
import org.ravel.network.Stack;
import org.ravel.network.TokenRecurrentLayer;
import org.ravel.network.Topology;
import org.ravel.network.UpdateRules;
import org.ravel.network.WindowLayer;
import org.ravel.sequence.Alignment;
import org.ravel.updater.Adam;
import org.ravel.updater.Nesterov;
import org.ravel.updater.RmsProp;
import org.ravel.updater.Sgd;
import org.ravel.updater.Updater;

/**
 * A network as the configuration describes it: embedding, or real numbers as they are → recurrent
 * layers → pooling, where a sequence has one target → dense layers → softmax or conditional random
 * field; or the same → window → dense layers → pooling → softmax or conditional random field.
 *
 * @param model the layers
 * @param ends what it reads and predicts
 * @param training how it is trained: updater, kernels, carried state
 * @param learningRate the updater's rate at each iteration
 * @param seed of the initial parameters
 * @param classWeights weights of the targets in training, by id; null where all are the same
 */
public record NetworkSpecification(
    ModelConfig model,
    NetworkEnds ends,
    TrainingConfig training,
    ISchedule learningRate,
    long seed,
    double[] classWeights) {

  /** A network in whose training all targets weigh the same. */
  public NetworkSpecification(
      ModelConfig model,
      NetworkEnds ends,
      TrainingConfig training,
      ISchedule learningRate,
      long seed) {
    this(model, ends, training, learningRate, seed, null);
  }

  /** The same, trained with weights of the targets. */
  public NetworkSpecification withClassWeights(double[] weights) {
    return new NetworkSpecification(model, ends, training, learningRate, seed, weights);
  }

  /** That of a language model. */
  public static NetworkSpecification ofText(
      ModelConfig model,
      int vocabularySize,
      TrainingConfig training,
      ISchedule learningRate,
      long seed) {
    return new NetworkSpecification(
        model, NetworkEnds.text(vocabularySize), training, learningRate, seed);
  }

  /** A network in single precision, with the parameters that {@code model.initialisation} says. */
  public Network build() {
    Network network = new LearningNetwork(topology(), updateRules());
    network.take(initial());
    return network;
  }

  /** The layers with the parameters that {@code model.initialisation} says. */
  public NetworkSnapshot initial() {
    return InitialParameters.draw(model, topology(), seed);
  }

  /** The layers. */
  public Topology topology() {
    return ends.targets() == Alignment.OWN_STEPS ? encoderDecoder() : chain();
  }

  private EncoderDecoder encoderDecoder() {
    List<Layer> layers = new ArrayList<>();
    InputLayer input = recurrentLayers(layers);
    Stack encoder = new Stack(input, layers);
    return new EncoderDecoder(
        encoder,
        model.bidirectional() ? PoolingLayer.Rule.ENDS : PoolingLayer.Rule.LAST,
        decoder(encoder.width()));
  }

  /** Reads what was written before, and by attention the encoder's output. */
  private Chain decoder(int memory) {
    DecoderConfig decoder = model.decoder();
    int embedding = model.embeddingSize();
    int units = model.decoderUnits();
    double weightDropout = model.weightDropout();
    InputLayer input =
        new TokenRecurrentLayer(
            ends.classes(),
            1 - model.embeddingDropout(),
            dropoutOf(embedding),
            recurrent(embedding, units, weightDropout));
    List<Layer> layers = new ArrayList<>();
    for (int i = 1; i < decoder.layers(); i++) {
      addDropout(layers, units);
      layers.add(recurrent(units, units, weightDropout));
    }
    addPenalty(layers, units);
    AttentionLayer.Score score =
        switch (decoder.attention()) {
          case NONE -> null;
          case DOT -> AttentionLayer.Score.DOT;
          case GENERAL -> AttentionLayer.Score.GENERAL;
          case ADDITIVE -> AttentionLayer.Score.ADDITIVE;
        };
    if (score != null) {
      int inner = score == AttentionLayer.Score.ADDITIVE ? units : 0;
      layers.add(new AttentionLayer(units, memory, units, score, inner));
    }
    addDropout(layers, units);
    return new Chain(input, layers, head(units));
  }

  /** The layers of a network that is a chain. */
  public Chain chain() {
    List<Layer> layers = new ArrayList<>();
    InputLayer input =
        switch (model.kind()) {
          case RECURRENT -> recurrentLayers(layers);
          case WINDOW -> window(layers);
        };
    int width = layers.isEmpty() ? input.width() : layers.get(layers.size() - 1).width();
    switch (model.kind()) {
      case RECURRENT -> {
        addPooling(layers, width);
        width = addDense(layers, width);
      }
      // What dense layers make of a window is a convolution: of the whole sequence only its pooled
      // features are left.
      case WINDOW -> {
        width = addDense(layers, width);
        addPooling(layers, width);
      }
    }
    addDropout(layers, width);
    return new Chain(input, layers, head(width));
  }

  private void addPooling(List<Layer> layers, int width) {
    if (ends.targets() == Alignment.WHOLE) {
      layers.add(new PoolingLayer(width, pooling()));
    }
  }

  /** Gives the width of the last layer. */
  private int addDense(List<Layer> layers, int inputs) {
    int width = inputs;
    for (int size : model.dense().sizes()) {
      addDropout(layers, width);
      layers.add(new DenseLayer(width, size, activation()));
      width = size;
    }
    return width;
  }

  private InputLayer window(List<Layer> layers) {
    InputLayer first = stepLayer();
    layers.add(new WindowLayer(first.width(), model.window().before(), model.window().after()));
    return first;
  }

  private InputLayer recurrentLayers(List<Layer> layers) {
    InputLayer input = firstRecurrent(layers);
    for (int i = 1; i < model.layers(); i++) {
      addDropout(layers, width());
      layers.add(recurrentLayer(width()));
    }
    addPenalty(layers, width());
    return input;
  }

  private void addPenalty(List<Layer> layers, int width) {
    if (training.regularisesActivations()) {
      layers.add(
          new ActivationPenaltyLayer(
              width, training.activationRegularisation(), training.temporalRegularisation()));
    }
  }

  /**
   * What makes numbers of a step, and the layer that reads them: in one, or added to the layers.
   */
  private InputLayer firstRecurrent(List<Layer> layers) {
    if (ends.input() instanceof NetworkInput.OfTokens tokens
        && !model.bidirectional()
        && !model.characters().areRead()) {
      int width = model.embeddingSize();
      return new TokenRecurrentLayer(
          tokens.symbols(), 1 - model.embeddingDropout(), dropoutOf(width), recurrent(width));
    }
    InputLayer first = stepLayer();
    addDropout(layers, first.width());
    layers.add(recurrentLayer(first.width()));
    return first;
  }

  private InputLayer stepLayer() {
    if (ends.input() instanceof NetworkInput.OfTokens tokens) {
      return embedding(tokens);
    }
    return new NumbersLayer(ends.input().width(model));
  }

  private InputLayer embedding(NetworkInput.OfTokens tokens) {
    EmbeddingLayer words =
        new EmbeddingLayer(tokens.symbols(), model.embeddingSize(), 1 - model.embeddingDropout());
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

  /** Features of a recurrent layer's output. */
  private int width() {
    return model.bidirectional() ? Math.multiplyExact(2, model.hiddenSize()) : model.hiddenSize();
  }

  private Layer recurrentLayer(int inputs) {
    return model.bidirectional()
        ? new BidirectionalLayer(
            recurrent(inputs), recurrent(inputs), BidirectionalLayer.Merge.CONCATENATED)
        : recurrent(inputs);
  }

  private PoolingLayer.Rule pooling() {
    return switch (model.pooling()) {
      case LAST -> PoolingLayer.Rule.LAST;
      case MEAN -> PoolingLayer.Rule.MEAN;
      case MAX -> PoolingLayer.Rule.MAX;
      case ATTENTION -> PoolingLayer.Rule.ATTENTION;
    };
  }

  private Activation activation() {
    return switch (model.dense().activation()) {
      case TANH -> Activation.TANH;
      case RELU -> Activation.RELU;
      case SIGMOID -> Activation.SIGMOID;
      case IDENTITY -> Activation.IDENTITY;
    };
  }

  private HeadLayer head(int width) {
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

  private void addDropout(List<Layer> layers, int width) {
    DropoutLayer dropout = dropoutOf(width);
    if (dropout != null && !areRead(layers)) {
      layers.add(dropout);
    }
  }

  /** Whether what these layers give are numbers that are read: nothing of them is dropped. */
  private boolean areRead(List<Layer> layers) {
    return ends.input() instanceof NetworkInput.OfNumbers
        && layers.stream().allMatch(layer -> layer instanceof WindowLayer);
  }

  private RecurrentLayer recurrent(int inputs) {
    return recurrent(inputs, model.hiddenSize(), model.weightDropout());
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
    };
  }

  /** Null for none. */
  private DropoutLayer dropoutOf(int width) {
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

  /** What becomes of a minibatch's gradient. */
  public UpdateRules updateRules() {
    return new UpdateRules(
        updater(),
        learningRate,
        training.clipNorm(),
        training.updater().weightDecay(),
        model.pretrained().frozen() ? Set.of(Stack.EMBEDDING) : Set.of(),
        classWeights);
  }

  private Updater updater() {
    UpdaterConfig updater = training.updater();
    return switch (updater.name()) {
      case SGD -> new Sgd();
      case NESTEROV -> new Nesterov(updater.momentum());
      case RMSPROP -> new RmsProp(updater.decay(), updater.epsilon());
      case ADAM -> new Adam(updater.beta1(), updater.beta2(), updater.epsilon());
    };
  }

  /** Numbers that it learns, without building it. */
  public long parameters() {
    return Parameters.numbers(updateRules().trained(topology().parameters()));
  }

  /** Numbers of its updater's state, without building it. */
  public long updaterNumbers() {
    return updater().stateNumbers(parameters());
  }
}
