package org.ravel.decoding;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Where the symbols of a beginning looked, the last one first; beginnings share what they have in
 * common.
 *
 * @param before of the symbols before; null for none
 * @param weights of the source's steps
 */
record Looked(Looked before, double[] weights) {

  /** The weights in the order of the symbols. */
  static List<double[]> list(Looked last) {
    List<double[]> list = new ArrayList<>();
    for (Looked one = last; one != null; one = one.before) {
      list.add(one.weights);
    }
    Collections.reverse(list);
    return list;
  }
}
