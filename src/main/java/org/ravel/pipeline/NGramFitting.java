package org.ravel.pipeline;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.ravel.ngram.Discounts;
import org.ravel.ngram.NGramModel;
import org.ravel.ngram.counting.NGramCounting;
import org.ravel.ngram.counting.NGramCounting.Counted;
import org.ravel.shard.ShardSet;
import org.ravel.storage.Storage;

/**
 * Counts n-grams on the training split.
 *
 * @param file where they are kept until the model is published
 */
record NGramFitting(JobContext context, JavaSparkContext spark, ShardSet shards, Path file)
    implements Fitting {

  @Override
  public Fitted fit() {
    Storage storage = context.storage();
    Counted counted =
        new NGramCounting(spark, context.config().model().ngram()).write(shards, storage, file);
    tell(counted);
    return new Fitted(
        new NGramModel(storage, file, storage.sha256(file)), counted.all(), counted.targets());
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
}
