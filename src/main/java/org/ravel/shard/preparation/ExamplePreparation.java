package org.ravel.shard.preparation;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.ravel.config.Documents;
import org.ravel.config.RavelConfig;
import org.ravel.config.Split;
import org.ravel.config.SplitConfig;
import org.ravel.config.Task;
import org.ravel.corpus.FileDigests;
import org.ravel.corpus.Vocabulary;
import org.ravel.corpus.VocabularySelection;
import org.ravel.error.InputException;
import org.ravel.example.ChunkExamples;
import org.ravel.example.ExampleCounting;
import org.ravel.example.ExampleEncoder;
import org.ravel.example.ExampleTable;
import org.ravel.sequence.Schema;
import org.ravel.shard.Manifest;
import org.ravel.shard.ShardSchemas;
import org.ravel.shard.file.PendingShard;
import org.ravel.shard.file.WrittenShard;
import org.ravel.shard.version.InputDigest;
import org.ravel.shard.version.InputFile;
import org.ravel.shard.version.InputLedger;
import org.ravel.shard.version.VersionWriter;
import org.ravel.spark.BroadcastScope;
import org.ravel.spark.SparkJob;
import org.ravel.storage.Staging;
import org.ravel.storage.Storage;
import org.ravel.wording.Phrases;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a shard set of independent examples. Reads the files for their digests, and the rows three
 * times: to count them, which gives each its place; to count the tokens and labels of the training
 * split; and to encode and write. The examples themselves never come to the driver.
 */
public final class ExamplePreparation {
  private static final Logger LOG = LoggerFactory.getLogger(ExamplePreparation.class);

  private final SparkSession session;
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
  public ExamplePreparation(
      SparkSession session,
      Storage storage,
      RavelConfig config,
      String configText,
      boolean overwrite) {
    this.session = session;
    this.spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    this.storage = storage;
    this.config = config;
    this.configText = configText;
    this.overwrite = overwrite;
  }

  /**
   * Writes the shard set at {@code shards.path}, complete or not at all.
   *
   * @throws InputException if the input is missing, malformed, too small or changes meanwhile
   * @throws org.ravel.error.ConfigurationException if settings contradict a given vocabulary
   * @throws org.ravel.error.StorageException if the storage refuses
   */
  public Manifest run() {
    Path target = storage.qualified(config.shards().path());
    Staging.requireAbsent(storage, target, overwrite);
    GivenVocabulary from = new GivenVocabulary(storage, "vocabulary.from");
    String place = config.vocabulary().from();
    ExampleCounting.Given given =
        new ExampleCounting.Given(
            from.tokens(place, ExampleTable.tokenizer(config.corpus()), Documents.NONE),
            from.characters(place));
    Vocabulary labels =
        new GivenVocabulary(storage, "target-vocabulary.from")
            .labels(config.targetVocabulary().from());
    try (Staging staging = Staging.open(storage, target, overwrite);
        ExampleTable table = ExampleTable.open(session, storage, config)) {
      Manifest manifest = write(table, given, labels, staging.folder());
      staging.publish();
      return manifest;
    }
  }

  private Manifest write(
      ExampleTable table, ExampleCounting.Given given, Vocabulary givenLabels, Path folder) {
    VersionWriter version = new VersionWriter(spark, storage, configText);
    List<String> digests =
        SparkJob.run(
            spark, "prepare: digests of files", () -> FileDigests.of(spark, table.sources()));
    ExampleCounting.Result counted =
        SparkJob.run(
            spark,
            "prepare: count tokens and labels",
            () -> ExampleCounting.count(table, config, given));
    requireTraining(counted.chunks());
    warnOfEmpty(counted.chunks());
    GivenVocabulary.requireTokens(counted.vocabulary(), config.vocabulary());
    Vocabulary labels =
        givenLabels == null ? VocabularySelection.labels(counted.labels()) : givenLabels;
    requireLabels(labels, counted.labels());
    ExampleEncoder encoder = new ExampleEncoder(counted.vocabulary(), counted.characters());
    List<WrittenShard> written =
        SparkJob.run(
            spark,
            "prepare: write examples",
            () -> write(table, counted.chunks(), encoder, labels, folder));
    PendingShard.sweep(spark.hadoopConfiguration(), folder);
    long skipped =
        table.skipped() + counted.chunks().stream().mapToLong(ChunkExamples::skipped).sum();
    long cut = counted.chunks().stream().mapToLong(ChunkExamples::cut).sum();
    Map<String, Vocabulary> vocabularies = new TreeMap<>();
    vocabularies.put(ShardSchemas.VOCABULARY, counted.vocabulary());
    vocabularies.put(ShardSchemas.LABELS, labels);
    if (counted.characters() != null) {
      vocabularies.put(ShardSchemas.CHARACTERS, counted.characters());
    }
    Manifest manifest =
        ManifestAssembly.ofExamples(
            config,
            schema(),
            vocabularies,
            InputDigest.of(table.sources(), digests),
            table.sources(),
            written,
            skipped,
            cut);
    vocabularies.forEach((name, vocabulary) -> version.write(folder, name, vocabulary));
    version.write(folder, new InputLedger(InputFile.all(table.sources(), digests)), manifest);
    return manifest;
  }

  private Schema schema() {
    return ShardSchemas.of(config.task(), config.shards().spelling());
  }

  private List<WrittenShard> write(
      ExampleTable table,
      List<ChunkExamples> chunks,
      ExampleEncoder encoder,
      Vocabulary labels,
      Path folder) {
    SerializableConfiguration hadoop = new SerializableConfiguration(spark.hadoopConfiguration());
    try (var configuration = BroadcastScope.of(spark, hadoop);
        var plan = BroadcastScope.of(spark, new ExamplePlan(chunks));
        var inputIds = BroadcastScope.of(spark, encoder);
        var labelIds = BroadcastScope.of(spark, labels)) {
      return table
          .map(
              new WriteExamples(
                  configuration.broadcast(),
                  plan.broadcast(),
                  inputIds.broadcast(),
                  labelIds.broadcast(),
                  schema(),
                  folder.toString()))
          .collect();
    }
  }

  private static long examples(List<ChunkExamples> chunks, Split split) {
    return chunks.stream().mapToLong(chunk -> chunk.examples(split)).sum();
  }

  private static void requireTraining(List<ChunkExamples> chunks) {
    if (examples(chunks, Split.TRAIN) == 0) {
      long others = examples(chunks, Split.VALIDATION) + examples(chunks, Split.TEST);
      throw new InputException(
          "the input has %s, none of which is for training; check corpus.input and split"
              .formatted(Phrases.count(others, "example")));
    }
  }

  private void warnOfEmpty(List<ChunkExamples> chunks) {
    SplitConfig split = config.split();
    warnOfEmpty(chunks, Split.VALIDATION, split.validation(), split.validationInput());
    warnOfEmpty(chunks, Split.TEST, split.test(), split.testInput());
  }

  private static void warnOfEmpty(
      List<ChunkExamples> chunks, Split split, double share, List<String> files) {
    String key = split.key();
    if (examples(chunks, split) > 0) {
      return;
    }
    if (!files.isEmpty()) {
      LOG.warn(
          "split.{}-input names files without an example: there will be no {} split", key, key);
    } else if (share > 0) {
      LOG.warn(
          "split.{} is {}, but gets none of so few examples: there will be no {} split",
          key,
          share,
          key);
    }
  }

  private void requireLabels(Vocabulary labels, Map<String, Long> training) {
    if (labels.size() < 2) {
      throw new InputException(
          "all examples of the training split have the same label, %s, so that there is nothing to learn; check corpus.input and corpus.columns.target"
              .formatted(Phrases.shown(labels.token(0))));
    }
    List<String> once =
        new TreeSet<>(training.keySet())
            .stream().filter(label -> training.get(label) == 1).map(Phrases::shown).toList();
    if (config.task() == Task.CLASSIFICATION && !once.isEmpty()) {
      LOG.warn(
          "{} only one example in the training split: {}",
          Phrases.count(once.size(), "class has", "classes have"),
          Phrases.list(once));
    }
  }
}
