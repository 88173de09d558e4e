package org.ravel.config;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The distributions of the parameters that a training starts from.
 *
 * @param weights of the recurrent layers and the softmax
 * @param recurrentWeights of the recurrent layers' products with their own state
 * @param biases of the recurrent layers and the softmax
 * @param longestDependency steps over which {@code biases = chrono} lets a layer remember
 * @param embeddingDeviation standard deviation of the token embedding, whose mean is 0; null for 1,
 *     or 1/√hidden where the softmax uses it for its weights
 * @param softmaxBias of the softmax
 * @param incoming weights of a unit that are not 0, with {@code sparse}
 * @param deviation standard deviation of weights that are {@code normal} or {@code sparse}
 * @param inputDeviation of the weights of what recurrent layers read, which are then normal; null
 *     for {@code weights}
 * @param spectralRadius to which recurrent weights are scaled; null for none
 */
public record InitialisationConfig(
    WeightDistribution weights,
    RecurrentWeights recurrentWeights,
    Biases biases,
    int longestDependency,
    Double embeddingDeviation,
    SoftmaxBias softmaxBias,
    int incoming,
    double deviation,
    Double inputDeviation,
    Double spectralRadius) {

  /** Distributions of weights. */
  public enum WeightDistribution {
    /** Normal, of variance 2 / (inputs + outputs) (Glorot and Bengio 2010). */
    @JsonProperty("glorot-normal")
    GLOROT_NORMAL,
    /** Uniform, of the same variance. */
    @JsonProperty("glorot-uniform")
    GLOROT_UNIFORM,
    /** Normal, of variance 2 / inputs, for rectified linear units (He et al. 2015). */
    @JsonProperty("he-normal")
    HE_NORMAL,
    /** Uniform within ±1/√hidden, as in PyTorch. */
    @JsonProperty("uniform")
    UNIFORM,
    /** Normal, of one deviation for all. */
    @JsonProperty("normal")
    NORMAL,
    /** The same, but 0 except for a few weights of each unit (Martens 2010). */
    @JsonProperty("sparse")
    SPARSE
  }

  /** Distributions of recurrent weights. */
  public enum RecurrentWeights {
    /** As all weights. */
    @JsonProperty("same")
    SAME,
    /** A random orthogonal matrix for each gate (Saxe et al. 2014). */
    @JsonProperty("orthogonal")
    ORTHOGONAL,
    /** A few normal weights of each unit, the others 0 (Sutskever et al. 2013). */
    @JsonProperty("sparse")
    SPARSE
  }

  /** Distributions of biases. */
  public enum Biases {
    /** Zero. */
    @JsonProperty("zero")
    ZERO,
    /** Uniform within ±1/√hidden; the sum of two such numbers where PyTorch adds two biases. */
    @JsonProperty("uniform")
    UNIFORM,
    /** Gates that keep what the longest dependency needs (Tallec and Ollivier 2018). */
    @JsonProperty("chrono")
    CHRONO
  }

  /** Distributions of the softmax's bias. */
  public enum SoftmaxBias {
    /** As all biases; zero with {@code chrono}. */
    @JsonProperty("same")
    SAME,
    /** The logarithms of the targets' frequencies in the training split. */
    @JsonProperty("frequencies")
    FREQUENCIES
  }

  public InitialisationConfig {
    Require.present("model.initialisation.weights", weights);
    Require.present("model.initialisation.recurrent-weights", recurrentWeights);
    Require.present("model.initialisation.biases", biases);
    Require.atLeast(2, "model.initialisation.longest-dependency", longestDependency);
    if (embeddingDeviation != null) {
      Require.positive("model.initialisation.embedding-deviation", embeddingDeviation);
    }
    Require.present("model.initialisation.softmax-bias", softmaxBias);
    Require.atLeast(1, "model.initialisation.incoming", incoming);
    Require.positive("model.initialisation.deviation", deviation);
    if (inputDeviation != null) {
      Require.positive("model.initialisation.input-deviation", inputDeviation);
    }
    if (spectralRadius != null) {
      Require.positive("model.initialisation.spectral-radius", spectralRadius);
    }
  }
}
