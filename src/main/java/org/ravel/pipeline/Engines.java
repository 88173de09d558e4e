package org.ravel.pipeline;

import org.ravel.config.TrainingConfig;
import org.ravel.config.TrainingConfig.EngineKind;
import org.ravel.dl4j.Dl4jTraining;
import org.ravel.training.evolution.EvolutionTraining;
import org.ravel.training.hessianfree.HessianFreeTraining;
import org.ravel.training.round.EngineSource;
import org.ravel.training.round.RavelTraining;

/** What a training is done with. The only place that knows of Deeplearning4j's engine. */
public final class Engines {
  private Engines() {}

  /** For the method and the engine that a configuration names. */
  public static EngineSource of(TrainingConfig training) {
    return switch (training.method()) {
      case AVERAGING -> of(training.engine());
      case EVOLUTION -> new EvolutionTraining();
      case HESSIAN_FREE -> new HessianFreeTraining();
    };
  }

  /** For averaging by an engine. */
  public static EngineSource of(EngineKind kind) {
    return switch (kind) {
      case RAVEL -> new RavelTraining();
      case DL4J -> new Dl4jTraining();
    };
  }
}
