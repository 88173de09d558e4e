package org.ravel.ngram;

import java.util.Arrays;

/**
 * Looks for tokens among the children of nodes, for many nodes at the same time: the memory of one
 * is on its way while others are compared.
 */
final class NodeSearch {
  private final NGramTable table;
  private int size;

  /** By search: where the caller wants the node, its part and level, and the token. */
  private int[] places = new int[64];

  private int[] parts = new int[64];
  private int[] levels = new int[64];
  private int[] wanted = new int[64];

  /** By search: the first child that may have the token, and behind the last one. */
  private int[] starts = new int[64];

  private int[] ends = new int[64];

  /** Searches that are not over. */
  private int[] open = new int[64];

  private int[] limits = new int[64];

  NodeSearch(NGramTable table) {
    this.table = table;
  }

  /**
   * Adds a search.
   *
   * @param place of the caller's, given back
   * @param level of the children
   * @param start the first child
   * @param end behind the last one
   */
  void add(int place, int part, int level, int start, int end, int token) {
    if (size == places.length) {
      places = Arrays.copyOf(places, 2 * size);
      parts = Arrays.copyOf(parts, 2 * size);
      levels = Arrays.copyOf(levels, 2 * size);
      wanted = Arrays.copyOf(wanted, 2 * size);
      starts = Arrays.copyOf(starts, 2 * size);
      ends = Arrays.copyOf(ends, 2 * size);
      open = Arrays.copyOf(open, 2 * size);
      limits = Arrays.copyOf(limits, 2 * size);
    }
    places[size] = place;
    parts[size] = part;
    levels[size] = level;
    wanted[size] = token;
    starts[size] = start;
    ends[size] = end;
    limits[size] = end;
    open[size] = size;
    size++;
  }

  /** Halves what is left of each search, one after the other, until nothing is. */
  void run() {
    int left = size;
    while (left > 0) {
      int still = 0;
      for (int i = 0; i < left; i++) {
        int one = open[i];
        int start = starts[one];
        int end = ends[one];
        if (start < end) {
          int middle = (start + end) >>> 1;
          int token = table.part(parts[one]).token(levels[one], middle);
          // Without a branch, which would be foreseen wrongly every other time.
          int isBelow = (token - wanted[one]) >> (Integer.SIZE - 1);
          starts[one] = start + (isBelow & (middle + 1 - start));
          ends[one] = end - (~isBelow & (end - middle));
          open[still++] = one;
        }
      }
      left = still;
    }
  }

  int size() {
    return size;
  }

  int place(int search) {
    return places[search];
  }

  int part(int search) {
    return parts[search];
  }

  int level(int search) {
    return levels[search];
  }

  /** The node with the token; {@link NGramPart#NONE} if there is none. */
  int found(int search) {
    int node = starts[search];
    boolean has =
        node < limits[search]
            && table.part(parts[search]).token(levels[search], node) == wanted[search];
    return has ? node : NGramPart.NONE;
  }

  void clear() {
    size = 0;
  }
}
