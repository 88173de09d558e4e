package org.ravel.model;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ravel.kernel.Activation;
import org.ravel.kernel.recurrence.Cell;
import org.ravel.network.Chain;
import org.ravel.network.EncoderDecoder;
import org.ravel.network.Stack;
import org.ravel.network.Topology;
import org.ravel.network.attention.AttentionLayer;
import org.ravel.network.head.SoftmaxLayer;
import org.ravel.network.input.EmbeddingLayer;
import org.ravel.network.input.TokenRecurrentLayer;
import org.ravel.network.layer.BidirectionalLayer;
import org.ravel.network.layer.ConvolutionLayer;
import org.ravel.network.layer.RecurrentLayer;
import org.ravel.network.layer.WindowLayer;
import org.ravel.network.pooling.ContextLayer;
import org.ravel.network.pooling.PoolingLayer;
import org.ravel.sequence.Alignment;

class EndWidthsTest {
  private static final int SYMBOLS = 5;
  private static final int WIDTH = 3;

  /** A file may say anything; elsewhere attention would have nothing to look at. */
  @Test
  void attentionBelongsToADecoder() {
    AttentionLayer attention = new AttentionLayer(WIDTH, WIDTH, WIDTH, AttentionLayer.Score.DOT, 0);
    EmbeddingLayer embedding = new EmbeddingLayer(SYMBOLS, WIDTH);
    SoftmaxLayer softmax = new SoftmaxLayer(WIDTH, SYMBOLS, 0, null);
    RecurrentLayer cell = new RecurrentLayer(Cell.GRU_RESET_AFTER, WIDTH, WIDTH, false);
    Chain decoder =
        new Chain(new TokenRecurrentLayer(SYMBOLS, null, cell), List.of(attention), softmax);
    Stack encoder = new Stack(embedding, List.of());
    EndWidths.require(
        new EncoderDecoder(encoder, PoolingLayer.Rule.LAST, decoder), ends(Alignment.OWN_STEPS));
    assertRefused(new Chain(embedding, List.of(attention), softmax), Alignment.SAME_STEP);
    ContextLayer context = new ContextLayer(WIDTH, WIDTH, PoolingLayer.Rule.LAST);
    SoftmaxLayer wider = new SoftmaxLayer(2 * WIDTH, SYMBOLS, 0, null);
    assertRefused(new Chain(embedding, List.of(context), wider), Alignment.SAME_STEP);
    Stack looking = new Stack(embedding, List.of(attention));
    assertRefused(
        new EncoderDecoder(looking, PoolingLayer.Rule.LAST, decoder), Alignment.OWN_STEPS);
  }

  /** Without recurrence too, but nothing that sees the token that is to be predicted. */
  @Test
  void aLanguageModelReadsForward() {
    EmbeddingLayer embedding = new EmbeddingLayer(SYMBOLS, WIDTH);
    SoftmaxLayer three = new SoftmaxLayer(3 * WIDTH, SYMBOLS, 0, null);
    EndWidths.require(
        new Chain(embedding, List.of(new WindowLayer(WIDTH, 2, 0)), three),
        ends(Alignment.NEXT_STEP));
    assertRefused(
        new Chain(embedding, List.of(new WindowLayer(WIDTH, 1, 1)), three), Alignment.NEXT_STEP);
    RecurrentLayer cell = new RecurrentLayer(Cell.GRU_RESET_AFTER, WIDTH, WIDTH, false);
    assertRefused(
        new Chain(
            embedding,
            List.of(new BidirectionalLayer(cell, cell, BidirectionalLayer.Merge.CONCATENATED)),
            new SoftmaxLayer(2 * WIDTH, SYMBOLS, 0, null)),
        Alignment.NEXT_STEP);
    ConvolutionLayer convolution = new ConvolutionLayer(WIDTH, WIDTH, 3, Activation.TANH);
    assertRefused(
        new Chain(embedding, List.of(convolution), new SoftmaxLayer(WIDTH, SYMBOLS, 0, null)),
        Alignment.NEXT_STEP);
  }

  private static void assertRefused(Topology topology, Alignment targets) {
    assertThatThrownBy(() -> EndWidths.require(topology, ends(targets)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the layers are not those of the model's task");
  }

  private static NetworkEnds ends(Alignment targets) {
    return new NetworkEnds(new NetworkInput.OfTokens(SYMBOLS, 0), targets, SYMBOLS);
  }
}
