package org.ravel.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ravel.config.RavelConfig;
import org.ravel.shard.ShardSet;
import org.ravel.training.TrainingFixture.Recorder;

/** Hessian-free trainings of tiny language models. */
class HessianFreeIT {
  @TempDir private Path folder;

  private RavelConfig config(Map<String, ?> further) {
    Map<String, Object> all = new HashMap<>();
    all.put("training.method", "hessian-free");
    all.put("training.carry-state", false);
    all.put("training.epochs", 3);
    all.put("training.minibatch-size", 4);
    all.put("training.hessian-free.structural-damping", 0.1);
    all.put("training.hessian-free.iterations", 6);
    all.put("model.cell", "elman");
    all.put("averaging.workers", 2);
    all.put("averaging.period", 1000);
    all.put("averaging.warmup-periods", 0);
    all.putAll(further);
    return new TrainingFixture(folder).config(all);
  }

  private ShardSet shards(RavelConfig config, String text) {
    return new TrainingFixture(folder).shards(config, text);
  }

  /** A round is a step on all sequences, whoever reads them: one worker is the plain loop. */
  @Test
  void theNumberOfWorkersChangesRoundingAlone() {
    RavelConfig two = config(Map.of());
    ShardSet shards = shards(two, TrainingFixture.randomText(120, 3));
    Recorder ofTwo = TrainingFixture.train(two, shards);
    RavelConfig one = config(Map.of("averaging.workers", 1, "training.minibatch-size", 64));
    Recorder ofOne = TrainingFixture.train(one, shards);
    assertThat(ofTwo.rounds).hasSize(3);
    assertThat(ofOne.losses()).hasSize(3);
    for (int i = 0; i < 3; i++) {
      assertThat(ofTwo.losses().get(i)).isCloseTo(ofOne.losses().get(i), within(1e-5));
    }
    for (int i = 0; i < ofOne.parameters.length; i++) {
      assertThat(ofTwo.parameters[i]).isCloseTo(ofOne.parameters[i], within(1e-4f));
    }
    assertThat(TrainingFixture.train(two, shards).parameters).isEqualTo(ofTwo.parameters);
  }

  @Test
  void stoppedAgainAndAgainItComesToTheSameBits() {
    RavelConfig config = config(Map.of("averaging.period", 2));
    ShardSet shards = shards(config, TrainingFixture.randomText(120, 3));
    Recorder calm = TrainingFixture.train(config, shards);
    Recorder last = TrainingFixture.trainWithStops(config, shards, Optional.empty(), 1);
    assertThat(last.parameters).isEqualTo(calm.parameters);
    assertThat(
            TrainingFixture.train(
                    config(
                        Map.of(
                            "averaging.period", 2, "training.hessian-free.structural-damping", 0)),
                    shards)
                .parameters)
        .isNotEqualTo(calm.parameters);
  }

  /** The symbol of four steps before comes again. */
  @Test
  void whatRepeatsIsLearned() {
    RavelConfig config =
        config(
            Map.of(
                "averaging.workers", 1,
                "training.minibatch-size", 16,
                "training.epochs", 8,
                "training.hessian-free.iterations", 20,
                "training.hessian-free.structural-damping", 0));
    Recorder recorder = TrainingFixture.train(config, shards(config, "abbcdaac".repeat(12)));
    assertThat(recorder.losses().get(0)).isGreaterThan(1.2);
    // The first symbols of a sequence cannot be known.
    assertThat(recorder.lastLoss()).isLessThan(0.6);
  }
}
