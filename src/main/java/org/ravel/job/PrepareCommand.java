package org.ravel.job;

import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.ravel.config.RavelConfig;
import org.ravel.config.Split;
import org.ravel.job.Places.Place;
import org.ravel.shard.Manifest;
import org.ravel.shard.Preparation;
import org.ravel.spark.Sessions;
import picocli.CommandLine.Command;

/** {@code ravel prepare}: a corpus becomes a shard set. */
@Command(name = "prepare", description = "Turn a text corpus into shards of token sequences.")
final class PrepareCommand extends JobCommand {

  @Override
  void run(JobContext context) {
    requireApart(context);
    context.tell("preparing %s".formatted(context.config().corpus().input()));
    long start = System.nanoTime();
    Manifest manifest;
    try (SparkSession spark = Sessions.open("prepare")) {
      manifest =
          new Preparation(
                  spark,
                  context.storage(),
                  context.config(),
                  context.configText(),
                  context.overwrite())
              .run();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    long bytes = manifest.sources().stream().mapToLong(Manifest.Source::bytes).sum();
    context.tell(
        "%,d files, %,d bytes, vocabulary of %,d, in %.1f s"
            .formatted(manifest.sources().size(), bytes, manifest.vocabularySize(), seconds));
    for (Map.Entry<Split, Manifest.SplitPart> split : manifest.splits().entrySet()) {
      context.tell(
          "  %-10s %,12d tokens in %,d sequences of %d, %d files"
              .formatted(
                  split.getKey().key(),
                  split.getValue().tokens(),
                  split.getValue().sequences(),
                  manifest.sequenceLength(),
                  split.getValue().files().size()));
    }
    context.tell("shards: %s".formatted(context.config().shards().path()));
  }

  private static void requireApart(JobContext context) {
    RavelConfig config = context.config();
    Places places = new Places(context.storage());
    Place shards = new Place("shards.path", config.shards().path());
    places.requireApart(
        shards,
        ModelSource.places(
            config,
            new Place("training.path", config.training().path()),
            new Place("evaluation.path", config.evaluation().path())));
    for (String input : config.corpus().input()) {
      Place corpus = new Place("corpus.input", input);
      places.requireApart(shards, List.of(corpus));
      places.requireOutside(shards, corpus);
    }
  }
}
