package org.ravel.corpus;

/** Cuts text that arrives in blocks into tokens. Belongs to one thread. */
interface Segmenter {
  /**
   * Cuts {@code text[from, to)}.
   *
   * @param end whether a token boundary is certain at {@code to}; if not, tokens that later text
   *     might change are left for the next call
   * @return up to where the text is used up; the rest must be presented again, with more after it
   */
  int segment(char[] text, int from, int to, boolean end, TokenSink sink);
}
