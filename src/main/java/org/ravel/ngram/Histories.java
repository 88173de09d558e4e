package org.ravel.ngram;

import java.util.Arrays;

/**
 * Where in the tree the last tokens of a text are: for each number of them the node, or {@link
 * NGramPart#NONE} where they were never seen one after the other. In a model that was not counted
 * here fewer of them may be unseen where more were seen.
 */
final class Histories {
  private static final int NOWHERE = -1;

  private final NGramTable table;
  private final int longest;

  /** By place and length, from 1. */
  private int[] nodes = {};

  private int[] parts = {};

  Histories(NGramTable table) {
    this.table = table;
    this.longest = table.order() - 1;
  }

  /** Forgets all, and makes room for so many places. */
  void clear(int places) {
    if (nodes.length < places * longest) {
      nodes = new int[places * longest];
      parts = new int[places * longest];
    }
    Arrays.fill(nodes, 0, places * longest, NGramPart.NONE);
  }

  /** Sets a place to a text that consists of one token. */
  void begin(int place, int token) {
    if (longest > 0) {
      Arrays.fill(nodes, place * longest, (place + 1) * longest, NGramPart.NONE);
      setFirst(place, token);
    }
  }

  private void setFirst(int place, int token) {
    nodes[place * longest] = table.nodeOf(token);
    parts[place * longest] = table.partOf(token);
  }

  /** Sets a place to what follows another one, or the same one, with a token. */
  void follow(int place, int before, int token) {
    if (longest == 0) {
      return;
    }
    for (int length = longest; length > 1; length--) {
      int from = before * longest + length - 2;
      int into = place * longest + length - 1;
      parts[into] = parts[from];
      nodes[into] =
          nodes[from] == NGramPart.NONE
              ? NGramPart.NONE
              : table.part(parts[from]).child(length - 1, nodes[from], token);
    }
    setFirst(place, token);
  }

  /** The most of the last tokens that were seen together. */
  int known(int place) {
    int known = longest;
    while (known > 0 && nodes[place * longest + known - 1] == NGramPart.NONE) {
      known--;
    }
    return known;
  }

  /** The probability of a token after the text at a place. */
  double probability(int place, int symbol) {
    return sum(place, known(place), symbol, NOWHERE);
  }

  /** The probability of a token after so many of the last tokens of the text at a place. */
  double probability(int place, int length, int symbol) {
    return sum(place, Math.min(length, known(place)), symbol, NOWHERE);
  }

  /**
   * The probability of a token after the text at a place.
   *
   * @param next the place that follows it with this token, which has been looked for there
   */
  double following(int place, int symbol, int next) {
    return sum(place, known(place), symbol, next);
  }

  private double sum(int place, int known, int symbol, int next) {
    double weight = 1;
    double sum = 0;
    for (int length = known; length > 0; length--) {
      int node = node(place, length);
      if (node == NGramPart.NONE) {
        continue;
      }
      NGramPart part = part(place, length);
      int child =
          next != NOWHERE && length < longest
              ? node(next, length + 1)
              : part.child(length, node, symbol);
      if (child != NGramPart.NONE) {
        double probability = part.share(length + 1, child) * weight;
        if (table.backsOff()) {
          return probability;
        }
        sum += probability;
      }
      weight *= part.rest(length, node);
    }
    return sum + table.unigram(symbol) * weight;
  }

  int node(int place, int length) {
    return nodes[place * longest + length - 1];
  }

  int partNumber(int place, int length) {
    return parts[place * longest + length - 1];
  }

  NGramPart part(int place, int length) {
    return table.part(partNumber(place, length));
  }
}
