package org.ravel.training.round;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ravel.spark.Handover;
import org.ravel.training.state.Floats;
import org.ravel.training.state.ModelState;
import org.ravel.training.state.WorkerState;
import org.ravel.training.worker.PlannedRound;
import org.ravel.training.worker.WorkerResult;
import scala.Tuple2;

class MergeSliceTest {
  private static final Handover HANDOVER = new Handover(1);

  @ParameterizedTest
  @CsvSource({
    // workers, slices, parameters, numbers of the updater's state
    "1, 1, 10, 20",
    "2, 3, 1000, 2000",
    "5, 4, 1001, 0",
    "7, 13, 20000, 40001",
    "3, 8, 5, 10",
  })
  void slicesAreThoseOfTheMeanOfWholeStates(int workers, int slices, int parameters, int updater) {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<ModelState> states = new ArrayList<>();
    List<WorkerResult> results = new ArrayList<>();
    for (int worker = 0; worker < workers; worker++) {
      states.add(new ModelState(floats(parameters, random), floats(updater, random)));
      // One of several has nothing that counts.
      boolean finite = worker != 1;
      results.add(result(worker, 1 + random.nextInt(1000), finite));
    }
    ModelState mean = states.get(0).zeros();
    for (int slice = 0; slice < slices; slice++) {
      List<Tuple2<Integer, SlicePart>> parts = new ArrayList<>();
      for (int worker = 0; worker < workers; worker++) {
        parts.add(
            part(results.get(worker), states.get(worker), worker % slices == slice, slice, slices));
      }
      Collections.shuffle(parts, random);
      MergedSlice merged = new MergeSlice(round(workers), HANDOVER).call(parts.iterator()).next();
      assertThat(merged.slice()).isEqualTo(slice);
      assertThat(merged.results())
          .extracting(WorkerResult::worker)
          .containsExactlyElementsOf(every(slices, slice, workers));
      assertThat(merged.content().own()).hasSameSizeAs(merged.results());
      mean.put(slice, slices, merged.content().mean());
    }
    MeanTree whole = new MeanTree(workers);
    for (int worker = 0; worker < workers; worker++) {
      WorkerResult result = results.get(worker);
      whole.add(worker, result.counting(states.get(worker)), result.tokens());
    }
    assertThat(mean.parameters().values())
        .as("seed %d", seed)
        .isEqualTo(whole.mean().parameters().values());
    assertThat(mean.updater().values())
        .as("seed %d", seed)
        .isEqualTo(whole.mean().updater().values());
  }

  @Test
  void thereIsNoMeanWhereNothingIsFinite() {
    ModelState state = new ModelState(new Floats(new float[4]), Floats.none());
    var parts = List.of(part(result(0, 5, false), state, true, 0, 1));
    MergedSlice merged = new MergeSlice(round(1), HANDOVER).call(parts.iterator()).next();
    assertThat(merged.content().mean()).isNull();
    assertThat(merged.results()).hasSize(1);
  }

  private static List<Integer> every(int step, int from, int to) {
    List<Integer> numbers = new ArrayList<>();
    for (int i = from; i < to; i += step) {
      numbers.add(i);
    }
    return numbers;
  }

  private static PlannedRound round(int workers) {
    return new PlannedRound(7, 0, 0, 4, 0, workers, 24, 0.5, false);
  }

  private static WorkerResult result(int worker, long tokens, boolean finite) {
    return new WorkerResult(worker, "0/0", null, tokens, tokens, finite, 0, 1, 0);
  }

  private static Tuple2<Integer, SlicePart> part(
      WorkerResult result, ModelState state, boolean withResult, int slice, int slices) {
    ModelState counting = result.counting(state);
    return new Tuple2<>(
        slice,
        new SlicePart(
            result.worker(),
            result.tokens(),
            counting == null ? null : counting.slice(slice, slices),
            withResult ? result : null,
            withResult ? WorkerState.zero() : null));
  }

  private static Floats floats(int number, Random random) {
    float[] values = new float[number];
    for (int i = 0; i < number; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return new Floats(values);
  }
}
