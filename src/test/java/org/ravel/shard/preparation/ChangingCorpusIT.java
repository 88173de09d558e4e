package org.ravel.shard.preparation;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ravel.config.RavelConfig;
import org.ravel.corpus.Corpus;
import org.ravel.corpus.CorpusCounting;
import org.ravel.error.InputException;
import org.ravel.spark.BroadcastScope;
import org.ravel.spark.SparkJob;
import org.ravel.storage.Storage;
import org.ravel.testing.SparkFixture;

/** A corpus that someone writes to between its listing, its first and its second reading. */
class ChangingCorpusIT {
  private static final String TEXT = "To be, or not to be: ".repeat(40);

  @TempDir Path folder;

  private final JavaSparkContext spark =
      JavaSparkContext.fromSparkContext(SparkFixture.session().sparkContext());

  private Path input;
  private RavelConfig config;

  private Corpus corpus() throws IOException {
    input = Files.writeString(folder.resolve("corpus.txt"), TEXT);
    config =
        new PreparedCorpus(input, folder.resolve("shards")).set("corpus.chunk-size", 200).config();
    return Corpus.open(new Storage(new Configuration()), config.corpus(), config.split());
  }

  private CorpusCounting.Result count(Corpus corpus) {
    return SparkJob.run(
        spark, "count", () -> CorpusCounting.count(spark, corpus, config.vocabulary(), null));
  }

  @ParameterizedTest
  @CsvSource({"830", "300", "0"})
  void aFileThatGetsShorterAfterItWasListedIsNamed(int length) throws IOException {
    Corpus corpus = corpus();
    Files.writeString(input, TEXT.substring(0, length));
    assertThatThrownBy(() -> count(corpus))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll(
            "corpus.txt changed while it was read: it had 840 bytes",
            "run ravel prepare again when it is complete");
  }

  @ParameterizedTest
  @CsvSource({"100, Q", "399, Q", "700, '\u00E4'"})
  void aFileThatChangesBetweenTheReadingsIsNamed(int at, String replacement) throws IOException {
    Corpus corpus = corpus();
    CorpusCounting.Result counted = count(corpus);
    long[] totals = {TEXT.length()};
    CutPlan plan =
        new CutPlan(counted.chunks(), SplitWindow.of(config.split(), totals), 4, StoredCounts.NONE);
    Files.writeString(
        input, TEXT.substring(0, at) + replacement + TEXT.substring(at + replacement.length()));
    assertThatThrownBy(() -> cutAll(corpus, plan, counted))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll(
            "the corpus changed while it was read",
            "corpus.txt",
            "run ravel prepare again when nobody writes to it");
  }

  private void cutAll(Corpus corpus, CutPlan plan, CorpusCounting.Result counted) {
    try (var hadoop = BroadcastScope.of(spark, new SerializableConfiguration(new Configuration()));
        var text = BroadcastScope.of(spark, corpus);
        var cutPlan = BroadcastScope.of(spark, plan);
        var vocabulary = BroadcastScope.of(spark, counted.vocabulary())) {
      CutChunk cut =
          new CutChunk(
              hadoop.broadcast(),
              text.broadcast(),
              cutPlan.broadcast(),
              vocabulary.broadcast(),
              folder.resolve("out").toString());
      for (int chunk = 0; chunk < plan.chunks(); chunk++) {
        cut.call(chunk);
      }
    }
  }

  @Test
  void aFileThatIsGoneIsNamed() throws IOException {
    Corpus corpus = corpus();
    Files.delete(input);
    assertThatThrownBy(() -> count(corpus))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("corpus.txt does not exist");
  }
}
