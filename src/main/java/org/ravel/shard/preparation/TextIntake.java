package org.ravel.shard.preparation;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
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
import org.ravel.corpus.SourceFile;
import org.ravel.corpus.SourceListing;
import org.ravel.corpus.TextFormat;
import org.ravel.corpus.Tokenizer;
import org.ravel.corpus.Vocabulary;
import org.ravel.corpus.VocabularyDrift;
import org.ravel.error.ConfigurationException;
import org.ravel.error.InputException;
import org.ravel.sequence.Schema;
import org.ravel.shard.Manifest;
import org.ravel.shard.ShardSchemas;
import org.ravel.shard.ShardSet;
import org.ravel.shard.file.WrittenShard;
import org.ravel.shard.version.InputDigest;
import org.ravel.spark.SparkJob;
import org.ravel.storage.Storage;
import org.ravel.wording.Phrases;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Text as one stream of tokens for each split. The first reading gives the vocabulary and every
 * chunk's place in the stream; the second one cuts the stream into sequences.
 */
final class TextIntake implements Intake {
  private static final Logger LOG = LoggerFactory.getLogger(TextIntake.class);

  private final JavaSparkContext spark;
  private final Storage storage;
  private final RavelConfig config;

  TextIntake(SparkSession session, Storage storage, RavelConfig config) {
    this.spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    this.storage = storage;
    this.config = config;
    if (config.split().by() == SplitConfig.By.DOCUMENTS
        && config.corpus().documents() == Documents.NONE) {
      throw new ConfigurationException(
          "split.by is documents but corpus.documents is none: there are no documents to divide; set corpus.documents=line or file, or split.by=tokens");
    }
  }

  @Override
  public Map<String, Vocabulary> given() {
    TextFormat format = TextFormat.of(config.corpus(), config.split());
    Vocabulary given =
        new GivenVocabulary(storage, "vocabulary.from")
            .tokens(
                ShardSchemas.VOCABULARY,
                config.vocabulary().from(),
                format.tokenizer(),
                format.documents());
    return given == null ? Map.of() : Map.of(ShardSchemas.VOCABULARY, given);
  }

  @Override
  public List<SourceFile> list() {
    return SourceListing.list(storage, "corpus.input", config.corpus().input());
  }

  @Override
  public Counted first(List<SourceFile> files, Map<String, Vocabulary> given) {
    Vocabulary vocabulary = given.get(ShardSchemas.VOCABULARY);
    Corpus listed = corpus(files);
    Tokenizer tokenizer =
        vocabulary != null
            ? vocabulary.tokenizer()
            : SparkJob.run(
                spark,
                "prepare: learn subwords",
                () -> CorpusCounting.tokenizer(spark, listed, config.vocabulary()));
    Corpus corpus = listed.with(tokenizer);
    CorpusCounting.Result counted =
        SparkJob.run(
            spark,
            "prepare: count tokens",
            () -> CorpusCounting.count(spark, corpus, config.vocabulary(), vocabulary));
    List<SplitWindow> windows = CorpusWriting.windows(corpus, counted.chunks(), config.split());
    requireTraining(corpus, windows);
    warnOfEmpty(windows, Split.VALIDATION, config.split().validation());
    warnOfEmpty(windows, Split.TEST, config.split().test());
    GivenVocabulary.requireTokens(counted.vocabulary(), "vocabulary", config.vocabulary());
    return new CountedText(corpus, counted.chunks(), windows, counted.vocabulary(), null);
  }

  @Override
  public Counted further(List<SourceFile> files, ShardSet before) {
    Corpus corpus = corpus(files).with(before.vocabulary().tokenizer());
    CorpusCounting.IdCounts counted =
        SparkJob.run(
            spark,
            "prepare: count tokens",
            () -> CorpusCounting.countIds(spark, corpus, before.vocabulary()));
    List<SplitWindow> windows = CorpusWriting.windows(corpus, counted.chunks(), config.split());
    return new CountedText(
        corpus, counted.chunks(), windows, before.vocabulary(), counted.tokens());
  }

  private Corpus corpus(List<SourceFile> files) {
    return Corpus.of(files, config.corpus(), config.split());
  }

  private void requireTraining(Corpus corpus, List<SplitWindow> windows) {
    long all = windows.stream().mapToLong(SplitWindow::tokens).sum();
    long training = windows.get(0).tokens();
    int sequenceLength = config.shards().sequenceLength();
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

  /** Text that was counted. */
  private final class CountedText implements Counted {
    private final Corpus corpus;
    private final List<ChunkCount> chunks;
    private final List<SplitWindow> windows;
    private final Vocabulary vocabulary;

    /** By id, how often it stands in the text; null where the vocabulary was counted on it. */
    private final long[] tokens;

    CountedText(
        Corpus corpus,
        List<ChunkCount> chunks,
        List<SplitWindow> windows,
        Vocabulary vocabulary,
        long[] tokens) {
      this.corpus = corpus;
      this.chunks = chunks;
      this.windows = windows;
      this.vocabulary = vocabulary;
      this.tokens = tokens;
    }

    @Override
    public Schema schema() {
      return ShardSchemas.LANGUAGE_MODEL;
    }

    @Override
    public Map<String, Vocabulary> vocabularies() {
      return Map.of(ShardSchemas.VOCABULARY, vocabulary);
    }

    @Override
    public boolean isEmpty() {
      return windows.stream().allMatch(window -> window.targets() == 0);
    }

    @Override
    public boolean isLeftOut() {
      return false;
    }

    @Override
    public Drift drift() {
      return new Drift(VocabularyDrift.of(vocabulary, tokens), null, null);
    }

    @Override
    public WrittenGeneration write(List<String> digests, StoredCounts before, Path folder) {
      int sequenceLength = config.shards().sequenceLength();
      List<WrittenShard> written =
          new CorpusWriting(spark, vocabulary, sequenceLength)
              .write(corpus, chunks, windows, before, folder);
      Map<Split, Manifest.SplitPart> splits = new EnumMap<>(Split.class);
      for (SplitWindow window : windows) {
        if (window.targets() > 0) {
          splits.put(window.split(), part(window, sequenceLength, written));
        }
      }
      // Of the text as it was decompressed: the chunks' digests, not those of the files.
      return new WrittenGeneration(InputDigest.of(corpus, chunks), corpus.sources(), 0, 0, splits);
    }

    @Override
    public void close() {
      // Holds nothing.
    }
  }

  private static Manifest.SplitPart part(
      SplitWindow window, int sequenceLength, List<WrittenShard> written) {
    Manifest.SplitPart part = ManifestAssembly.part(window.split(), window.tokens(), written);
    if (part.targets() != window.targets()
        || part.sequences() != window.sequences(sequenceLength)) {
      throw new IllegalStateException(
          "%s: planned %d targets, wrote %d".formatted(window, window.targets(), part.targets()));
    }
    return part;
  }
}
