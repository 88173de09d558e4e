package org.ravel.training.worker;

import java.io.Serializable;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import org.ravel.sequence.Batch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads tokens that the training split has only once as {@code <unk>}, each time with the same
 * probability: a network that never reads {@code <unk>} in training has no use for it later. What
 * is predicted stays as it is.
 *
 * @param probability of reading {@code <unk>} instead
 * @param unknown id of {@code <unk>}
 * @param once whether the training split has a token once, by id
 */
public record UnknownDropout(double probability, int unknown, boolean[] once)
    implements Serializable {
  private static final Logger LOG = LoggerFactory.getLogger(UnknownDropout.class);

  /** Replaces nothing. */
  public static final UnknownDropout NONE = new UnknownDropout(0, 0, new boolean[0]);

  /**
   * Of a training split. Where there is no token that it could replace, it replaces nothing, with a
   * warning: where the vocabulary is cut, {@code <unk>} stands in place of rare words already.
   *
   * @param special whether an id is none of the text's own tokens
   * @param counts how often each token is read, by id
   */
  public static UnknownDropout of(
      double probability, int unknown, IntPredicate special, long[] counts) {
    boolean[] once = new boolean[counts.length];
    boolean any = false;
    for (int id = 0; id < counts.length; id++) {
      once[id] = counts[id] == 1 && !special.test(id);
      any |= once[id];
    }
    if (!any) {
      LOG.warn(
          "training.unknown-dropout is {}, but no token of the vocabulary stands only once in the training split, so that nothing is replaced; set it to 0, or run ravel prepare again with vocabulary.min-count=1 and vocabulary.max-size=0",
          probability);
      return NONE;
    }
    return new UnknownDropout(probability, unknown, once);
  }

  /** The batch as it is to be read this time. */
  Batch apply(Batch batch, RandomGenerator random) {
    if (probability == 0) {
      return batch;
    }
    int[] ids = batch.inputs().ids().clone();
    for (int i = 0; i < ids.length; i++) {
      // What pads is <unk> already.
      if (once[ids[i]] && random.nextDouble() < probability) {
        ids[i] = unknown;
      }
    }
    return batch.reading(ids);
  }
}
