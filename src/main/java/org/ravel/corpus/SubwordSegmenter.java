package org.ravel.corpus;

/** Cuts text into words and these into subwords. */
record SubwordSegmenter(CutWords words) implements Segmenter {

  @Override
  public int segment(char[] text, int from, int to, boolean end, TokenSink sink) {
    int start = from;
    while (start < to) {
      int next = MergeableWords.end(text, start, to, end);
      if (next < 0) {
        break;
      }
      for (CutWords.Piece piece : words.pieces(text, start, next)) {
        sink.token(piece.text(), 0, piece.text().length, piece.characters(), piece.bytes());
      }
      start = next;
    }
    return start;
  }
}
