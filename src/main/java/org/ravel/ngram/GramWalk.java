package org.ravel.ngram;

import java.io.IOException;

/** All n-grams of one order after the other, in the order of their tokens. */
final class GramWalk {
  private final NGramTable table;
  private final Histories histories;
  private final int[] path;

  GramWalk(NGramTable table) {
    this.table = table;
    this.histories = new Histories(table);
    this.path = new int[table.order()];
    histories.clear(table.order());
  }

  /** Is shown n-grams. */
  @FunctionalInterface
  interface Visitor {
    /** The next one: the tokens of the path, at a node of a part. */
    void visit(int[] path, NGramPart part, int node) throws IOException;
  }

  /** Where the histories are: that of so many tokens is at the place before that number. */
  Histories histories() {
    return histories;
  }

  /**
   * Shows the n-grams of an order, 2 or more.
   *
   * @param tokens with which they begin: those below this number
   */
  void visit(int order, int tokens, Visitor visitor) throws IOException {
    for (int token = 0; token < tokens; token++) {
      path[0] = token;
      histories.begin(0, token);
      visitBelow(table.part(table.partOf(token)), 1, table.nodeOf(token), order, visitor);
    }
  }

  /** The n-grams of an order that begin with what leads to a node. */
  private void visitBelow(NGramPart part, int length, int node, int order, Visitor visitor)
      throws IOException {
    int end = part.endOfChildren(length, node);
    for (int child = part.firstChild(length, node); child < end; child++) {
      path[length] = part.token(length + 1, child);
      if (length + 1 < order) {
        histories.follow(length, length - 1, path[length]);
        visitBelow(part, length + 1, child, order, visitor);
      } else {
        visitor.visit(path, part, child);
      }
    }
  }
}
