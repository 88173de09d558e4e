package org.ravel.config;

import com.fasterxml.jackson.annotation.JsonAlias;
import java.util.ArrayList;
import java.util.List;

/**
 * The network: an embedding, recurrent layers or a window over its steps, dense layers, and a
 * softmax over the vocabulary or the labels.
 *
 * @param path where {@code train} publishes the model and the other commands read it
 * @param weightsFrom a file of weights that training starts from; null for none
 * @param kind what reads the embedding
 * @param ngram the n-grams of {@code kind = ngram}
 * @param mixture the models of {@code kind = mixture}
 * @param autoregressive the model of {@code kind = autoregressive}
 * @param linearDynamic the model of {@code kind = linear-dynamic}
 * @param hiddenMarkov the model of {@code kind = hidden-markov}
 * @param window the steps that {@code kind = window} sees
 * @param composition what {@code kind = tree} makes of a node's children
 * @param embeddingSize width of the token embedding
 * @param pretrained vectors of words that it starts from
 * @param characters what is made of the characters of each word
 * @param seriesEmbedding what a network that forecasts reads of which series a window is of
 * @param hiddenSize units of each recurrent layer
 * @param layers number of recurrent layers
 * @param bidirectional whether each layer reads a sequence from both ends
 * @param pooling what becomes of a sequence's steps where it has one label
 * @param decoder what writes the target where that has steps of its own
 * @param dense layers before the head
 * @param head what predicts the labels
 * @param output what is said of the values of series
 * @param quantiles levels of {@code output = quantiles}
 * @param dropout probability with which an activation between layers is dropped in training
 * @param dropoutMask whether steps of a sequence are dropped alike
 * @param embeddingDropout probability with which a token of a sequence is dropped in training
 * @param weightDropout probability with which a weight from state to state is dropped in training
 * @param tieEmbeddings whether the softmax uses the embedding for its weights
 * @param initialisation the parameters before training
 * @param jordan settings of {@code cell = jordan}
 * @param higherOrder settings of {@code cell = higher-order}
 * @param start the state of recurrent layers before the first step
 * @param shortcut whether each recurrent layer hands on what it reads, beside what it gives
 */
public record ModelConfig(
    String path,
    String weightsFrom,
    NetworkKind kind,
    NGramConfig ngram,
    MixtureConfig mixture,
    AutoregressiveConfig autoregressive,
    LinearDynamicConfig linearDynamic,
    HiddenMarkovConfig hiddenMarkov,
    WindowConfig window,
    Composition composition,
    CellKind cell,
    int embeddingSize,
    PretrainedConfig pretrained,
    CharactersConfig characters,
    SeriesEmbeddingConfig seriesEmbedding,
    int hiddenSize,
    int layers,
    boolean bidirectional,
    Pooling pooling,
    DecoderConfig decoder,
    DenseConfig dense,
    HeadKind head,
    OutputKind output,
    List<Double> quantiles,
    double dropout,
    DropoutMask dropoutMask,
    double embeddingDropout,
    double weightDropout,
    boolean tieEmbeddings,
    InitialisationConfig initialisation,
    LstmConfig lstm,
    GruConfig gru,
    JordanConfig jordan,
    HigherOrderConfig higherOrder,
    StartConfig start,
    boolean shortcut) {

  /** With so many, the number of parameters is still counted in a long. */
  static final int MOST_UNITS = 1 << 20;

  static final int MOST_LAYERS = 100;

  private static final int MOST_QUANTILES = 100;

  private static final int MOST_SCALED_UNITS = 1000;

  private static final Condition WINDOW =
      new Condition("model.kind = window").because("which has no recurrent layers");

  /** The layers in words for a task, such as {@code LSTM, 2 × 256 units}. */
  public String summary(Task task) {
    String first =
        switch (kind) {
          case RECURRENT ->
              "%s%s, %d × %d units"
                  .formatted(
                      bidirectional ? "bidirectional " : "", cell.words(), layers, hiddenSize);
          case WINDOW -> "window of %d steps".formatted(window.steps());
          case TREE -> "%s, %d units".formatted(composition.words(), hiddenSize);
          case NGRAM -> ngram.summary();
          case MIXTURE -> mixture.summary();
          case AUTOREGRESSIVE -> autoregressive.summary();
          case LINEAR_DYNAMIC -> linearDynamic.summary();
          case HIDDEN_MARKOV -> hiddenMarkov.summary(task);
        };
    if (!kind.isNetwork()) {
      return first;
    }
    List<String> parts = new ArrayList<>();
    parts.add(task == Task.CAPTIONING ? cell.toString() : first);
    if (task.writesText()) {
      parts.add(decoder.summary(decoderUnits()));
    }
    if (pretrained.file() != null) {
      parts.add(pretrained.frozen() ? "frozen word vectors" : "word vectors");
    }
    if (characters.areRead()) {
      parts.add(characters.summary());
    }
    if (seriesEmbedding.size() > 0 && task == Task.FORECASTING) {
      parts.add("embedding of series");
    }
    if (!dense.sizes().isEmpty()) {
      parts.add(dense.summary());
    }
    if (start.learned()) {
      parts.add("learned first state");
    }
    if (shortcut) {
      parts.add("shortcuts");
    }
    if (tieEmbeddings) {
      parts.add("tied embeddings");
    }
    return String.join(", ", parts);
  }

  /** What is thrown where only a network can be meant. */
  public IllegalStateException noNetwork() {
    return new IllegalStateException(
        "a model of kind %s is no network".formatted(ConfigNames.of(kind)));
  }

  /** Whether the characters of words are read, where shards keep them. */
  public boolean readsCharacters() {
    return kind == NetworkKind.HIDDEN_MARKOV || characters.areRead();
  }

  /** Numbers that a token is read as: its embedding, and what is made of its characters. */
  public int tokenWidth() {
    return embeddingSize + (characters.areRead() ? characters.width() : 0);
  }

  /** Features that a recurrent layer gives, in each direction. */
  public int recurrentWidth() {
    return cell == CellKind.JORDAN && jordan.outputs() != null ? jordan.outputs() : hiddenSize;
  }

  /** Units of each recurrent layer of the decoder. */
  public int decoderUnits() {
    return decoder.hiddenSize() == null ? hiddenSize : decoder.hiddenSize();
  }

  /**
   * The standard deviation of the token embedding before training. Products of a tied one with a
   * state must have about the size of a logit.
   */
  public double embeddingDeviation() {
    if (initialisation.embeddingDeviation() != null) {
      return initialisation.embeddingDeviation();
    }
    return tieEmbeddings ? 1 / Math.sqrt(embeddingSize) : 1;
  }

  /** What reads the embedding. */
  public enum NetworkKind {
    /** Recurrent layers. */
    RECURRENT,
    /** Each step beside its neighbours, for the dense layers. */
    WINDOW,
    /** The nodes of a tree, from its leaves to its root. */
    TREE,
    /** No network: n-grams that are counted. */
    NGRAM,
    /** No network of its own: the distributions of trained models, by weights. */
    MIXTURE,
    /** No network: least squares over earlier values of series. */
    AUTOREGRESSIVE,
    /** No network: a linear system whose state is not seen, over series. */
    @JsonAlias("linear-dynamic")
    LINEAR_DYNAMIC,
    /** No network: a chain of states that are not seen, each of which emits what is seen. */
    @JsonAlias("hidden-markov")
    HIDDEN_MARKOV;

    /** Whether it is one, with parameters that are trained in rounds. */
    public boolean isNetwork() {
      return switch (this) {
        case RECURRENT, WINDOW, TREE -> true;
        case NGRAM, MIXTURE, AUTOREGRESSIVE, LINEAR_DYNAMIC, HIDDEN_MARKOV -> false;
      };
    }
  }

  /** What a network over trees makes of a node's children. */
  public enum Composition {
    /** An LSTM with weights of each child's own (Tai, Socher and Manning 2015). */
    @JsonAlias("n-ary")
    N_ARY("N-ary tree LSTM"),
    /** An LSTM of the children's sum (Tai, Socher and Manning 2015). */
    @JsonAlias("child-sum")
    CHILD_SUM("child-sum tree LSTM"),
    /** The sum of the children, each behind a gate. */
    @JsonAlias("gated-sum")
    GATED_SUM("gated sums of children");

    private final String words;

    Composition(String words) {
      this.words = words;
    }

    /** How it is called in sentences. */
    String words() {
      return words;
    }
  }

  /** The recurrent unit. */
  public enum CellKind {
    /** Long short-term memory (Hochreiter and Schmidhuber 1997, with forget gates). */
    LSTM(4),
    /** Gated recurrent unit (Cho et al. 2014). */
    GRU(3),
    /** The simple recurrent network of Elman (1990), tanh units. */
    ELMAN(1),
    /** Weights between states that each input chooses: Pollack's dynamical recogniser (1991). */
    @JsonAlias("second-order")
    SECOND_ORDER(1),
    /** Jordan's network (1986), whose output is fed back. */
    JORDAN(1),
    /** A simple recurrent network that sees its states of several steps before. */
    @JsonAlias("higher-order")
    HIGHER_ORDER(1);

    private final int gates;

    CellKind(int gates) {
      this.gates = gates;
    }

    /** For people. */
    String words() {
      return switch (this) {
        case LSTM, GRU, ELMAN -> name();
        case SECOND_ORDER -> "second-order network";
        case JORDAN -> "Jordan network";
        case HIGHER_ORDER -> "network of higher order";
      };
    }

    /** Whether it runs in plain loops, step by step, and not on kernels. */
    public boolean isPlain() {
      return switch (this) {
        case LSTM, GRU, ELMAN -> false;
        case SECOND_ORDER, JORDAN, HIGHER_ORDER -> true;
      };
    }

    /** Sums over its inputs that each unit takes at a step. */
    public int gates() {
      return gates;
    }
  }

  /** What becomes of a sequence's steps where it has one label. */
  public enum Pooling {
    /** The last one counts. */
    LAST,
    /** Their mean. */
    MEAN,
    /** The greatest number of each feature. */
    MAX,
    /** Their mean by weights that are learned (Yang et al. 2016). */
    ATTENTION
  }

  /** What predicts the labels. */
  public enum HeadKind {
    /** A softmax for each label by itself. */
    SOFTMAX,
    /** A conditional random field over a sequence's labels (Lafferty et al. 2001). */
    CRF
  }

  /** What is said of the values of series. */
  public enum OutputKind {
    /** A number, trained with its squared error. */
    @JsonAlias("squared-error")
    SQUARED_ERROR,
    /** A normal distribution. */
    GAUSSIAN,
    /** Student's t distribution. */
    @JsonAlias("student-t")
    STUDENT_T,
    /** Quantiles. */
    QUANTILES
  }

  /** For what a choice of dropped activations holds. */
  public enum DropoutMask {
    /** A step: each activation is dropped by itself. */
    STEP,
    /** A sequence: the same activations are dropped at all of its steps. */
    SEQUENCE
  }

  public ModelConfig {
    Require.path("model.path", path);
    if (weightsFrom != null) {
      Require.path("model.weights-from", weightsFrom);
    }
    Require.present("model.kind", kind);
    Require.present("model.ngram", ngram);
    Require.present("model.mixture", mixture);
    Require.present("model.autoregressive", autoregressive);
    Require.present("model.linear-dynamic", linearDynamic);
    Require.present("model.hidden-markov", hiddenMarkov);
    Require.present("model.composition", composition);
    Require.present("model.cell", cell);
    Require.between(1, MOST_UNITS, "model.embedding-size", embeddingSize);
    Require.present("model.pretrained", pretrained);
    Require.present("model.characters", characters);
    Require.present("model.series-embedding", seriesEmbedding);
    Require.between(1, MOST_UNITS, "model.hidden-size", hiddenSize);
    Require.between(1, MOST_LAYERS, "model.layers", layers);
    Require.present("model.pooling", pooling);
    Require.present("model.decoder", decoder);
    Require.present("model.head", head);
    Require.present("model.output", output);
    requireLevels("model.quantiles", quantiles);
    Require.that(quantiles.contains(0.5), "model.quantiles", quantiles, "have 0.5");
    quantiles = List.copyOf(quantiles);
    Require.fraction("model.dropout", dropout);
    Require.present("model.dropout-mask", dropoutMask);
    Require.fraction("model.embedding-dropout", embeddingDropout);
    Require.fraction("model.weight-dropout", weightDropout);
    Require.present("model.initialisation", initialisation);
    Require.present("model.jordan", jordan);
    Require.present("model.higher-order", higherOrder);
    Require.present("model.start", start);
    if (kind == NetworkKind.WINDOW) {
      WINDOW.requireFalse("model.bidirectional", bidirectional);
      WINDOW.requireZero("model.weight-dropout", weightDropout);
    }
    requireChrono(cell, initialisation, lstm, gru);
    if (initialisation.spectralRadius() != null) {
      requireScaled(
          kind,
          cell,
          Math.max(hiddenSize, decoder.hiddenSize() == null ? 0 : decoder.hiddenSize()));
    }
  }

  private static void requireScaled(NetworkKind kind, CellKind cell, int units) {
    Condition scaled = new Condition("model.initialisation.spectral-radius");
    scaled
        .because("whose states have matrices")
        .requireOnly(NetworkKind.RECURRENT, "model.kind", kind);
    scaled
        .because("whose matrices are products with the input")
        .requireNot(CellKind.SECOND_ORDER, "model.cell", cell);
    scaled
        .because("whose eigenvalues take the cube of their number")
        .require(
            units <= MOST_SCALED_UNITS,
            "model.hidden-size",
            units,
            "be %,d or less, also of the decoder".formatted(MOST_SCALED_UNITS));
  }

  static void requireLevels(String key, List<Double> levels) {
    Require.present(key, levels);
    double last = 0;
    for (Double level : levels) {
      Require.that(
          level != null && level > last && level < 1, key, levels, "ascend between 0 and 1");
      last = level;
    }
    Require.that(
        levels.size() <= MOST_QUANTILES,
        key,
        "a list of " + levels.size(),
        "be a list of %d at most".formatted(MOST_QUANTILES));
  }

  private static void requireChrono(
      CellKind cell, InitialisationConfig initialisation, LstmConfig lstm, GruConfig gru) {
    if (initialisation.biases() == InitialisationConfig.Biases.CHRONO) {
      Condition chrono = new Condition("model.initialisation.biases = chrono");
      chrono.requireOneOf(List.of(CellKind.LSTM, CellKind.GRU), "model.cell", cell);
      if (cell == CellKind.LSTM) {
        chrono.requireZero("model.lstm.forget-gate-bias", lstm.forgetGateBias());
      } else {
        chrono.requireZero("model.gru.update-gate-bias", gru.updateGateBias());
      }
    }
  }
}
