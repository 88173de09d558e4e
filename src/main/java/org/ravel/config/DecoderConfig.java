package org.ravel.config;

import com.fasterxml.jackson.annotation.JsonAlias;

/**
 * What writes the target with {@code task = translation} or {@code captioning}: recurrent layers of
 * the same cell as an encoder's.
 *
 * @param layers number of recurrent layers
 * @param hiddenSize units of each; null for as many as the encoder's
 * @param attention how it looks at the steps of the source
 * @param contextAtEachStep whether each step reads what the encoder gives of the whole source, too
 * @param inputFeeding whether each step reads what the attention gave at the step before, too
 * @param image how it knows of an image as a whole
 */
public record DecoderConfig(
    int layers,
    Integer hiddenSize,
    Attention attention,
    boolean contextAtEachStep,
    boolean inputFeeding,
    Image image) {

  /** What a step of the source is worth to a step of the target. */
  public enum Attention {
    /** Nothing: the decoder knows of the source what its first state says. */
    NONE,
    /** The dot product of both states. */
    DOT,
    /** The same with a matrix between them (Luong et al. 2015). */
    GENERAL,
    /** A small network's answer (Bahdanau et al. 2015). */
    ADDITIVE
  }

  /** What becomes of the mean of an image's features. */
  public enum Image {
    /** A projection is the first state of each recurrent layer. */
    @JsonAlias("initial-state")
    INITIAL_STATE,
    /** A projection is read before the first token (Vinyals et al. 2015). */
    @JsonAlias("first-input")
    FIRST_INPUT
  }

  /** In words. */
  String summary(int units) {
    String looks =
        switch (attention) {
          case NONE -> "no attention";
          case DOT, GENERAL, ADDITIVE -> ConfigNames.of(attention) + " attention";
        };
    return "decoder %d × %d units, %s%s%s%s"
        .formatted(
            layers,
            units,
            looks,
            inputFeeding ? " with input feeding" : "",
            contextAtEachStep ? ", context at each step" : "",
            image == Image.FIRST_INPUT ? ", the image as first input" : "");
  }

  public DecoderConfig {
    Require.between(1, ModelConfig.MOST_LAYERS, "model.decoder.layers", layers);
    if (hiddenSize != null) {
      Require.between(1, ModelConfig.MOST_UNITS, "model.decoder.hidden-size", hiddenSize);
    }
    Require.present("model.decoder.attention", attention);
    Require.that(
        !inputFeeding || attention != Attention.NONE,
        "model.decoder.input-feeding",
        inputFeeding,
        "be false with model.decoder.attention = none, which gives nothing to feed");
    Require.present("model.decoder.image", image);
    if (image == Image.FIRST_INPUT) {
      Condition first =
          new Condition("model.decoder.image = first-input")
              .because("whose first step has no token before it");
      first.requireFalse("model.decoder.context-at-each-step", contextAtEachStep);
      first.requireFalse("model.decoder.input-feeding", inputFeeding);
    }
  }
}
