package org.ravel.ngram;

import java.util.Arrays;
import org.ravel.network.head.FilledDistributions;
import org.ravel.sequence.Field;

/**
 * What n-grams say of the tokens after each step of a batch. One token is looked up; a rank needs
 * all of them. Both add the same numbers in the same order, so they agree to the last bit.
 */
final class NGramDistributions extends FilledDistributions {
  private static final int NOWHERE = -1;

  private final NGramTable table;
  private final Field read;
  private final Histories histories;

  /** The probabilities of all tokens at one place. */
  private final double[] all;

  private int placeOfAll = NOWHERE;

  /**
   * Of a batch.
   *
   * @param histories after each step of each row, at {@code step · rows + row}
   * @param all room for as many numbers as there are tokens
   */
  NGramDistributions(NGramTable table, Field read, Histories histories, double[] all) {
    this.table = table;
    this.read = read;
    this.histories = histories;
    this.all = all;
  }

  @Override
  public int symbols() {
    return table.tokens();
  }

  @Override
  public double nats(int row, int step, int symbol) {
    return -Math.log(probability(row, step, symbol));
  }

  double probability(int row, int step, int symbol) {
    int rows = read.rows();
    int place = step * rows + row;
    // The next step has looked for the token that it read: mostly the one that is asked for.
    boolean looked = read.has(row, step + 1) && read.id(row, step + 1) == symbol;
    return looked
        ? histories.following(place, symbol, place + rows)
        : histories.probability(place, symbol);
  }

  @Override
  protected double[] all(int row, int step) {
    int place = step * read.rows() + row;
    if (place != placeOfAll) {
      fill(place);
      placeOfAll = place;
    }
    return all;
  }

  private void fill(int place) {
    Arrays.fill(all, 0);
    double weight = 1;
    for (int length = histories.known(place); length > 0; length--) {
      int node = histories.node(place, length);
      if (node != NGramPart.NONE) {
        NGramPart part = histories.part(place, length);
        int end = part.endOfChildren(length, node);
        for (int child = part.firstChild(length, node); child < end; child++) {
          add(part.token(length + 1, child), part.share(length + 1, child) * weight);
        }
        weight *= part.rest(length, node);
      }
    }
    for (int token = 0; token < all.length; token++) {
      add(token, table.unigram(token) * weight);
    }
  }

  /** Where the model backs off, only the longest n-gram counts; its probability is not 0. */
  private void add(int token, double probability) {
    if (!table.backsOff() || all[token] == 0) {
      all[token] += probability;
    }
  }
}
