package org.ravel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.ravel.config.ConfigLoader;
import org.ravel.config.RavelConfig;
import org.ravel.kernel.recurrence.Cell;
import org.ravel.network.Chain;
import org.ravel.network.EncoderDecoder;
import org.ravel.network.Stack;
import org.ravel.network.attention.AttentionLayer;
import org.ravel.network.feeding.FeedingLayer;
import org.ravel.network.head.SoftmaxLayer;
import org.ravel.network.input.EmbeddingLayer;
import org.ravel.network.input.TokenRecurrentLayer;
import org.ravel.network.layer.ActivationPenaltyLayer;
import org.ravel.network.layer.BidirectionalLayer;
import org.ravel.network.layer.DropoutLayer;
import org.ravel.network.layer.RecurrentLayer;
import org.ravel.network.module.ParameterShape;
import org.ravel.network.module.Parameters;
import org.ravel.network.pooling.ContextLayer;
import org.ravel.network.pooling.PoolingLayer;
import org.ravel.sequence.Alignment;

class TranslationNetworkTest {
  private static final int SOURCES = 9;
  private static final int TARGETS = 8;

  @Test
  void isAsLargeAsItsEncoderUnlessSaid() {
    RecurrentLayer cell = new RecurrentLayer(Cell.GRU_RESET_AFTER, 5, 7, false);
    assertThat(specification(Map.of()).topology())
        .isEqualTo(
            new EncoderDecoder(
                new Stack(new TokenRecurrentLayer(SOURCES, null, cell), List.of()),
                PoolingLayer.Rule.LAST,
                new Chain(
                    new TokenRecurrentLayer(TARGETS, null, cell),
                    List.of(new AttentionLayer(7, 7, 7, AttentionLayer.Score.GENERAL, 0)),
                    new SoftmaxLayer(7, TARGETS, 0, null))));
  }

  @Test
  void hasAllThatIsSaidInEncoderAndDecoder() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("model.bidirectional", "true");
    settings.put("model.dropout", "0.25");
    settings.put("model.embedding-dropout", "0.5");
    settings.put("model.weight-dropout", "0.25");
    settings.put("model.tie-embeddings", "true");
    settings.put("model.decoder.layers", "2");
    settings.put("model.decoder.hidden-size", "5");
    settings.put("model.decoder.attention", "additive");
    settings.put("training.activation-regularisation", "2");
    settings.put("training.attention-regularisation", "0.5");
    settings.put("training.label-smoothing", "0.1");
    DropoutLayer ofFive = new DropoutLayer(5, 0.75, DropoutLayer.Mask.STEP);
    RecurrentLayer encoder = new RecurrentLayer(Cell.GRU_RESET_AFTER, 5, 7, false, 0.75);
    RecurrentLayer decoder = new RecurrentLayer(Cell.GRU_RESET_AFTER, 5, 5, false, 0.75);
    assertThat(specification(settings).topology())
        .isEqualTo(
            new EncoderDecoder(
                new Stack(
                    new EmbeddingLayer(SOURCES, 5, 0.5),
                    List.of(
                        ofFive,
                        new BidirectionalLayer(
                            encoder, encoder, BidirectionalLayer.Merge.CONCATENATED),
                        new ActivationPenaltyLayer(14, 2, 0))),
                PoolingLayer.Rule.ENDS,
                new Chain(
                    new TokenRecurrentLayer(TARGETS, 0.5, ofFive, decoder),
                    List.of(
                        ofFive,
                        decoder,
                        new ActivationPenaltyLayer(5, 2, 0),
                        new AttentionLayer(5, 14, 5, AttentionLayer.Score.ADDITIVE, 5, 0.5),
                        ofFive),
                    new SoftmaxLayer(5, TARGETS, 0.1, "0_E"))));
  }

  @Test
  void withoutAttentionTheDecoderEndsWithItsCell() {
    EncoderDecoder both =
        (EncoderDecoder) specification(Map.of("model.decoder.attention", "none")).topology();
    assertThat(both.decoder().layers()).isEmpty();
  }

  @Test
  void eachStepMayReadTheEndsOfTheSource() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("model.bidirectional", "true");
    settings.put("model.dropout", "0.25");
    settings.put("model.embedding-dropout", "0.5");
    settings.put("model.decoder.attention", "none");
    settings.put("model.decoder.context-at-each-step", "true");
    NetworkSpecification specification = specification(settings);
    DropoutLayer ofFive = new DropoutLayer(5, 0.75, DropoutLayer.Mask.STEP);
    assertThat(((EncoderDecoder) specification.topology()).decoder())
        .isEqualTo(
            new Chain(
                new EmbeddingLayer(TARGETS, 5, 0.5),
                List.of(
                    ofFive,
                    new ContextLayer(5, 14, PoolingLayer.Rule.ENDS),
                    new RecurrentLayer(Cell.GRU_RESET_AFTER, 19, 7, false, 1),
                    new DropoutLayer(7, 0.75, DropoutLayer.Mask.STEP)),
                new SoftmaxLayer(7, TARGETS, 0, null)));
    EndWidths.require(
        specification.topology(),
        new NetworkEnds(new NetworkInput.OfTokens(SOURCES, 0), Alignment.OWN_STEPS, TARGETS));
    Parameters named = specification.initial().named();
    for (ParameterShape shape : specification.topology().parameters()) {
      boolean isBias = shape.name().endsWith("b");
      assertThat(isBias || named.get(shape.name()).norm2Number().doubleValue() > 0)
          .as(shape.name())
          .isTrue();
    }
  }

  @Test
  void theAttentionMayBeFedToTheNextStep() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("model.dropout", "0.25");
    settings.put("model.decoder.layers", "2");
    settings.put("model.decoder.hidden-size", "6");
    settings.put("model.decoder.input-feeding", "true");
    NetworkSpecification specification = specification(settings);
    DropoutLayer ofSix = new DropoutLayer(6, 0.75, DropoutLayer.Mask.STEP);
    assertThat(((EncoderDecoder) specification.topology()).decoder())
        .isEqualTo(
            new Chain(
                new EmbeddingLayer(TARGETS, 5),
                List.of(
                    new DropoutLayer(5, 0.75, DropoutLayer.Mask.STEP),
                    new FeedingLayer(
                        5,
                        List.of(
                            new RecurrentLayer(Cell.GRU_RESET_AFTER, 11, 6, false, 1),
                            ofSix,
                            new RecurrentLayer(Cell.GRU_RESET_AFTER, 6, 6, false, 1),
                            new AttentionLayer(6, 7, 6, AttentionLayer.Score.GENERAL, 0))),
                    ofSix),
                new SoftmaxLayer(6, TARGETS, 0, null)));
    EndWidths.require(
        specification.topology(),
        new NetworkEnds(new NetworkInput.OfTokens(SOURCES, 0), Alignment.OWN_STEPS, TARGETS));
    Parameters named = specification.initial().named();
    for (ParameterShape shape : specification.topology().parameters()) {
      boolean isBias = shape.name().endsWith("b");
      assertThat(isBias || named.get(shape.name()).norm2Number().doubleValue() > 0)
          .as(shape.name())
          .isTrue();
    }
    settings.put("model.decoder.context-at-each-step", "true");
    assertThat(((EncoderDecoder) specification(settings).topology()).decoder().layers())
        .element(1)
        .isEqualTo(new ContextLayer(5, 7, PoolingLayer.Rule.LAST));
  }

  @ParameterizedTest
  @CsvSource({
    "model.decoder.attention, none, model.decoder.input-feeding is true but must be false with model.decoder.attention = none",
    "training.attention-regularisation, 0.5, training.attention-regularisation is 0.5 but must be 0 with model.decoder.input-feeding = true",
    "training.activation-regularisation, 2, training.activation-regularisation is 2.0 but must be 0 with model.decoder.input-feeding = true",
    "training.temporal-regularisation, 1, training.temporal-regularisation is 1.0 but must be 0 with model.decoder.input-feeding = true",
  })
  void feedingNeedsAttentionThatSeesOneStepAtATime(String key, String value, String message) {
    Map<String, String> settings = Map.of("model.decoder.input-feeding", "true", key, value);
    assertThatThrownBy(() -> specification(settings)).hasMessageContaining(message);
  }

  /** Of captions: the image is what the layers read before the first token. */
  @Test
  void anImageMayBeTheFirstInput() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("task", "captioning");
    settings.put("corpus.format", "json");
    settings.put("corpus.steps", "numbers");
    settings.put("model.decoder.attention", "none");
    settings.put("model.decoder.image", "first-input");
    NetworkSpecification specification =
        specification(settings, new NetworkInput.OfNumbers(SOURCES));
    EncoderDecoder both = (EncoderDecoder) specification.topology();
    assertThat(both.start()).isEqualTo(EncoderDecoder.Start.FIRST_INPUT);
    assertThat(specification.initial().named().get("bridge_input_W").shape())
        .containsExactly(SOURCES, 5);
    for (String key : List.of("context-at-each-step", "input-feeding")) {
      settings.put("model.decoder.attention", "general");
      settings.put("model.decoder." + key, "true");
      assertThatThrownBy(() -> specification(settings))
          .hasMessageContaining(
              "model.decoder.%s is true but must be false with model.decoder.image = first-input"
                  .formatted(key));
      settings.remove("model.decoder." + key);
    }
    assertThatThrownBy(() -> specification(Map.of("model.decoder.image", "first-input")))
        .hasMessageContaining(
            "model.decoder.image is \"first-input\" but must be initial-state with task = translation");
  }

  /** Nothing is left at zero, and no part begins as another one does. */
  @Test
  void eachPartDrawsForItself() {
    NetworkSpecification specification =
        specification(
            Map.of(
                "model.decoder.attention", "additive", "model.initialisation.biases", "uniform"));
    Parameters named = specification.initial().named();
    for (ParameterShape shape : specification.topology().parameters()) {
      assertThat(named.get(shape.name()).norm2Number().doubleValue()).as(shape.name()).isPositive();
    }
    assertThat(named.get("encoder_0_RW")).isNotEqualTo(named.get("decoder_0_RW"));
    assertThat(named.get("encoder_0_E").getRow(0)).isNotEqualTo(named.get("decoder_0_E").getRow(0));
  }

  private static NetworkSpecification specification(Map<String, String> settings) {
    return specification(settings, new NetworkInput.OfTokens(SOURCES, 0));
  }

  private static NetworkSpecification specification(
      Map<String, String> settings, NetworkInput input) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("task", "translation");
    all.put("corpus.format", "pairs");
    all.put("corpus.columns.input", "de");
    all.put("corpus.columns.target", "en");
    all.put("model.cell", "gru");
    all.put("model.embedding-size", "5");
    all.put("model.hidden-size", "7");
    all.putAll(settings);
    RavelConfig config = ConfigLoader.load("test", "", all).values();
    return new NetworkSpecification(
        config.model(),
        new NetworkEnds(input, Alignment.OWN_STEPS, TARGETS),
        config.training(),
        new FixedSchedule(0.1),
        config.seed());
  }
}
