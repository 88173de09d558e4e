package org.ravel.training.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkerLanesTest {

  @ParameterizedTest
  @CsvSource({"1,1,1", "10,2,2", "7,2,4", "100,3,7", "64,2,8", "5,2,32", "1742,2,32", "97,5,3"})
  void everySequenceHasAPlaceOfItsOwnAndLanesReadInOrder(
      long sequences, int workers, int minibatchSize) {
    WorkerLanes lanes = WorkerLanes.of(sequences, workers, minibatchSize);
    Set<WorkerLanes.Place> places = new HashSet<>();
    Map<Integer, WorkerLanes.Place> previous = new HashMap<>();
    for (long i = 0; i < sequences; i++) {
      WorkerLanes.Place place = lanes.place(i);
      assertThat(place.worker()).isBetween(0, workers - 1);
      assertThat(place.row()).isBetween(0, minibatchSize - 1);
      assertThat(place.step()).isBetween(0L, lanes.steps() - 1);
      assertThat(places.add(place)).as("sequence %d at %s", i, place).isTrue();
      WorkerLanes.Place before = previous.put(place.row() * workers + place.worker(), place);
      assertThat(place.step()).isEqualTo(before == null ? 0 : before.step() + 1);
    }
    for (long step = 0; step < lanes.steps(); step++) {
      long s = step;
      assertThat(lanes.workersWithData(step))
          .isEqualTo((int) places.stream().filter(p -> p.step() == s && p.row() == 0).count());
    }
  }

  @ParameterizedTest
  @CsvSource({"1,1,1", "7,2,4", "100,3,7", "5,2,32", "97,5,3"})
  void aPlaceGivesItsSequence(long sequences, int workers, int minibatchSize) {
    WorkerLanes lanes = WorkerLanes.of(sequences, workers, minibatchSize);
    for (long i = 0; i < sequences; i++) {
      assertThat(lanes.sequence(lanes.place(i))).hasValue(i);
    }
    assertThat(lanes.sequence(new WorkerLanes.Place(0, 0, lanes.steps()))).isEmpty();
  }
}
