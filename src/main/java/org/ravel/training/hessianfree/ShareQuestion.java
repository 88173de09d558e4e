package org.ravel.training.hessianfree;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.ravel.kernel.NativeThreads;
import org.ravel.network.Chain;
import org.ravel.network.GaussNewton;
import org.ravel.sequence.Batch;
import org.ravel.training.worker.PlannedRound;
import org.ravel.training.worker.TrainingBlock;
import org.ravel.training.worker.WorkerRecipe;

/**
 * What is asked of each worker's share of a round, on an executor. The answer depends on the
 * arguments and the block alone.
 *
 * @param at parameters
 * @param vector of a product; null for another question
 * @param structural factor of the structural damping's matrix
 */
record ShareQuestion(
    Kind kind,
    PlannedRound round,
    Broadcast<WorkerRecipe> recipe,
    double[] at,
    double[] vector,
    double structural)
    implements FlatMapFunction<Iterator<TrainingBlock>, ShareQuestion.Answer> {

  /** What is asked. */
  enum Kind {
    /** The nats alone. */
    LOSS,
    /** And their gradient. */
    SLOPE,
    /** The product of their Gauss–Newton matrix and a vector. */
    PRODUCT
  }

  /**
   * Sums over targets.
   *
   * @param nats zero for a product
   * @param sum gradient or product; null for the loss alone
   */
  record Answer(double nats, long targets, double[] sum) implements Serializable {}

  @Override
  public Iterator<Answer> call(Iterator<TrainingBlock> blocks) {
    NativeThreads.single();
    TrainingBlock block = blocks.next();
    try (GaussNewton network = new GaussNewton((Chain) recipe.value().network().topology())) {
      network.moveTo(at);
      double[] sum = kind == Kind.LOSS ? null : new double[at.length];
      double nats = 0;
      long targets = 0;
      Iterator<Batch> batches = recipe.value().batches(block, round).iterator();
      while (batches.hasNext()) {
        Batch batch = batches.next();
        targets += batch.counted();
        switch (kind) {
          case LOSS -> nats += network.nats(batch);
          case SLOPE -> nats += network.addGradient(batch, sum);
          case PRODUCT -> network.addProduct(batch, vector, structural, sum);
        }
      }
      return List.of(new Answer(nats, targets, sum)).iterator();
    }
  }
}
