package org.ravel.ngram;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The n-grams that begin with some of the tokens, as a tree: a node's children are the tokens that
 * were seen after it, in the order of their ids, side by side.
 *
 * <pre>
 *   ints        number of nodes on each level; level 1 has all tokens of the part
 *   level 1 to order − 1, each with one node more behind the last:
 *     ints      the nodes' tokens; not on level 1
 *     nodes     float share, float rest, int first child
 *   the last level:
 *     ints      the nodes' tokens
 *     floats    their shares
 * </pre>
 */
final class NGramPart {
  /** No node. */
  static final int NONE = -1;

  static final int NODE_BYTES = 3 * Integer.BYTES;
  private static final int REST = Float.BYTES;
  private static final int CHILD = 2 * Float.BYTES;

  private final int order;
  private final ByteBuffer bytes;

  /** Where the tokens of each level begin. */
  private final int[] tokens;

  /** Where the nodes of each level begin; on the last one the shares. */
  private final int[] nodes;

  NGramPart(int order, ByteBuffer bytes, String name) {
    this.order = order;
    this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
    this.tokens = new int[order + 1];
    this.nodes = new int[order + 1];
    long at = (long) order * Integer.BYTES;
    if (at > bytes.limit()) {
      throw NGramHeader.damaged(name);
    }
    for (int level = 1; level <= order; level++) {
      long count = bytes.getInt((level - 1) * Integer.BYTES);
      tokens[level] = Math.toIntExact(at);
      at += level == 1 ? 0 : count * Integer.BYTES;
      nodes[level] = Math.toIntExact(at);
      at += level < order ? (count + 1) * NODE_BYTES : count * Float.BYTES;
      if (count < 0 || at > bytes.limit()) {
        throw NGramHeader.damaged(name);
      }
    }
    if (at != bytes.limit()) {
      throw NGramHeader.damaged(name);
    }
  }

  /** Bytes of a part with so many nodes on each level, the first at place 1. */
  static long length(int order, int[] counts) {
    long length = (long) order * Integer.BYTES;
    for (int level = 1; level <= order; level++) {
      length += level == 1 ? 0 : (long) counts[level] * Integer.BYTES;
      length +=
          level < order ? (counts[level] + 1L) * NODE_BYTES : (long) counts[level] * Float.BYTES;
    }
    return length;
  }

  /** Number of nodes on a level. */
  int count(int level) {
    return bytes.getInt((level - 1) * Integer.BYTES);
  }

  int firstChild(int level, int node) {
    return bytes.getInt(nodes[level] + node * NODE_BYTES + CHILD);
  }

  /** Behind the last child. */
  int endOfChildren(int level, int node) {
    return firstChild(level, node + 1);
  }

  int token(int level, int node) {
    return bytes.getInt(tokens[level] + node * Integer.BYTES);
  }

  /** What the n-gram's own count gives its last token. */
  float share(int level, int node) {
    return bytes.getFloat(nodes[level] + node * (level < order ? NODE_BYTES : Float.BYTES));
  }

  /** What the node's children leave for the lower orders. */
  float rest(int level, int node) {
    return bytes.getFloat(nodes[level] + node * NODE_BYTES + REST);
  }

  /**
   * The one of some children of a node that has a token; {@link #NONE} if there is none.
   *
   * @param level theirs
   * @param first the first of them
   * @param behind behind the last one
   */
  int child(int level, int first, int behind, int token) {
    int start = first;
    int end = behind;
    int base = tokens[level];
    while (start < end) {
      int middle = (start + end) >>> 1;
      int found = bytes.getInt(base + middle * Integer.BYTES);
      if (found == token) {
        return middle;
      }
      if (found < token) {
        start = middle + 1;
      } else {
        end = middle;
      }
    }
    return NONE;
  }
}
