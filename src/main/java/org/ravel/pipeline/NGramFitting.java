package org.ravel.pipeline;

import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.ravel.corpus.DigestedText;
import org.ravel.corpus.Vocabulary;
import org.ravel.ngram.ArpaModel;
import org.ravel.ngram.ArpaModel.Taken;
import org.ravel.ngram.Discounts;
import org.ravel.ngram.NGramModel;
import org.ravel.ngram.counting.NGramCounting;
import org.ravel.ngram.counting.NGramCounting.Counted;
import org.ravel.shard.ShardSet;
import org.ravel.storage.Storage;
import org.ravel.wording.Phrases;

/**
 * Counts n-grams on the training split, or takes those of an ARPA file.
 *
 * @param file where they are kept until the model is published
 */
record NGramFitting(JobContext context, JavaSparkContext spark, ShardSet shards, Path file)
    implements Fitting {

  @Override
  public Fitted fit() {
    return context.config().model().ngram().from() == null ? count() : take();
  }

  private Fitted count() {
    Counted counted =
        new NGramCounting(spark, context.config().model().ngram())
            .write(shards, context.storage(), file);
    tell(counted);
    return fitted(counted.all(), counted.targets());
  }

  private Fitted fitted(long grams, long targets) {
    Storage storage = context.storage();
    return new Fitted(new NGramModel(storage, file, storage.sha256(file)), grams, targets);
  }

  private Fitted take() {
    Storage storage = context.storage();
    Path from = storage.qualified(context.config().model().ngram().from());
    Vocabulary vocabulary = shards.vocabulary();
    List<ArpaModel> read = new ArrayList<>();
    DigestedText.read(
        storage,
        from,
        text ->
            read.add(
                ArpaModel.read(
                    text,
                    storage.shown(from),
                    vocabulary.tokens(),
                    vocabulary.unknown(),
                    vocabulary.endOfDocument().orElse(-1))));
    ArpaModel model = read.get(0);
    storage.writing(
        file,
        fileSystem -> {
          try (OutputStream out = fileSystem.create(file, true)) {
            model.write(out);
          }
          return null;
        });
    tell(model.taken());
    long grams = model.taken().numbers().stream().mapToLong(Long::longValue).sum();
    return fitted(grams - model.taken().leftOut(), 0);
  }

  private void tell(Taken taken) {
    tellNumbers(taken.numbers());
    if (taken.missing() > 0) {
      tell(
          "missing",
          "%s of the vocabulary, which share the probability of <unk>"
              .formatted(Phrases.count(taken.missing(), "token")));
    }
    if (!taken.others().isEmpty()) {
      tell(
          "others",
          "%s that the vocabulary does not have (%s), which count as <unk>"
              .formatted(
                  Phrases.count(taken.others().size(), "word"), ArpaModel.shown(taken.others())));
    }
    if (taken.leftOut() > 0) {
      tell(
          "left out",
          "%s of such words, or with <s> or </s> where no text has it"
              .formatted(Phrases.count(taken.leftOut(), "n-gram")));
    }
    if (taken.raised() > 0) {
      tell("raised", "%,d probabilities and weights of 0, to 1e-20".formatted(taken.raised()));
    }
  }

  private void tell(String what, String said) {
    context.tell("  %-12s %s".formatted(what, said));
  }

  private void tellNumbers(List<Long> numbers) {
    tell("n-grams", numbers.stream().map("%,d"::formatted).collect(Collectors.joining(" + ")));
  }

  private void tell(Counted counted) {
    tellNumbers(counted.numbers());
    int[] orders =
        IntStream.rangeClosed(1, counted.discounts().size())
            .filter(order -> counted.discounts().get(order - 1).fallback())
            .toArray();
    if (orders.length > 0) {
      Discounts fallback = counted.discounts().get(orders[0] - 1);
      tell(
          "discounts",
          "%s, %s and %s for n-grams of %s, of whose counts the formulas give none"
              .formatted(
                  fallback.one(),
                  fallback.two(),
                  fallback.more(),
                  Arrays.stream(orders)
                      .mapToObj(Integer::toString)
                      .collect(Collectors.joining(", "))));
    }
  }
}
