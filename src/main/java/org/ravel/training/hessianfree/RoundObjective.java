package org.ravel.training.hessianfree;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.ravel.kernel.Doubles;
import org.ravel.spark.Partitions;
import org.ravel.spark.RenewedBroadcast;
import org.ravel.spark.SparkJob;
import org.ravel.training.hessianfree.ShareQuestion.Answer;
import org.ravel.training.hessianfree.ShareQuestion.Kind;
import org.ravel.training.worker.PlannedRound;
import org.ravel.training.worker.TrainingBlocks;
import org.ravel.training.worker.WorkerRecipe;

/**
 * The mean loss of a round's targets. Each answer is one job with a task for each worker; what they
 * answer is added in their order, so that the sums are the same on any cluster.
 */
final class RoundObjective implements Objective {
  private final JavaSparkContext spark;
  private final TrainingBlocks blocks;
  private final RenewedBroadcast<WorkerRecipe> recipe;
  private final PlannedRound round;
  private final Set<Integer> workers;
  private long targets;

  RoundObjective(
      JavaSparkContext spark,
      TrainingBlocks blocks,
      RenewedBroadcast<WorkerRecipe> recipe,
      PlannedRound round) {
    this.spark = spark;
    this.blocks = blocks;
    this.recipe = recipe;
    this.round = round;
    this.workers =
        IntStream.range(0, round.workers())
            .mapToObj(i -> round.firstWorker() + i)
            .collect(Collectors.toSet());
  }

  /** Targets of the last answer. */
  long targets() {
    return targets;
  }

  @Override
  public double loss(double[] at) {
    return ask(Kind.LOSS, at, null, 0).nats() / targets;
  }

  @Override
  public Slope slope(double[] at) {
    Answer sums = ask(Kind.SLOPE, at, null, 0);
    return new Slope(sums.nats() / targets, mean(sums.sum()));
  }

  @Override
  public double[] product(double[] at, double[] vector, double structural) {
    return mean(ask(Kind.PRODUCT, at, vector, structural).sum());
  }

  private double[] mean(double[] sum) {
    Doubles.scale(sum, 1.0 / targets);
    return sum;
  }

  private Answer ask(Kind kind, double[] at, double[] vector, double structural) {
    List<Answer> answers =
        recipe.with(
            "a question of round %d".formatted(round.number()),
            sent -> answers(new ShareQuestion(kind, round, sent, at, vector, structural)));
    double nats = 0;
    targets = 0;
    double[] sum = kind == Kind.LOSS ? null : new double[at.length];
    for (Answer answer : answers) {
      nats += answer.nats();
      targets += answer.targets();
      if (sum != null) {
        Doubles.addScaled(sum, 0, 1, answer.sum(), 0, sum.length);
      }
    }
    return new Answer(nats, targets, sum);
  }

  private List<Answer> answers(ShareQuestion question) {
    return SparkJob.run(
        spark,
        "train: round %d".formatted(round.number()),
        () -> Partitions.collect(blocks.round(round.firstStep(), workers, question)));
  }
}
