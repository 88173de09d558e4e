package org.ravel.training.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ravel.training.state.Floats;
import org.ravel.training.state.ModelState;

class MeanTreeTest {
  private static final int SIZE = 40_000;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8, 13})
  void isTheWeightedMeanWhateverTheOrderOfArrival(int leaves) {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    float[][] values = new float[leaves][SIZE];
    long[] weights = new long[leaves];
    List<Integer> order = new ArrayList<>();
    for (int leaf = 0; leaf < leaves; leaf++) {
      order.add(leaf);
      weights[leaf] = 1L + random.nextInt(1000);
      for (int i = 0; i < SIZE; i++) {
        values[leaf][i] = (float) random.nextGaussian();
      }
    }
    float[] first = mean(values, weights, order);
    Collections.shuffle(order, random);
    assertThat(mean(values, weights, order)).as("seed %d", seed).isEqualTo(first);
    for (int i = 0; i < SIZE; i += 997) {
      double sum = 0;
      double weight = 0;
      for (int leaf = 0; leaf < leaves; leaf++) {
        sum += (double) values[leaf][i] * weights[leaf];
        weight += weights[leaf];
      }
      assertThat((double) first[i]).as("seed %d", seed).isCloseTo(sum / weight, within(1e-6));
    }
  }

  @Test
  void equalStatesKeepTheirBits() {
    MeanTree tree = new MeanTree(3);
    for (int leaf = 0; leaf < 3; leaf++) {
      tree.add(leaf, state(0.1f, -1e-30f, 3e30f), 7 + leaf);
    }
    assertThat(tree.mean().parameters().values()).containsExactly(0.1f, -1e-30f, 3e30f);
  }

  @Test
  void leavesWithoutWeightDoNotCount() {
    MeanTree tree = new MeanTree(3);
    tree.add(2, state(4), 1);
    tree.add(1, null, 5);
    tree.add(0, state(1), 2);
    assertThat(tree.mean().parameters().values()).containsExactly(2);
    MeanTree empty = new MeanTree(2);
    empty.add(0, null, 1);
    empty.add(1, null, 1);
    assertThat(empty.mean()).isNull();
  }

  private static float[] mean(float[][] values, long[] weights, List<Integer> order) {
    MeanTree tree = new MeanTree(values.length);
    order.forEach(leaf -> tree.add(leaf, state(values[leaf].clone()), weights[leaf]));
    return tree.mean().parameters().values();
  }

  private static ModelState state(float... values) {
    return new ModelState(new Floats(values), Floats.none());
  }
}
