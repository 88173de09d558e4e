package org.ravel.shard.preparation;

import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.ravel.config.Documents;
import org.ravel.config.RavelConfig;
import org.ravel.config.Split;
import org.ravel.config.SplitConfig;
import org.ravel.corpus.ChunkCount;
import org.ravel.corpus.Corpus;
import org.ravel.corpus.CorpusCounting;
import org.ravel.corpus.FileDigests;
import org.ravel.corpus.TextFormat;
import org.ravel.corpus.Vocabulary;
import org.ravel.error.ConfigurationException;
import org.ravel.error.InputException;
import org.ravel.shard.Manifest;
import org.ravel.shard.ShardSchemas;
import org.ravel.shard.version.InputFile;
import org.ravel.shard.version.InputLedger;
import org.ravel.shard.version.VersionWriter;
import org.ravel.spark.SparkJob;
import org.ravel.storage.Staging;
import org.ravel.storage.Storage;
import org.ravel.wording.Phrases;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a shard set of a corpus. Reads the files for their digests, and the text twice: to count
 * tokens, which gives the vocabulary and every chunk's place in the stream of tokens, and to encode
 * and write. The text itself never comes to the driver.
 */
public final class Preparation {
  private static final Logger LOG = LoggerFactory.getLogger(Preparation.class);

  private final JavaSparkContext spark;
  private final Storage storage;
  private final RavelConfig config;
  private final String configText;
  private final boolean overwrite;

  /**
   * A preparation as configured.
   *
   * @param configText the effective configuration, stored with the shards
   * @param overwrite whether a shard set that is there already is replaced
   */
  public Preparation(
      SparkSession spark,
      Storage storage,
      RavelConfig config,
      String configText,
      boolean overwrite) {
    this.spark = JavaSparkContext.fromSparkContext(spark.sparkContext());
    this.storage = storage;
    this.config = config;
    this.configText = configText;
    this.overwrite = overwrite;
  }

  /**
   * Writes the shard set at {@code shards.path}, complete or not at all.
   *
   * @throws InputException if the corpus is missing, malformed, too short or changes meanwhile
   * @throws ConfigurationException if settings contradict each other or a reused vocabulary
   * @throws org.ravel.error.StorageException if the storage refuses
   */
  public Manifest run() {
    Path target = storage.qualified(config.shards().path());
    Staging.requireAbsent(storage, target, overwrite);
    Vocabulary given = givenVocabulary();
    Corpus corpus = Corpus.open(storage, config.corpus(), config.split());
    // Opened first: a place that cannot be written to is found before the text is read.
    try (Staging staging = Staging.open(storage, target, overwrite)) {
      Manifest manifest = write(corpus, given, staging.folder(), "");
      staging.publish();
      return manifest;
    }
  }

  /**
   * Writes a whole corpus as a shard set's only generation.
   *
   * @param given its vocabulary; null to count one
   * @param prefix of the paths in the manifest
   */
  Manifest write(Corpus corpus, Vocabulary given, Path folder, String prefix) {
    requireDocuments();
    VersionWriter version = new VersionWriter(spark, storage, configText);
    // Taken before the text is read: whoever changes a file from now on is found out next time.
    List<String> digests =
        SparkJob.run(
            spark, "prepare: digests of files", () -> FileDigests.of(spark, corpus.sources()));
    CorpusCounting.Result counted =
        SparkJob.run(
            spark,
            "prepare: count tokens",
            () -> CorpusCounting.count(spark, corpus, config.vocabulary(), given));
    Vocabulary vocabulary = counted.vocabulary();
    int sequenceLength = config.shards().sequenceLength();
    List<SplitWindow> windows = windows(corpus, counted.chunks(), sequenceLength);
    GivenVocabulary.requireTokens(vocabulary, config.vocabulary());
    WrittenCorpus written =
        new CorpusWriting(spark, vocabulary, sequenceLength)
            .write(corpus, counted.chunks(), windows, StoredCounts.NONE, folder);
    Manifest manifest =
        ManifestAssembly.first(
            corpus, counted.chunks(), vocabulary, sequenceLength, written, prefix);
    version.write(folder, ShardSchemas.VOCABULARY, vocabulary);
    version.write(folder, new InputLedger(InputFile.all(corpus.sources(), digests)), manifest);
    return manifest;
  }

  private void requireDocuments() {
    if (config.split().by() == SplitConfig.By.DOCUMENTS
        && config.corpus().documents() == Documents.NONE) {
      throw new ConfigurationException(
          "split.by is documents but corpus.documents is none: there are no documents to divide; set corpus.documents=line or file, or split.by=tokens");
    }
  }

  /** The vocabulary to use, or null to count one. */
  private Vocabulary givenVocabulary() {
    TextFormat format = TextFormat.of(config.corpus(), config.split());
    return new GivenVocabulary(storage, "vocabulary.from")
        .tokens(config.vocabulary().from(), format.tokenizer(), format.documents());
  }

  private List<SplitWindow> windows(Corpus corpus, List<ChunkCount> chunks, int sequenceLength) {
    List<SplitWindow> windows = CorpusWriting.windows(corpus, chunks, config.split());
    requireTraining(corpus, windows, sequenceLength);
    warnOfEmpty(windows, Split.VALIDATION, config.split().validation());
    warnOfEmpty(windows, Split.TEST, config.split().test());
    return windows;
  }

  private static void requireTraining(
      Corpus corpus, List<SplitWindow> windows, int sequenceLength) {
    long all = windows.stream().mapToLong(SplitWindow::tokens).sum();
    long training = windows.get(0).tokens();
    if (training < sequenceLength + 1L) {
      throw new InputException(
          "the corpus has %s (%s, %s), of which the training split gets %d, but one sequence needs %d (shards.sequence-length + 1); give more text, or set a smaller shards.sequence-length"
              .formatted(
                  Phrases.count(all, "token"),
                  Phrases.count(corpus.sources().size(), "file"),
                  Phrases.count(corpus.bytes(), "byte"),
                  training,
                  sequenceLength + 1L));
    }
  }

  private static void warnOfEmpty(List<SplitWindow> windows, Split split, double share) {
    for (SplitWindow window : windows) {
      if (window.split() == split && window.targets() == 0 && share > 0) {
        LOG.warn(
            "split.{} is {}, but so small a corpus gives it no target: there will be no {} split",
            split.key(),
            share,
            split.key());
      }
    }
  }
}
