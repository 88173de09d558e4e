package org.ravel.training.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.ravel.config.ConfigLoader;
import org.ravel.error.TrainingException;
import org.ravel.training.state.Floats;
import org.ravel.training.state.ModelState;
import org.ravel.training.state.RecurrentState;
import org.ravel.training.state.WorkerState;
import org.ravel.training.worker.PlannedRound;
import org.ravel.training.worker.WorkerResult;

class RoundAggregationTest {
  private static final PlannedRound ROUND = new PlannedRound(7, 0, 0, 4, 0, 3, 24, 0.5, false);
  private static final List<String> FILES =
      List.of("train/part-00000", "train/part-00003", "train/part-00004", "train/part-00009");

  @Test
  void sumsUpInTheOrderOfTheWorkers() {
    RoundAggregation aggregation = aggregation(false);
    add(aggregation, share(2, 30, 60, true), 4);
    assertThat(aggregation.missing()).containsExactlyInAnyOrder(0, 1);
    add(aggregation, share(0, 10, 20, true), 1);
    add(aggregation, share(1, 10, 20, true), 2);
    assertThat(aggregation.isComplete()).isTrue();
    RoundResult result =
        aggregation.result(new RoundTiming(0, 0, 0, 0, 0, 0, DriverTraffic.none()));
    assertThat(result.tokens()).isEqualTo(50);
    assertThat(result.loss()).isEqualTo(2);
    assertThat(result.skipped()).isEmpty();
    assertThat(aggregation.workers())
        .extracting(worker -> worker.updater().values()[0])
        .containsExactly(1f, 2f, 4f);
  }

  @Test
  void aShareThatIsNotFiniteEndsTheTrainingAndNamesItsShards() {
    RoundAggregation aggregation = aggregation(false);
    assertThatThrownBy(() -> add(aggregation, share(1, 10, Double.NaN, false), 1))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("the training loss is NaN in round 7 (epoch 0.50) on worker 1")
        .hasMessageContaining(
            "read train/part-00000, train/part-00003, train/part-00004 and 1 more")
        .hasMessageContaining("training.updater.learning-rate");
    assertThatThrownBy(() -> add(aggregation, share(2, 10, 20, false), 1))
        .hasMessageContaining("the parameters of worker 2 are not finite in round 7");
  }

  @Test
  void orIsLeftOutAndItsWorkerGoesOnFromWhatItHad() {
    RoundAggregation aggregation = aggregation(true);
    add(aggregation, share(0, 10, 20, true), 1);
    add(aggregation, share(1, 10, Double.NaN, false), Float.NaN);
    add(aggregation, share(2, 30, 60, true), 5);
    RoundResult result =
        aggregation.result(new RoundTiming(0, 0, 0, 0, 0, 0, DriverTraffic.none()));
    assertThat(result.skipped()).containsExactly(1);
    assertThat(result.tokens()).isEqualTo(40);
    assertThat(result.loss()).isEqualTo(2);
    assertThat(aggregation.workers().get(1).updater().values()).containsExactly(-1);
    assertThat(aggregation.workers().get(1).recurrent().layers()).isEmpty();
  }

  @Test
  void aStateThatIsNotFiniteDoesNotCount() {
    ModelState state = new ModelState(Floats.none(), Floats.none());
    assertThat(share(1, 10, 20, true).counting(state)).isSameAs(state);
    assertThat(share(1, 10, 20, false).counting(state)).isNull();
    assertThat(divergence().ofAllWorkers(ROUND))
        .hasMessageContaining("no worker's loss is finite in round 7");
  }

  private static RoundAggregation aggregation(boolean skips) {
    WorkerState before = new WorkerState(recurrent(), new Floats(new float[] {-1}));
    return new RoundAggregation(ROUND, List.of(before, before, before), divergence(), skips);
  }

  private static Divergence divergence() {
    return new Divergence(ConfigLoader.load("test", "", Map.of()).values().training());
  }

  private static WorkerResult share(int worker, long tokens, double nats, boolean finite) {
    return new WorkerResult(worker, "0/0", null, nats, tokens, finite, 0, 1, 0);
  }

  private static void add(RoundAggregation aggregation, WorkerResult share, float updater) {
    WorkerState own = new WorkerState(recurrent(), new Floats(new float[] {updater}));
    aggregation.add(share, own, () -> FILES);
  }

  private static RecurrentState recurrent() {
    return new RecurrentState(List.of(new TreeMap<>(Map.of("hidden", Floats.none()))));
  }
}
