package org.ravel.decoding;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The attention of a prefix's symbols, the last one first; prefixes share what they have in common.
 *
 * @param before of the symbols before; null for none
 * @param weights of the source's steps
 */
record AttentionTrace(AttentionTrace before, double[] weights) {

  /** The weights in the order of the symbols. */
  static List<double[]> list(AttentionTrace last) {
    List<double[]> list = new ArrayList<>();
    for (AttentionTrace one = last; one != null; one = one.before) {
      list.add(one.weights);
    }
    Collections.reverse(list);
    return list;
  }
}
