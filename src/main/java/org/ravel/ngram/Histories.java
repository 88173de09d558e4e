package org.ravel.ngram;

import java.util.Arrays;

/**
 * Where in the tree the last tokens of a text are: for each number of them the node, or {@link
 * NGramPart#NONE} where they were never seen one after the other.
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

  /** How many of the last tokens were seen together. */
  int known(int place) {
    int known = longest;
    while (known > 0 && nodes[place * longest + known - 1] == NGramPart.NONE) {
      known--;
    }
    return known;
  }

  /** The probability of a token after the text at a place. */
  double probability(int place, int symbol) {
    return probability(place, symbol, NOWHERE);
  }

  /**
   * The probability of a token after the text at a place.
   *
   * @param next the place that follows it with this token, which has been looked for there
   */
  double probability(int place, int symbol, int next) {
    double weight = 1;
    double sum = 0;
    for (int length = known(place); length > 0; length--) {
      NGramPart part = part(place, length);
      int node = node(place, length);
      int child =
          next != NOWHERE && length < longest
              ? node(next, length + 1)
              : part.child(length, node, symbol);
      if (child != NGramPart.NONE) {
        sum += part.share(length + 1, child) * weight;
      }
      weight *= part.rest(length, node);
    }
    return sum + table.unigram(symbol) * weight;
  }

  int node(int place, int length) {
    return nodes[place * longest + length - 1];
  }

  NGramPart part(int place, int length) {
    return table.part(parts[place * longest + length - 1]);
  }
}
