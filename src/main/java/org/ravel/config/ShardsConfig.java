package org.ravel.config;

import java.util.List;

/**
 * The sequences on storage.
 *
 * @param path where {@code prepare} writes them and the other commands read them
 * @param sequenceLength target tokens per sequence; also the length over which gradients are
 *     propagated back; of independent examples, the most steps
 * @param longer what becomes of independent examples that have more
 * @param spelling whether the characters of each token are kept too
 */
public record ShardsConfig(String path, int sequenceLength, Longer longer, boolean spelling) {

  /** What becomes of examples that are too long. */
  public enum Longer {
    /** The command ends and names the first of them. */
    REFUSE,
    /** The steps that are too many are left out, with their labels. */
    CUT,
    /**
     * They are divided: with a label for each step into examples, and with one for the whole when
     * they are read.
     */
    PIECES;

    /**
     * What can become of them: a tree has no end, what is written has no pieces, and the beginning
     * of a string is another one.
     */
    public static List<Longer> of(Task task) {
      return switch (task) {
        case TREE, FORECASTING, RECOGNITION -> List.of(REFUSE);
        case TRANSLATION, CAPTIONING -> List.of(REFUSE, CUT);
        case LANGUAGE_MODEL, LABELLING, CLASSIFICATION, MULTI_LABEL, REGRESSION ->
            List.of(REFUSE, CUT, PIECES);
      };
    }
  }

  private static final int MOST_STEPS = 1 << 20;

  public ShardsConfig {
    Require.path("shards.path", path);
    Require.between(1, MOST_STEPS, "shards.sequence-length", sequenceLength);
    Require.present("shards.longer", longer);
  }
}
