package org.ravel.shard.preparation;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.ravel.corpus.LabelDrift;
import org.ravel.corpus.SourceFile;
import org.ravel.corpus.Tokenizer;
import org.ravel.corpus.Vocabulary;
import org.ravel.corpus.VocabularyDrift;
import org.ravel.corpus.VocabularySelection;
import org.ravel.error.InputException;
import org.ravel.example.ChunkExamples;
import org.ravel.example.ExampleCounting;
import org.ravel.example.ExampleEncoder;
import org.ravel.example.ExampleFiles;
import org.ravel.example.ExampleTable;
import org.ravel.example.KnownLabels;
import org.ravel.example.NumberEncoder;
import org.ravel.example.TokenEncoder;
import org.ravel.sequence.Scaling;
import org.ravel.sequence.Schema;
import org.ravel.shard.Manifest;
import org.ravel.shard.ShardSchemas;
import org.ravel.shard.ShardSet;
import org.ravel.shard.file.PendingShard;
import org.ravel.shard.file.WrittenShard;
import org.ravel.shard.version.InputDigest;
import org.ravel.spark.BroadcastScope;
import org.ravel.spark.SparkJob;
import org.ravel.storage.Storage;
import org.ravel.wording.Phrases;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Independent examples out of rows. The rows are counted first, which gives each its place; then
 * the tokens and labels of the training split; then the examples are encoded and written.
 */
final class ExampleIntake implements Intake {
  private static final Logger LOG = LoggerFactory.getLogger(ExampleIntake.class);

  private final SparkSession session;
  private final JavaSparkContext spark;
  private final Storage storage;
  private final RavelConfig config;

  /** Which of the listed files are which split. */
  private ExampleFiles listed;

  /** Of real numbers; null to count it. */
  private Scaling scaling;

  ExampleIntake(SparkSession session, Storage storage, RavelConfig config) {
    this.session = session;
    this.spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    this.storage = storage;
    this.config = config;
  }

  @Override
  public Map<String, Vocabulary> given() {
    GivenVocabulary from = new GivenVocabulary(storage, "vocabulary.from");
    String place = config.vocabulary().from();
    Map<String, Vocabulary> given = new HashMap<>();
    Tokenizer tokenizer = ExampleTable.tokenizer(config.corpus());
    given.put(
        ShardSchemas.VOCABULARY,
        from.tokens(ShardSchemas.VOCABULARY, place, tokenizer, Documents.NONE));
    given.put(ShardSchemas.CHARACTERS, from.characters(place));
    GivenVocabulary ofTargets = new GivenVocabulary(storage, "target-vocabulary.from");
    String targets = config.targetVocabulary().from();
    given.put(
        targetName(),
        isText()
            ? ofTargets.tokens(targetName(), targets, tokenizer, ExampleTable.TARGETS)
            : ofTargets.labels(targets));
    given.values().removeIf(vocabulary -> vocabulary == null);
    scaling = new GivenVocabulary(storage, "scaling.from").scaling(config.scaling().from());
    return given;
  }

  /** Whether targets are text, and no labels. */
  private boolean isText() {
    return config.task() == Task.TRANSLATION;
  }

  /** The name of the targets' vocabulary. */
  private String targetName() {
    return isText() ? ShardSchemas.TARGET_VOCABULARY : ShardSchemas.LABELS;
  }

  @Override
  public List<SourceFile> list() {
    listed = ExampleFiles.list(storage, config);
    return listed.all();
  }

  @Override
  public Counted first(List<SourceFile> files, Map<String, Vocabulary> given) {
    ExampleTable table = ExampleTable.open(session, listed.of(files), config);
    try {
      ExampleCounting.Given used =
          new ExampleCounting.Given(
              given.get(ShardSchemas.VOCABULARY),
              given.get(ShardSchemas.CHARACTERS),
              scaling,
              given.get(ShardSchemas.TARGET_VOCABULARY));
      ExampleCounting.Result counted =
          SparkJob.run(
              spark,
              "prepare: count tokens and labels",
              () -> ExampleCounting.count(table, config, used));
      requireTraining(counted.chunks());
      warnOfEmpty(counted.chunks());
      ExampleEncoder encoder = counted.encoder();
      if (encoder instanceof TokenEncoder tokens) {
        GivenVocabulary.requireTokens(tokens.tokens(), "vocabulary", config.vocabulary());
      }
      Map<String, Vocabulary> vocabularies = vocabularies(encoder);
      vocabularies.put(targetName(), targets(counted, given.get(ShardSchemas.LABELS)));
      return new CountedExamples(table, counted.chunks(), encoder, vocabularies, null, null);
    } catch (RuntimeException e) {
      table.close();
      throw e;
    }
  }

  private Vocabulary targets(ExampleCounting.Result counted, Vocabulary givenLabels) {
    if (isText()) {
      GivenVocabulary.requireTokens(
          counted.targets(), "target-vocabulary", config.targetVocabulary().ofTokens());
      return counted.targets();
    }
    Vocabulary labels =
        givenLabels == null ? VocabularySelection.labels(counted.labels()) : givenLabels;
    requireLabels(labels, counted.labels());
    return labels;
  }

  @Override
  public Counted further(List<SourceFile> files, ShardSet before) {
    ExampleTable table = ExampleTable.open(session, listed.of(files), config);
    BroadcastScope<Vocabulary> labels = BroadcastScope.of(spark, before.targetVocabulary());
    try {
      KnownLabels known = new KnownLabels(labels.broadcast());
      ExampleEncoder encoder = encoder(table, before);
      ExampleCounting.FurtherCounts counted =
          SparkJob.run(
              spark,
              "prepare: count tokens and labels",
              () -> ExampleCounting.countFurther(spark, table, encoder, known));
      Map<String, Vocabulary> vocabularies = vocabularies(encoder);
      vocabularies.put(ShardSchemas.LABELS, before.targetVocabulary());
      return new CountedExamples(table, counted.chunks(), encoder, vocabularies, labels, counted);
    } catch (RuntimeException e) {
      labels.close();
      table.close();
      throw e;
    }
  }

  /** That of a shard set, for files that are added to it. */
  private static ExampleEncoder encoder(ExampleTable table, ShardSet before) {
    Optional<Scaling> scaling = before.manifest().scaling();
    if (scaling.isEmpty()) {
      return new TokenEncoder(before.vocabulary(), before.characters());
    }
    if (table.width() > 0 && table.width() != scaling.get().width()) {
      throw new InputException(
          "the steps of the new files have %d numbers, but those in %s have %d; take them out of corpus.input"
              .formatted(table.width(), before.path(), scaling.get().width()));
    }
    return new NumberEncoder(scaling.get());
  }

  /** Those of what is read. */
  private static Map<String, Vocabulary> vocabularies(ExampleEncoder encoder) {
    Map<String, Vocabulary> vocabularies = new TreeMap<>();
    if (encoder instanceof TokenEncoder tokens) {
      vocabularies.put(ShardSchemas.VOCABULARY, tokens.tokens());
      if (tokens.characters() != null) {
        vocabularies.put(ShardSchemas.CHARACTERS, tokens.characters());
      }
    }
    return vocabularies;
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

  /** Examples that were counted. */
  private final class CountedExamples implements Counted {
    private final ExampleTable table;
    private final List<ChunkExamples> chunks;
    private final ExampleEncoder encoder;
    private final Map<String, Vocabulary> vocabularies;

    /** Those of the shards that the examples are added to; null where there are none. */
    private final BroadcastScope<Vocabulary> known;

    /** Null where the vocabularies were counted on these examples. */
    private final ExampleCounting.FurtherCounts counts;

    CountedExamples(
        ExampleTable table,
        List<ChunkExamples> chunks,
        ExampleEncoder encoder,
        Map<String, Vocabulary> vocabularies,
        BroadcastScope<Vocabulary> known,
        ExampleCounting.FurtherCounts counts) {
      this.table = table;
      this.chunks = chunks;
      this.encoder = encoder;
      this.vocabularies = vocabularies;
      this.known = known;
      this.counts = counts;
    }

    @Override
    public Map<String, Vocabulary> vocabularies() {
      return vocabularies;
    }

    @Override
    public Schema schema() {
      return encoder instanceof NumberEncoder numbers
          ? ShardSchemas.of(config.task(), numbers.scaling())
          : ShardSchemas.of(config.task(), config.shards().spelling());
    }

    @Override
    public boolean isEmpty() {
      return isLeftOut() && chunks.stream().allMatch(chunk -> chunk.unlearnable() == 0);
    }

    @Override
    public boolean isLeftOut() {
      return chunks.stream().allMatch(chunk -> chunk.examples().isEmpty());
    }

    @Override
    public Drift drift() {
      return new Drift(
          encoder instanceof TokenEncoder tokens
              ? VocabularyDrift.of(tokens.tokens(), counts.tokens())
              : null,
          LabelDrift.of(vocabularies.get(ShardSchemas.LABELS), counts.labels()));
    }

    @Override
    public WrittenGeneration write(List<String> digests, StoredCounts before, Path folder) {
      List<WrittenShard> written =
          SparkJob.run(spark, "prepare: write examples", () -> shards(before, folder));
      PendingShard.sweep(spark.hadoopConfiguration(), folder);
      Map<Split, Manifest.SplitPart> splits = new EnumMap<>(Split.class);
      for (Split split : Split.values()) {
        List<WrittenShard> shards = ManifestAssembly.shards(split, written);
        if (!shards.isEmpty()) {
          long steps = shards.stream().mapToLong(WrittenShard::steps).sum();
          splits.put(split, ManifestAssembly.part(split, steps, written));
        }
      }
      long leftOut =
          chunks.stream().mapToLong(chunk -> chunk.skipped() + chunk.unlearnable()).sum();
      return new WrittenGeneration(
          InputDigest.of(table.sources(), digests),
          table.sources(),
          table.skipped() + leftOut,
          chunks.stream().mapToLong(ChunkExamples::cut).sum(),
          splits);
    }

    private List<WrittenShard> shards(StoredCounts before, Path folder) {
      SerializableConfiguration hadoop = new SerializableConfiguration(spark.hadoopConfiguration());
      try (var configuration = BroadcastScope.of(spark, hadoop);
          var plan = BroadcastScope.of(spark, new ExamplePlan(chunks, before));
          var inputIds = BroadcastScope.of(spark, encoder);
          var labelIds = BroadcastScope.of(spark, vocabularies.get(targetName()))) {
        return table
            .map(
                new WriteExamples(
                    configuration.broadcast(),
                    plan.broadcast(),
                    inputIds.broadcast(),
                    labelIds.broadcast(),
                    known == null ? KnownLabels.ANY : new KnownLabels(known.broadcast()),
                    schema(),
                    folder.toString()))
            .collect();
      }
    }

    @Override
    public void close() {
      if (known != null) {
        known.close();
      }
      table.close();
    }
  }
}
