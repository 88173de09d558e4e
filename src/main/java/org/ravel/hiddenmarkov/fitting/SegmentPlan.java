package org.ravel.hiddenmarkov.fitting;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.ravel.shard.Manifest.ShardFile;
import org.ravel.shard.Manifest.SplitPart;

/**
 * How a text is cut: into segments, each of which is a sequence of its own for the hidden states,
 * and groups of consecutive segments, whose counts a task adds up. Both follow from the manifest
 * alone, so sums are the same on any cluster.
 *
 * @param sequences of a segment
 * @param segments of a group, at most
 * @param groups how many there are
 * @param files each with its number of segments before it
 */
record SegmentPlan(int sequences, int segments, int groups, List<NumberedFile> files)
    implements Serializable {
  /** So long that what is not known of the state at its beginning hardly counts. */
  static final int TOKENS_OF_SEGMENT = 4096;

  static final int TOKENS_OF_GROUP = 1 << 16;

  /** Each holds sums of the size of the model. */
  static final int MOST_GROUPS = 128;

  /**
   * A file.
   *
   * @param first number of its first segment
   */
  record NumberedFile(ShardFile file, int first) implements Serializable {}

  static SegmentPlan of(SplitPart split, int sequenceLength) {
    return of(split, sequenceLength, TOKENS_OF_SEGMENT, TOKENS_OF_GROUP);
  }

  static SegmentPlan of(SplitPart split, int sequenceLength, int ofSegment, int ofGroup) {
    int sequences = Math.max(1, ofSegment / sequenceLength);
    List<NumberedFile> files = new ArrayList<>();
    long segments = 0;
    for (ShardFile file : split.files()) {
      files.add(new NumberedFile(file, Math.toIntExact(segments)));
      segments += (file.sequences() - 1) / sequences + 1;
    }
    long perGroup = Math.max(1, ofGroup / ((long) sequences * sequenceLength));
    perGroup = Math.max(perGroup, (segments - 1) / MOST_GROUPS + 1);
    return new SegmentPlan(
        sequences,
        Math.toIntExact(perGroup),
        Math.toIntExact((segments - 1) / perGroup + 1),
        List.copyOf(files));
  }

  /** The group of a segment. */
  int group(int segment) {
    return segment / segments;
  }
}
