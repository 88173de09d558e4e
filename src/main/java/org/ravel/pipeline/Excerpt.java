package org.ravel.pipeline;

import java.util.Arrays;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.ravel.config.Split;
import org.ravel.shard.Manifest;
import org.ravel.shard.ShardSet;
import org.ravel.shard.file.Sequence;
import org.ravel.shard.file.ShardReader;

/** The beginning of a text as the shards hold it, for a person to look at. */
final class Excerpt {
  private static final int CHARACTERS = 400;

  /** A file that does not begin among the first sequences is not looked for in all of them. */
  private static final int MOST_SEQUENCES = 5_000;

  private Excerpt() {}

  /**
   * Of a source file.
   *
   * @param source its name in the manifest; null for whatever text comes first
   * @return empty if the file is not among the first sequences
   */
  static String of(Configuration hadoop, ShardSet text, String source) {
    StringBuilder excerpt = new StringBuilder();
    int looked = 0;
    for (Map.Entry<Split, Manifest.SplitPart> split : text.manifest().splits().entrySet()) {
      for (Manifest.ShardFile file : split.getValue().files()) {
        try (ShardReader reader =
            ShardReader.open(hadoop, text.path(), file, 0, file.sequences(), false)) {
          while (reader.hasNext() && looked++ < MOST_SEQUENCES) {
            excerpt.append(of(reader.next(), text, source));
            if (excerpt.codePointCount(0, excerpt.length()) >= CHARACTERS) {
              return excerpt.substring(0, excerpt.offsetByCodePoints(0, CHARACTERS)) + "…";
            }
          }
        }
      }
      // Text of another split does not follow.
      if (excerpt.length() > 0) {
        return excerpt.toString();
      }
    }
    return "";
  }

  /** The targets of a sequence that come from the source, and the split's first token. */
  private static String of(Sequence sequence, ShardSet text, String source) {
    StringBuilder excerpt = new StringBuilder();
    for (int part = 0; part < sequence.sources().length; part++) {
      String name = text.manifest().sources().get(sequence.sources()[part]).name();
      if (source == null || source.equals(name)) {
        int from = sequence.sourceStarts()[part];
        boolean last = part + 1 == sequence.sources().length;
        int to = last ? sequence.targets() : sequence.sourceStarts()[part + 1];
        // Target t is the token after the one of time step t; the first token of all is no target.
        boolean first = sequence.index() == 0 && part == 0;
        int[] tokens = Arrays.copyOfRange(sequence.tokens(), first ? 0 : from + 1, to + 1);
        excerpt.append(text.vocabulary().decode(tokens));
      }
    }
    return excerpt.toString();
  }
}
