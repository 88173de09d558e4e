package org.ravel.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LanesTest {

  @Test
  void lanesAreRunsOfNearlyEqualLength() {
    for (int sequences = 1; sequences <= 30; sequences++) {
      for (int wanted = 1; wanted <= 12; wanted++) {
        Lanes lanes = Lanes.of(sequences, wanted);
        assertThat(lanes.count()).isEqualTo(Math.min(sequences, wanted));
        assertThat(lanes.start(0)).isZero();
        assertThat(lanes.start(lanes.count())).isEqualTo(sequences);
        List<Integer> lengths =
            IntStream.range(0, lanes.count()).map(lanes::length).boxed().toList();
        int shortest = sequences / lanes.count();
        assertThat(lengths)
            .as("%d sequences in %d lanes", sequences, wanted)
            .allSatisfy(length -> assertThat(length).isBetween(shortest, shortest + 1));
        for (int sequence = 0; sequence < sequences; sequence++) {
          int lane = lanes.laneOf(sequence);
          assertThat(sequence).isBetween(lanes.start(lane), lanes.start(lane + 1) - 1);
        }
      }
    }
  }

  @Test
  void carriedMinibatchesFollowTheLanes() {
    List<Minibatch> minibatches = Minibatch.carried(Lanes.of(7, 3));

    assertThat(minibatches).extracting(Minibatch::fresh).containsExactly(true, false, false);
    assertThat(minibatches.get(0).sequences()).containsExactly(0, 3, 5);
    assertThat(minibatches.get(1).sequences()).containsExactly(1, 4, 6);
    assertThat(minibatches.get(2).sequences()).containsExactly(2, Minibatch.NONE, Minibatch.NONE);
  }

  @Test
  void independentMinibatchesFollowTheCorpus() {
    List<Minibatch> minibatches = Minibatch.independent(7, 3);

    assertThat(minibatches).extracting(Minibatch::fresh).containsOnly(true);
    List<Integer> sequences = new ArrayList<>();
    minibatches.forEach(minibatch -> IntStream.of(minibatch.sequences()).forEach(sequences::add));
    assertThat(sequences).containsExactly(0, 1, 2, 3, 4, 5, 6);
    assertThat(minibatches).hasSize(3);
  }
}
