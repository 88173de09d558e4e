package org.ravel.subword;

import java.util.Comparator;

/** Orders texts by code points: UTF-16's own order has surrogates in the wrong place. */
public enum CodePointOrder implements Comparator<String> {
  /** The only one. */
  INSTANCE;

  @Override
  public int compare(String a, String b) {
    for (int i = 0; i < Math.min(a.length(), b.length()); i++) {
      char left = a.charAt(i);
      char right = b.charAt(i);
      if (left != right) {
        boolean bothOrNone = Character.isSurrogate(left) == Character.isSurrogate(right);
        return bothOrNone
            ? Character.compare(left, right)
            : Boolean.compare(Character.isSurrogate(left), Character.isSurrogate(right));
      }
    }
    return Integer.compare(a.length(), b.length());
  }
}
