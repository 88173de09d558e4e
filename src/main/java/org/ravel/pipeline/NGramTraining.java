package org.ravel.pipeline;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.ravel.error.StoppedException;
import org.ravel.ngram.Discounts;
import org.ravel.ngram.NGramModel;
import org.ravel.ngram.counting.NGramCounting;
import org.ravel.ngram.counting.NGramCounting.Counted;
import org.ravel.shard.ShardSet;
import org.ravel.storage.Storage;
import org.ravel.training.TrainingEvents.Measured;
import org.ravel.training.TrainingResult;
import org.ravel.training.Validator.Validation;
import org.ravel.training.checkpoint.Checkpoint;
import org.ravel.training.checkpoint.CheckpointFolder;
import org.ravel.training.checkpoint.Progress;

/**
 * Counts n-grams where others train a network: one pass, one validation, and a model in the run's
 * folder. There is nothing to resume from; who was interrupted counts again.
 */
final class NGramTraining {
  private static final long ROUND = 1;
  private static final String COUNTED = "ngrams.bin";

  private final JobContext context;
  private final JavaSparkContext spark;
  private final ShardSet shards;
  private final Path run;
  private final CheckpointFolder checkpoints;
  private final long start = System.nanoTime();

  NGramTraining(
      JobContext context,
      JavaSparkContext spark,
      ShardSet shards,
      Path run,
      CheckpointFolder checkpoints) {
    this.context = context;
    this.spark = spark;
    this.shards = shards;
    this.run = run;
    this.checkpoints = checkpoints;
  }

  /**
   * Counts, and keeps the model.
   *
   * @param stop whether to stop, asked when all is counted
   * @throws StoppedException if it is to stop
   */
  TrainingResult run(RunFolder folder, BooleanSupplier stop) {
    new TrainingSummary(context).tell(shards, run);
    Storage storage = context.storage();
    Path file = new Path(run, COUNTED);
    try {
      Counted counted =
          new NGramCounting(spark, context.config().model().ngram()).write(shards, storage, file);
      double counting = seconds();
      tell(counted);
      NGramModel model = new NGramModel(storage, file, storage.sha256(file));
      Validation validation = new SplitValidator(spark, context, shards).validate(model);
      if (stop.getAsBoolean()) {
        throw new StoppedException("stopped by a signal; the same command counts again");
      }
      Measured measured =
          new Measured(
              1,
              ROUND,
              validation.loss(),
              validation.figures(),
              Math.log(shards.vocabulary().size()),
              true,
              seconds(),
              validation.sample());
      folder.validated(measured);
      folder.keep(model, counted.all(), measured);
      checkpoints.write(new Checkpoint(progress(counted, counting, validation.loss()), null));
      return new TrainingResult(
          1,
          ROUND,
          counted.targets(),
          validation.loss(),
          measured.uniformLoss(),
          false,
          seconds(),
          counting);
    } finally {
      storage.delete(file);
    }
  }

  private Progress progress(Counted counted, double counting, OptionalDouble loss) {
    return new Progress(
        shards.digest(),
        null,
        ROUND,
        0,
        1,
        counted.targets(),
        seconds(),
        counting,
        loss.isPresent() ? loss.getAsDouble() : null,
        null,
        0,
        true,
        false);
  }

  private void tell(Counted counted) {
    context.tell(
        "  %-12s %s"
            .formatted(
                "n-grams",
                counted.numbers().stream()
                    .map("%,d"::formatted)
                    .collect(Collectors.joining(" + "))));
    int[] orders =
        IntStream.rangeClosed(1, counted.discounts().size())
            .filter(order -> counted.discounts().get(order - 1).fallback())
            .toArray();
    if (orders.length > 0) {
      Discounts fallback = counted.discounts().get(orders[0] - 1);
      context.tell(
          "  %-12s %s, %s and %s for n-grams of %s, of whose counts the formulas give none"
              .formatted(
                  "discounts",
                  fallback.one(),
                  fallback.two(),
                  fallback.more(),
                  Arrays.stream(orders)
                      .mapToObj(Integer::toString)
                      .collect(Collectors.joining(", "))));
    }
  }

  private double seconds() {
    return (System.nanoTime() - start) / 1e9;
  }
}
