package org.ravel.dl4j;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.deeplearning4j.spark.api.RDDTrainingApproach;
import org.deeplearning4j.spark.api.Repartition;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.ravel.config.RavelConfig;
import org.ravel.config.TrainingConfig;
import org.ravel.kernel.NativeThreads;
import org.ravel.network.Network;
import org.ravel.shard.ShardSchemas;
import org.ravel.spark.SparkJob;
import org.ravel.training.round.Divergence;
import org.ravel.training.round.Engine;
import org.ravel.training.round.EngineSource;
import org.ravel.training.round.RoundResult;
import org.ravel.training.state.EngineState;
import org.ravel.training.state.Floats;
import org.ravel.training.state.ModelState;
import org.ravel.training.worker.PlannedRound;
import org.ravel.training.worker.TrainingBlock;
import org.ravel.training.worker.TrainingBlocks;
import org.ravel.training.worker.WorkerRecipe;

/**
 * Deeplearning4j's parameter averaging, for comparison: the mean is not weighted, the order in
 * which more than two workers are added is that of their arrival, and hidden states begin at zero
 * in each round.
 */
final class Dl4jEngine implements Engine {
  private final JavaSparkContext spark;
  private final TrainingBlocks blocks;
  private final RavelConfig config;
  private final int sequenceLength;
  private final LossMeter meter;
  private final Dl4jNetwork initial;
  private final SparkDl4jMultiLayer distributed;

  Dl4jEngine(EngineSource.EngineSetup setup, Dl4jNetwork network) {
    this.spark = setup.spark();
    this.blocks = setup.blocks();
    this.config = setup.config();
    this.sequenceLength = setup.sequenceLength();
    this.meter = new LossMeter(spark.sc());
    this.initial = network;
    this.distributed = new SparkDl4jMultiLayer(spark, Dl4jNetwork.of(network), averaging());
  }

  private ReleasingAveraging averaging() {
    TrainingConfig training = config.training();
    ReleasingAveraging averaging =
        new ReleasingAveraging(
            new ParameterAveragingTrainingMaster.Builder(
                    config.averaging().workers(), training.minibatchSize())
                .batchSizePerWorker(training.minibatchSize())
                .averagingFrequency(config.averaging().period())
                .saveUpdater(true)
                .workerPrefetchNumBatches(0)
                .repartionData(Repartition.Never)
                .rddTrainingApproach(RDDTrainingApproach.Direct)
                .aggregationDepth(2)
                .storageLevel(null)
                .trainingHooks(List.of(meter)));
    averaging.setListeners(StepRules.of(training).listeners());
    return averaging;
  }

  @Override
  public RoundResult train(PlannedRound round) {
    JavaRDD<DataSet> minibatches =
        blocks.round(
            round.firstStep(),
            IntStream.range(round.firstWorker(), round.firstWorker() + round.workers())
                .boxed()
                .collect(Collectors.toSet()),
            new DataSets(round, config.training().minibatchSize(), sequenceLength, config.seed()));
    // DL4J itself would count a whole period for every round, and every round as an epoch.
    network().setIterations(Math.toIntExact(round.iteration()), 0);
    meter.reset();
    SparkJob.run(
        spark, "train: round %d".formatted(round.number()), () -> distributed.fit(minibatches));
    if (!Double.isFinite(meter.nats())) {
      throw new Divergence(config.training())
          .of("training loss", meter.nats(), round.number(), round.epochsDone());
    }
    return new RoundResult(meter.nats(), meter.tokens(), Optional.empty(), List.of(), List.of());
  }

  @Override
  public Network network() {
    return initial.with(distributed.getNetwork());
  }

  @Override
  public EngineState state() {
    INDArray updater = network().updaterState();
    return new EngineState(
        new ModelState(
            Floats.of(network().parameters()),
            updater == null ? Floats.none() : Floats.of(updater)),
        Floats.none(),
        List.of());
  }

  @Override
  public void restore(EngineState state, long iterations) {
    state.model().parameters().copyTo(network().parameters());
    INDArray updater = network().updaterState();
    if (updater != null) {
      state.model().updater().copyTo(updater);
    }
  }

  /** The network is the driver's, and nothing else is kept. */
  @Override
  public void close() {}

  /** A worker's minibatches as DL4J has them. */
  private record DataSets(PlannedRound round, int minibatchSize, int sequenceLength, long seed)
      implements FlatMapFunction<Iterator<TrainingBlock>, DataSet> {

    @Override
    public Iterator<DataSet> call(Iterator<TrainingBlock> blocks) {
      NativeThreads.single();
      TrainingBlock block = blocks.next();
      Nd4j.getRandom().setSeed(WorkerRecipe.seed(seed, round.number(), block.worker()));
      return block
          .batches(round, ShardSchemas.LANGUAGE_MODEL, minibatchSize, 1, sequenceLength, seed)
          .map(Dl4jNetwork::dataSet)
          .iterator();
    }
  }
}
