package org.ravel.ngram;

import java.util.Arrays;

/**
 * Where in the tree the last tokens of a text are: for each number of them the node, or {@link
 * NGramPart#NONE} where they were never seen one after the other. In a model that was not counted
 * here fewer of them may be unseen where more were seen.
 *
 * <p>All that is read of a node is kept with it: memory far apart is visited once.
 */
final class Histories {
  private static final int NOWHERE = -1;

  private final NGramTable table;
  private final NodeSearch search;

  /** Of the longest n-gram. A history has fewer tokens: the last node has no children. */
  private final int order;

  /** By place and length, from 1. */
  private int[] nodes = {};

  private int[] parts = {};
  private int[] children = {};
  private int[] ends = {};
  private float[] shares = {};
  private float[] rests = {};

  Histories(NGramTable table) {
    this.table = table;
    this.order = table.order();
    this.search = new NodeSearch(table);
  }

  /** Forgets all, and makes room for so many places. */
  void clear(int places) {
    int room = places * order;
    if (nodes.length < room) {
      nodes = new int[room];
      parts = new int[room];
      children = new int[room];
      ends = new int[room];
      shares = new float[room];
      rests = new float[room];
    }
    Arrays.fill(nodes, 0, room, NGramPart.NONE);
  }

  /** Sets a place to a text that consists of one token. */
  void begin(int place, int token) {
    Arrays.fill(nodes, place * order, (place + 1) * order, NGramPart.NONE);
    setFirst(place, token);
  }

  private void setFirst(int place, int token) {
    if (order > 1) {
      set(place * order, table.partOf(token), 1, table.nodeOf(token));
    }
  }

  /** Sets a place to what follows another one, or the same one, with a token. */
  void follow(int place, int before, int token) {
    plan(place, before, token);
    follow();
  }

  /**
   * Plans to set a place to what follows another one, or the same one, with a token; {@link
   * #follow()} does it. What is planned together is looked for at the same time, and must not be of
   * one place.
   */
  void plan(int place, int before, int token) {
    int from = before * order;
    int into = place * order;
    for (int length = order - 1; length > 0; length--) {
      int node = from + length - 1;
      boolean seen = nodes[node] != NGramPart.NONE;
      if (seen) {
        search.add(into + length, parts[node], length + 1, children[node], ends[node], token);
      }
      nodes[into + length] = NGramPart.NONE;
    }
    setFirst(place, token);
  }

  /** Does what was planned. */
  void follow() {
    search.run();
    for (int i = 0; i < search.size(); i++) {
      int node = search.found(i);
      if (node != NGramPart.NONE) {
        set(search.place(i), search.part(i), search.level(i), node);
      }
    }
    search.clear();
  }

  private void set(int at, int part, int level, int node) {
    NGramPart of = table.part(part);
    nodes[at] = node;
    parts[at] = part;
    shares[at] = of.share(level, node);
    if (level < order) {
      rests[at] = of.rest(level, node);
      children[at] = of.firstChild(level, node);
      ends[at] = of.endOfChildren(level, node);
    }
  }

  /** The most of the last tokens that were seen together and may be a history. */
  int known(int place) {
    int known = order - 1;
    while (known > 0 && nodes[place * order + known - 1] == NGramPart.NONE) {
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
      int node = place * order + length - 1;
      if (nodes[node] == NGramPart.NONE) {
        continue;
      }
      float share = next == NOWHERE ? share(node, length, symbol) : sharing(next, length + 1);
      // A share is 0 where there is no child: none has that, but by rounding.
      if (share != 0) {
        double probability = share * weight;
        if (table.backsOff()) {
          return probability;
        }
        sum += probability;
      }
      weight *= rests[node];
    }
    return sum + table.unigram(symbol) * weight;
  }

  private float sharing(int place, int length) {
    int node = place * order + length - 1;
    return nodes[node] == NGramPart.NONE ? 0 : shares[node];
  }

  private float share(int node, int length, int symbol) {
    NGramPart part = table.part(parts[node]);
    int child = part.child(length + 1, children[node], ends[node], symbol);
    return child == NGramPart.NONE ? 0 : part.share(length + 1, child);
  }

  int node(int place, int length) {
    return nodes[place * order + length - 1];
  }

  int partNumber(int place, int length) {
    return parts[place * order + length - 1];
  }

  NGramPart part(int place, int length) {
    return table.part(partNumber(place, length));
  }
}
