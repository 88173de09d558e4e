package org.ravel.shard;

import java.io.Serializable;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.ravel.config.Split;

/**
 * What a shard set holds. Depends on the corpus and the configuration only: the same ones give the
 * same bytes on any cluster.
 *
 * @param format version of this layout
 * @param task what the sequences are for; {@code language-model}: targets are the next tokens
 * @param columns the Parquet columns
 * @param sequenceLength targets per sequence, but for the last one of each split
 * @param vocabularySize number of token ids
 * @param vocabularyDigest SHA-256 of the vocabulary file
 * @param inputDigest SHA-256 over names, lengths and contents of the source files
 * @param sources the source files, in corpus order
 * @param splits by split, each present one
 */
public record Manifest(
    int format,
    String task,
    List<String> columns,
    int sequenceLength,
    int vocabularySize,
    String vocabularyDigest,
    String inputDigest,
    List<Source> sources,
    Map<Split, SplitPart> splits)
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
        vocabularyDigest,
        inputDigest,
        sources,
        others);
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
      implements Serializable {}

  /**
   * A Parquet file of consecutive sequences.
   *
   * @param path below the shard set's folder, such as {@code train/part-00000.parquet}
   * @param firstSequence index of its first sequence
   * @param sequences number of its sequences
   * @param targets sum of their targets
   * @param bytes file length
   * @param sha256 digest of the file
   */
  public record ShardFile(
      String path, long firstSequence, long sequences, long targets, long bytes, String sha256)
      implements Serializable {}
}
