package org.ravel.shard;

import java.io.Serializable;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ravel.config.Split;
import org.ravel.corpus.VocabularyDrift;
import org.ravel.sequence.Column;
import org.ravel.sequence.Horizon;
import org.ravel.sequence.Scaling;
import org.ravel.sequence.Schema;

/**
 * What a version of a shard set holds. Depends on the corpus and the configuration only: the same
 * ones, added in the same steps, give the same bytes on any cluster.
 *
 * @param format version of this layout
 * @param task what the examples are for
 * @param schema what each example consists of
 * @param sequenceLength of a stream, the targets per sequence, but for the last one of each
 *     generation's split; of independent examples, the most steps
 * @param vocabularies by the name that columns of the schema have for them
 * @param inputDigest SHA-256 over names, lengths and contents of the source files; of several
 *     generations, over the lines of theirs
 * @param sources the source files, in corpus order, generation after generation
 * @param splits by split, each present one: the files of all generations
 * @param generations what was added at once, in the order in which it was
 */
public record Manifest(
    int format,
    String task,
    Schema schema,
    int sequenceLength,
    Map<String, VocabularyPart> vocabularies,
    String inputDigest,
    List<Source> sources,
    Map<Split, SplitPart> splits,
    List<Generation> generations)
    implements Serializable {

  /** The same, but its series are read and forecast in another way. */
  Manifest reading(Horizon horizon) {
    return new Manifest(
        format,
        task,
        schema.reading(horizon),
        sequenceLength,
        vocabularies,
        inputDigest,
        sources,
        splits,
        generations);
  }

  /** The same with other files of a split. */
  public Manifest with(Split split, SplitPart part) {
    Map<Split, SplitPart> others = new EnumMap<>(splits);
    others.put(split, part);
    return new Manifest(
        format,
        task,
        schema,
        sequenceLength,
        vocabularies,
        inputDigest,
        sources,
        others,
        generations);
  }

  /** The vocabulary of the ids that are read; empty where numbers are. */
  public Optional<VocabularyPart> inputVocabulary() {
    return schema.input() instanceof Column.Ids ids
        ? Optional.of(vocabularies.get(ids.vocabulary()))
        : Optional.empty();
  }

  /**
   * Number of ids that are read.
   *
   * @throws java.util.NoSuchElementException if real numbers are
   */
  public int vocabularySize() {
    return inputVocabulary().orElseThrow().size();
  }

  /** Number of ids that a target can have; of numbers, how many are predicted at once. */
  public int targetVocabularySize() {
    if (schema.target() instanceof Column.Series series) {
      return series.horizon().targets();
    }
    if (schema.target() instanceof Column.Sets sets) {
      return sets.labels();
    }
    if (schema.target() instanceof Column.Reals reals) {
      return reals.width();
    }
    if (schema.target() instanceof Column.Ids ids) {
      return vocabularies.get(ids.vocabulary()).size();
    }
    throw new IllegalStateException(
        "column %s has no vocabulary".formatted(schema.target().name()));
  }

  /** SHA-256 of the file of the vocabulary of the ids that are read; null where numbers are. */
  public String vocabularyDigest() {
    return inputVocabulary().map(VocabularyPart::digest).orElse(null);
  }

  /** What became of the real numbers that are read; empty where ids are. */
  public Optional<Scaling> scaling() {
    return schema.input() instanceof Column.Reals reals
        ? Optional.of(reals.scaling())
        : Optional.empty();
  }

  /** What became of the real numbers that are predicted of whole sequences; empty without any. */
  public Optional<Scaling> targetScaling() {
    return schema.target() instanceof Column.Reals reals
        ? Optional.of(reals.scaling())
        : Optional.empty();
  }

  /** The source files of one generation, in corpus order. */
  public List<Source> sourcesOf(Generation generation) {
    int before =
        generations.stream()
            .takeWhile(other -> other.number() != generation.number())
            .mapToInt(Generation::sources)
            .sum();
    return sources.subList(before, before + generation.sources());
  }

  /**
   * A vocabulary.
   *
   * @param file its path below the shard set's folder
   * @param size number of its ids
   * @param digest SHA-256 of the file
   */
  public record VocabularyPart(String file, int size, String digest) implements Serializable {}

  /**
   * A source file.
   *
   * @param name its path below the common folder of all source files
   * @param bytes its length
   */
  public record Source(String name, long bytes) implements Serializable {}

  /**
   * A split's counts and files.
   *
   * @param tokens tokens of the split's part of the corpus; of independent examples, their steps
   * @param targets tokens or labels that are predicted
   * @param unknown targets that their vocabulary lacks
   * @param sequences number of examples
   * @param characters code points of source text that the targets account for; 0 where examples are
   *     independent
   * @param bytes bytes of that text
   * @param files the shard files, in corpus order
   */
  public record SplitPart(
      long tokens,
      long targets,
      long unknown,
      long sequences,
      long characters,
      long bytes,
      List<ShardFile> files)
      implements Serializable {

    public static SplitPart of(Amount amount, List<ShardFile> files) {
      return new SplitPart(
          amount.tokens(),
          amount.targets(),
          amount.unknown(),
          amount.sequences(),
          amount.characters(),
          amount.bytes(),
          List.copyOf(files));
    }

    public Amount amount() {
      return new Amount(tokens, targets, unknown, sequences, characters, bytes);
    }
  }

  /**
   * Consecutive examples of a Parquet file.
   *
   * @param path below the shard set's folder, such as {@code train/part-00000.parquet}
   * @param firstRow row of the first of them; another entry has the rows before it
   * @param firstSequence index of the first of them in the split
   * @param sequences their number
   * @param longest steps that none of them exceeds; where the entry is a whole file that was
   *     written at once, those of the longest one
   * @param targets sum of their targets
   * @param bytes file length
   * @param sha256 digest of the file
   * @param leading whether whoever reads the entry from its start checks the digest: of several
   *     entries of a file the first one
   */
  public record ShardFile(
      String path,
      long firstRow,
      long firstSequence,
      long sequences,
      int longest,
      long targets,
      long bytes,
      String sha256,
      boolean leading)
      implements Serializable {

    /** A whole file. */
    public static ShardFile whole(
        String path,
        long firstSequence,
        long sequences,
        int longest,
        long targets,
        long bytes,
        String sha256) {
      return new ShardFile(
          path, 0, firstSequence, sequences, longest, targets, bytes, sha256, true);
    }

    /** The same file below another folder; {@code prefix} is empty or ends with a slash. */
    public ShardFile below(String prefix) {
      return new ShardFile(
          prefix + path,
          firstRow,
          firstSequence,
          sequences,
          longest,
          targets,
          bytes,
          sha256,
          leading);
    }
  }

  /**
   * What was added at once. Its sequences are consecutive in each split, whichever files they are
   * in.
   *
   * @param number from 1
   * @param inputDigest SHA-256 over names, lengths and contents of its source files
   * @param sources number of its source files
   * @param skipped records that were left out: malformed ones and, of examples for training that
   *     were added, those with a label that the shard set's labels lack; of series that were added,
   *     those with too few values for a window
   * @param cut examples that were cut to the shard set's length
   * @param drift how far its text is from the one that the vocabulary was counted on; null for the
   *     first one, and where real numbers are read
   * @param splits by split, each present one
   */
  public record Generation(
      int number,
      String inputDigest,
      int sources,
      long skipped,
      long cut,
      VocabularyDrift drift,
      Map<Split, Amount> splits)
      implements Serializable {}

  /**
   * A generation's part of a split.
   *
   * @param tokens tokens of the split's part of the generation; of independent examples, their
   *     steps
   * @param targets tokens or labels that are predicted
   * @param unknown targets that their vocabulary lacks
   * @param sequences number of examples
   * @param characters code points of source text that the targets account for; 0 where examples are
   *     independent
   * @param bytes bytes of that text
   */
  public record Amount(
      long tokens, long targets, long unknown, long sequences, long characters, long bytes)
      implements Serializable {

    static final Amount NONE = new Amount(0, 0, 0, 0, 0, 0);

    public Amount plus(Amount other) {
      return new Amount(
          tokens + other.tokens,
          targets + other.targets,
          unknown + other.unknown,
          sequences + other.sequences,
          characters + other.characters,
          bytes + other.bytes);
    }
  }
}
