package org.ravel.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.ravel.sequence.FixedShapes.Group;

class FixedShapesTest {
  private static final FixedShapes SHAPES = new FixedShapes(32, 1 << 14);

  @Test
  void shapesAreFewAndWasteLittle() {
    for (int length = 1; length <= 2000; length++) {
      int steps = SHAPES.steps(length);
      assertThat(steps - length).isBetween(0, Math.max(1, length / 4));
      assertThat(SHAPES.steps(steps)).isEqualTo(steps);
    }
    assertThat(IntStream.rangeClosed(1, 2000).map(SHAPES::steps).distinct().count())
        .isLessThanOrEqualTo(40);
  }

  @Test
  void eachSequenceIsInOneGroupOfItsShape() {
    long seed = new Random().nextLong();
    int[] lengths = new Random(seed).ints(500, 0, 90).toArray();
    List<Group> groups = SHAPES.groups(lengths);
    assertThat(groups.stream().flatMap(group -> group.places().stream()))
        .as("seed %d", seed)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 500).filter(place -> lengths[place] > 0).boxed().toList());
    for (Group group : groups) {
      assertThat(group.places()).hasSizeLessThanOrEqualTo(group.rows());
      assertThat(group.places()).allMatch(place -> SHAPES.steps(lengths[place]) == group.steps());
    }
    assertThat(groups).extracting(Group::steps).isSortedAccordingTo((a, b) -> b - a);
  }
}
