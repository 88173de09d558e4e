package org.ravel.ngram;

import java.io.IOException;
import java.util.Arrays;

/**
 * Makes of a model with words that a vocabulary does not have one of the vocabulary: its unknown
 * token has the probability of all of them, after each history, and the n-grams that have one of
 * them elsewhere are left out.
 *
 * <p>With h a history, h′ the same without its first token, and O those of the unknown words that
 * have an n-gram of their own after h:
 *
 * <pre>U(h) = Σ_O p(w|h) + rest(h) · (U(h′) − Σ_O p(w|h′))</pre>
 *
 * <p>All else after a history is as it was, so the probabilities of all tokens have the sum that
 * those of all words had.
 */
final class UnknownFolding {
  private final NGramTable table;
  private final int tokens;
  private final int unknown;
  private final GramWalk walk;
  private final ArpaGrams folded;

  /** U by the number of tokens of a history, its part and its node; NaN where no word is in O. */
  private final double[][][] after;

  private long kept;

  /** The history whose n-grams are shown, and sums over O. */
  private final int[] history;

  private int historyNode = NGramPart.NONE;
  private NGramPart historyPart;
  private double here;
  private double shorter;
  private double restOfUnknown;

  /**
   * A folding.
   *
   * @param table of a vocabulary that has all words, those to be folded behind the others
   * @param tokens how many are to stay
   * @param unknown the one of them for all others
   */
  UnknownFolding(NGramTable table, int tokens, int unknown) {
    this.table = table;
    this.tokens = tokens;
    this.unknown = unknown;
    this.walk = new GramWalk(table);
    this.after = new double[table.order()][table.parts()][];
    this.history = new int[table.order()];
    this.folded = new ArpaGrams(table.order(), longer());
  }

  private long longer() {
    long longer = 0;
    for (int length = 2; length <= table.order(); length++) {
      longer += table.count(length);
    }
    return longer;
  }

  /** Folds; to be called once. */
  ArpaGrams fold() throws IOException {
    folded.reserve(tokens);
    double all = 0;
    for (int token = 0; token < table.tokens(); token++) {
      if (token < tokens && token != unknown) {
        folded.unigram(token, table.unigram(token));
      } else {
        all += table.unigram(token);
      }
      if (token < tokens && table.order() > 1) {
        folded.rest(token, table.part(table.partOf(token)).rest(1, table.nodeOf(token)));
      }
    }
    folded.unigram(unknown, all);
    for (int order = 2; order <= table.order(); order++) {
      int length = order;
      for (int part = 0; part < table.parts(); part++) {
        after[length - 1][part] = new double[table.part(part).count(length - 1)];
        Arrays.fill(after[length - 1][part], Double.NaN);
      }
      walk.visit(order, tokens, (path, part, node) -> visit(path, length, part, node));
      endHistory(length);
    }
    return folded;
  }

  /** N-grams of two words or more that were left out, one of which the vocabulary does not have. */
  long leftOut() {
    return longer() - kept;
  }

  private void visit(int[] path, int length, NGramPart part, int node) throws IOException {
    for (int i = 0; i < length - 1; i++) {
      if (path[i] >= tokens) {
        return;
      }
    }
    Histories histories = walk.histories();
    int before = histories.node(length - 2, length - 1);
    if (before != historyNode || part != historyPart) {
      endHistory(length);
      historyNode = before;
      historyPart = part;
      System.arraycopy(path, 0, history, 0, length - 1);
    }
    int word = path[length - 1];
    kept += word < tokens ? 1 : 0;
    if (word < tokens && word != unknown) {
      folded.add(path, length, part.share(length, node), rest(part, length, node));
      return;
    }
    here += part.share(length, node);
    shorter += histories.probability(length - 2, length - 2, word);
    restOfUnknown = word == unknown ? rest(part, length, node) : restOfUnknown;
    // The histories are those of the next history when it ends.
    after[length - 1][table.partOf(path[0])][before] =
        here
            + historyPart.rest(length - 1, before)
                * Math.max(0, afterUnknown(length - 2, length - 2) - shorter);
  }

  private double rest(NGramPart part, int length, int node) {
    return length < table.order() ? part.rest(length, node) : 1;
  }

  /** U after so many of the last tokens at a place. */
  private double afterUnknown(int place, int length) {
    if (length == 0) {
      return folded.unigram(unknown);
    }
    int node = walk.histories().node(place, length);
    if (node == NGramPart.NONE) {
      return afterUnknown(place, length - 1);
    }
    double known = after[length][walk.histories().partNumber(place, length)][node];
    return Double.isNaN(known)
        ? walk.histories().part(place, length).rest(length, node) * afterUnknown(place, length - 1)
        : known;
  }

  private void endHistory(int length) {
    if (historyNode != NGramPart.NONE && here > 0) {
      history[length - 1] = unknown;
      double all = after[length - 1][table.partOf(history[0])][historyNode];
      folded.add(history, length, Math.max(all, ArpaGrams.LEAST), restOfUnknown);
    }
    historyNode = NGramPart.NONE;
    here = 0;
    shorter = 0;
    restOfUnknown = 1;
  }
}
