package org.ravel.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Random;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.ravel.dl4j.layer.Lstm;
import org.ravel.dl4j.layer.SoftmaxOutput;

/** Against ND4J's own operations, bit by bit. */
class BlockedUpdaterTest {
  private static final long SEED = 20;

  /** More than two blocks, the last one odd; the state lies at an odd place of a larger array. */
  private static final int LENGTH = 2 * 16_384 + 7;

  private static Stream<Arguments> pairs() {
    var schedule = new ExponentialSchedule(ScheduleType.ITERATION, 0.01, 0.9);
    return Stream.of(
        Arguments.of(new BlockedAdam(1e-3), new Adam(1e-3)),
        Arguments.of(new BlockedAdam(0.1, null, 0.3, 0.77, 1e-3), new Adam(0.1, 0.3, 0.77, 1e-3)),
        // The rate is so small that ND4J takes epsilon in its place.
        Arguments.of(new BlockedAdam(0, null, 0.9, 0.999, 1e-8), new Adam(0, 0.9, 0.999, 1e-8)),
        Arguments.of(new BlockedAdam(Double.NaN, schedule, 0.9, 0.999, 1e-8), new Adam(schedule)),
        Arguments.of(new BlockedRmsProp(0.01, null, 0.95, 1e-8), new RmsProp(0.01, 0.95, 1e-8)),
        Arguments.of(new BlockedRmsProp(Double.NaN, schedule, 0.95, 1e-8), new RmsProp(schedule)));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void stepsAreBitwiseThoseOfNd4j(IUpdater ours, IUpdater theirs) {
    Random random = new Random(SEED);
    INDArray ourState = offset(ours.stateSize(LENGTH));
    INDArray theirState = offset(theirs.stateSize(LENGTH));
    GradientUpdater<?> our = ours.instantiate(ourState, true);
    GradientUpdater<?> their = theirs.instantiate(theirState, true);
    for (int iteration : new int[] {0, 1, 2, 3, 50, 999, 20_000, 1_000_000}) {
      float[] gradient = gradient(random, LENGTH);
      INDArray ourUpdate = offset(LENGTH).assign(Nd4j.createFromArray(gradient));
      INDArray theirUpdate = offset(LENGTH).assign(Nd4j.createFromArray(gradient));
      our.applyUpdater(ourUpdate, iteration, 0);
      their.applyUpdater(theirUpdate, iteration, 0);
      assertThat(values(ourState))
          .as("state after iteration %d, seed %d", iteration, SEED)
          .isEqualTo(values(theirState));
      assertThat(values(ourUpdate))
          .as("update of iteration %d, seed %d", iteration, SEED)
          .isEqualTo(values(theirUpdate));
    }
  }

  /** What the blocks cannot walk goes to ND4J. */
  @ParameterizedTest
  @MethodSource("pairs")
  void doublePrecisionIsNd4jsOwn(IUpdater ours, IUpdater theirs) {
    INDArray ourUpdate = Nd4j.linspace(DataType.DOUBLE, -1, 0.3, 7).reshape(1, 7);
    INDArray theirUpdate = ourUpdate.dup();
    ours.instantiate(Nd4j.create(DataType.DOUBLE, 1, ours.stateSize(7)), true)
        .applyUpdater(ourUpdate, 3, 0);
    theirs
        .instantiate(Nd4j.create(DataType.DOUBLE, 1, theirs.stateSize(7)), true)
        .applyUpdater(theirUpdate, 3, 0);
    assertThat(ourUpdate).isEqualTo(theirUpdate);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void copiesAreEqual(IUpdater ours, IUpdater theirs) throws Exception {
    assertThat(ours.clone()).isEqualTo(ours).hasSameClassAs(ours).hasSameHashCodeAs(ours);
    assertThat(serialised(ours)).isEqualTo(ours).hasSameClassAs(ours);
    assertThat(ours).isNotEqualTo(theirs);
    MultiLayerConfiguration configuration = configuration(ours);
    assertThat(MultiLayerConfiguration.fromJson(configuration.toJson())).isEqualTo(configuration);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void networksTrainAlike(IUpdater ours, IUpdater theirs) {
    assertThat(values(trained(network(ours), 4).params()))
        .isEqualTo(values(trained(network(theirs), 4).params()));
  }

  @Test
  void trainingGoesOnFromModelFile() throws IOException {
    MultiLayerNetwork network = trained(network(new BlockedAdam(1e-2)), 2);
    var bytes = new ByteArrayOutputStream();
    ModelSerializer.writeModel(network, bytes, true);
    MultiLayerNetwork restored =
        ModelSerializer.restoreMultiLayerNetwork(
            new ByteArrayInputStream(bytes.toByteArray()), true);
    assertThat(restored.getLayerWiseConfigurations())
        .isEqualTo(network.getLayerWiseConfigurations());
    assertThat(values(trained(restored, 2).params()))
        .isEqualTo(values(trained(network, 2).params()));
  }

  private static MultiLayerConfiguration configuration(IUpdater updater) {
    return new NeuralNetConfiguration.Builder()
        .seed(1)
        .updater(updater)
        .list()
        .layer(new Lstm.Builder().vocabularySize(5).nIn(3).nOut(4).build())
        .layer(new SoftmaxOutput(4, 5))
        .build();
  }

  private static MultiLayerNetwork network(IUpdater updater) {
    var network = new MultiLayerNetwork(configuration(updater));
    network.init();
    return network;
  }

  private static MultiLayerNetwork trained(MultiLayerNetwork network, int steps) {
    INDArray ids = Nd4j.createFromArray(new float[][] {{0, 3, 2}, {4, 4, 1}});
    for (int step = 0; step < steps; step++) {
      network.fit(new DataSet(ids, ids));
    }
    return network;
  }

  /** A row that starts inside a larger array, as a network's views do. */
  private static INDArray offset(long length) {
    return Nd4j.zeros(DataType.FLOAT, 1, length + 3)
        .get(NDArrayIndex.point(0), NDArrayIndex.interval(3, length + 3))
        .reshape(1, length);
  }

  /** Of all magnitudes, zero and denormal numbers among them. */
  private static float[] gradient(Random random, int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] =
          random.nextInt(10) == 0
              ? 0
              : (float) (random.nextGaussian() * Math.pow(10, random.nextInt(44) - 42));
    }
    return values;
  }

  private static float[] values(INDArray array) {
    return array.dup().data().asFloat();
  }

  private static Object serialised(Object value) throws IOException, ClassNotFoundException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new ObjectOutputStream(bytes)) {
      out.writeObject(value);
    }
    try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return in.readObject();
    }
  }
}
