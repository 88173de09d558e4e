package org.ravel.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.ravel.error.InputException;
import org.ravel.kernel.recurrence.Cell;
import org.ravel.network.Chain;
import org.ravel.network.NetworkSnapshot;
import org.ravel.network.Predictor;
import org.ravel.network.Stack;
import org.ravel.network.head.Categorical;
import org.ravel.network.head.CrfLayer;
import org.ravel.network.head.SoftmaxLayer;
import org.ravel.network.input.TokenRecurrentLayer;
import org.ravel.network.layer.ActivationPenaltyLayer;
import org.ravel.network.layer.DropoutLayer;
import org.ravel.network.layer.RecurrentLayer;
import org.ravel.network.module.HeadLayer;
import org.ravel.network.module.Parameters;
import org.ravel.sequence.Field;

class Dl4jExportTest {
  private static final int VOCABULARY = 11;
  private static final int[][] IDS = {{3, 10, 0, 7}, {1, 1, 9, 2}};

  @ParameterizedTest
  @EnumSource(Cell.class)
  void deeplearning4jPredictsTheSame(Cell cell) throws IOException {
    assertSame(network(cell, false, new SoftmaxLayer(6, VOCABULARY, 0, null)));
  }

  @Test
  void peepholesDropoutAndTiedEmbeddingsAreKnown() throws IOException {
    assertSame(network(Cell.LSTM, true, new SoftmaxLayer(6, VOCABULARY, 0.1, Stack.EMBEDDING)));
  }

  @Test
  void aLayerThatDeeplearning4jHasNotIsNamed() {
    NetworkSnapshot labels = network(Cell.LSTM, false, new CrfLayer(6, VOCABULARY));
    assertThatThrownBy(() -> Dl4jExport.write(labels, new ByteArrayOutputStream()))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll("CrfLayer", "language models", "specification.json");
  }

  private static void assertSame(NetworkSnapshot network) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    Dl4jExport.write(network, file);
    MultiLayerNetwork theirs =
        ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(file.toByteArray()));
    INDArray probabilities = theirs.output(Nd4j.createFromArray(IDS));
    try (Predictor ours = network.get();
        Categorical predicted = ours.predict(Field.of(IDS), ours.start())) {
      for (int row = 0; row < IDS.length; row++) {
        for (int step = 0; step < IDS[row].length; step++) {
          for (int id = 0; id < VOCABULARY; id++) {
            assertThat(probabilities.getDouble(row, id, step))
                .isCloseTo(Math.exp(-predicted.nats(row, step, id)), within(1e-5));
          }
        }
      }
    }
    theirs.close();
  }

  private static NetworkSnapshot network(Cell cell, boolean peepholes, HeadLayer head) {
    DropoutLayer dropout = new DropoutLayer(6, 0.7, DropoutLayer.Mask.STEP);
    Chain chain =
        new Chain(
            new TokenRecurrentLayer(VOCABULARY, dropout, new RecurrentLayer(cell, 6, 6, peepholes)),
            List.of(
                dropout,
                new RecurrentLayer(cell, 6, 6, peepholes),
                new ActivationPenaltyLayer(6, 2, 1),
                dropout),
            head);
    int numbers = Math.toIntExact(Parameters.numbers(chain.parameters()));
    Nd4j.getRandom().setSeed(5);
    return new NetworkSnapshot(chain, Nd4j.randn(1, numbers).mul(0.6).toFloatVector());
  }
}
