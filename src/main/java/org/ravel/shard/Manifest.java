package org.ravel.shard;

import java.io.Serializable;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.ravel.config.Split;
import org.ravel.corpus.VocabularyDrift;

/**
 * What a version of a shard set holds. Depends on the corpus and the configuration only: the same
 * ones, added in the same steps, give the same bytes on any cluster.
 *
 * @param format version of this layout
 * @param task what the sequences are for; {@code language-model}: targets are the next tokens
 * @param columns the Parquet columns
 * @param sequenceLength targets per sequence, but for the last one of each generation's split
 * @param vocabularySize number of token ids
 * @param vocabularyFile path of the vocabulary below the shard set's folder
 * @param vocabularyDigest SHA-256 of the vocabulary file
 * @param inputDigest SHA-256 over names, lengths and contents of the source files; of several
 *     generations, over the lines of theirs
 * @param sources the source files, in corpus order, generation after generation
 * @param splits by split, each present one: the files of all generations
 * @param generations what was added at once, in the order in which it was
 */
public record Manifest(
    int format,
    String task,
    List<String> columns,
    int sequenceLength,
    int vocabularySize,
    String vocabularyFile,
    String vocabularyDigest,
    String inputDigest,
    List<Source> sources,
    Map<Split, SplitPart> splits,
    List<Generation> generations)
    implements Serializable {

  /** The same with other files of a split. */
  Manifest with(Split split, SplitPart part) {
    Map<Split, SplitPart> others = new EnumMap<>(splits);
    others.put(split, part);
    return new Manifest(
        format,
        task,
        columns,
        sequenceLength,
        vocabularySize,
        vocabularyFile,
        vocabularyDigest,
        inputDigest,
        sources,
        others,
        generations);
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
   * A source file.
   *
   * @param name its path below the common folder of all source files
   * @param bytes its length
   */
  public record Source(String name, long bytes) implements Serializable {}

  /**
   * A split's counts and files.
   *
   * @param tokens tokens of the split's part of the corpus
   * @param targets tokens that are predicted
   * @param unknown targets that are {@code <unk>}
   * @param sequences number of sequences
   * @param characters code points of source text that the targets account for
   * @param bytes bytes of source text that the targets account for
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

    static SplitPart of(Amount amount, List<ShardFile> files) {
      return new SplitPart(
          amount.tokens(),
          amount.targets(),
          amount.unknown(),
          amount.sequences(),
          amount.characters(),
          amount.bytes(),
          List.copyOf(files));
    }

    Amount amount() {
      return new Amount(tokens, targets, unknown, sequences, characters, bytes);
    }
  }

  /**
   * Consecutive sequences of a Parquet file.
   *
   * @param path below the shard set's folder, such as {@code train/part-00000.parquet}
   * @param firstRow row of the first of them; another entry has the rows before it
   * @param firstSequence index of the first of them in the split
   * @param sequences their number
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
      long targets,
      long bytes,
      String sha256,
      boolean leading)
      implements Serializable {

    /** A whole file. */
    public static ShardFile whole(
        String path, long firstSequence, long sequences, long targets, long bytes, String sha256) {
      return new ShardFile(path, 0, firstSequence, sequences, targets, bytes, sha256, true);
    }

    /** The same file below another folder; {@code prefix} is empty or ends with a slash. */
    ShardFile below(String prefix) {
      return new ShardFile(
          prefix + path, firstRow, firstSequence, sequences, targets, bytes, sha256, leading);
    }
  }

  /**
   * What was added at once. Its sequences are consecutive in each split, whichever files they are
   * in.
   *
   * @param number from 1
   * @param inputDigest SHA-256 over names, lengths and contents of its source files
   * @param sources number of its source files
   * @param drift how far its text is from the one that the vocabulary was counted on; null for the
   *     first one
   * @param splits by split, each present one
   */
  public record Generation(
      int number, String inputDigest, int sources, VocabularyDrift drift, Map<Split, Amount> splits)
      implements Serializable {}

  /**
   * A generation's share of a split.
   *
   * @param tokens tokens of the split's part of the generation's text
   * @param targets tokens that are predicted
   * @param unknown targets that are {@code <unk>}
   * @param sequences number of sequences
   * @param characters code points of source text that the targets account for
   * @param bytes bytes of source text that the targets account for
   */
  public record Amount(
      long tokens, long targets, long unknown, long sequences, long characters, long bytes)
      implements Serializable {

    static final Amount NONE = new Amount(0, 0, 0, 0, 0, 0);

    Amount plus(Amount other) {
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
