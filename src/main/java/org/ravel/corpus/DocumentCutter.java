package org.ravel.corpus;

import java.io.IOException;
import org.ravel.config.Documents;

/**
 * Cuts decoded text into documents and these into tokens, holding a block of text at a time. Only
 * where the hash of a line decides its split is the whole line held.
 */
final class DocumentCutter {
  /** A token that is longer is cut there, so that no input can fill the memory. */
  private static final int LONGEST_TOKEN = 1 << 20;

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final TextFormat format;
  private final Segmenter segmenter;
  private final int block;
  private char[] text;
  private int from;
  private int to;
  private int scanned;
  private boolean inLine;

  DocumentCutter(TextFormat format, int block) {
    this.format = format;
    this.segmenter = format.tokenizer().segmenter();
    this.block = Math.max(2, block);
    this.text = new char[2 * this.block];
  }

  /**
   * Cuts a piece.
   *
   * @param atStart whether it begins at the file's start, where a byte order mark is dropped
   * @param toEnd whether it reaches to the file's end
   */
  void cut(DecodedText source, boolean atStart, boolean toEnd, CorpusSink sink) throws IOException {
    from = 0;
    to = 0;
    scanned = 0;
    inLine = false;
    boolean first = atStart && !format.bytes();
    boolean any = false;
    for (int n = more(source); n > 0; n = more(source)) {
      if (first && text[0] == BYTE_ORDER_MARK) {
        from = 1;
        scanned = 1;
      }
      first = false;
      any |= from < to;
      switch (format.documents()) {
        case LINE -> lines(sink);
        case FILE, NONE -> from = segment(from, to, false, sink);
      }
      if (sink.done()) {
        return;
      }
    }
    if (format.documents() == Documents.LINE) {
      if (inLine || from < to) {
        line(to, 0, sink);
      }
    } else {
      segment(from, to, true, sink);
      if (format.documents() == Documents.FILE && toEnd && any) {
        sink.endOfDocument();
      }
    }
  }

  /** Moves what is left to the front and appends the next block. */
  private int more(DecodedText source) throws IOException {
    System.arraycopy(text, from, text, 0, to - from);
    scanned -= from;
    to -= from;
    from = 0;
    if (text.length - to < block) {
      char[] larger = new char[Math.max(text.length * 2, text.length + block)];
      System.arraycopy(text, 0, larger, 0, to);
      text = larger;
    }
    int n = source.read(text, to, Math.min(text.length, to + block));
    to += Math.max(n, 0);
    return n;
  }

  private void lines(CorpusSink sink) {
    for (; scanned < to; scanned++) {
      if (text[scanned] == '\n') {
        int end = scanned > from && text[scanned - 1] == '\r' ? scanned - 1 : scanned;
        line(end, scanned + 1 - end, sink);
        from = scanned + 1;
        inLine = false;
      }
    }
    if (!format.split().byDocuments() && from < to) {
      // The carriage return may belong to a line end that has not come yet.
      int certain = text[to - 1] == '\r' ? to - 1 : to;
      int next = segment(from, certain, false, sink);
      inLine |= next > from;
      from = next;
    }
  }

  /** The rest of a line, {@code text[from, end)}, and its line end of that many characters. */
  private void line(int end, int terminator, CorpusSink sink) {
    if (format.split().byDocuments()) {
      long hash =
          format.bytes()
              ? DocumentHash.ofBytes(text, from, end)
              : DocumentHash.ofText(text, from, end);
      sink.stream(format.split().stream(hash));
    }
    segment(from, end, true, sink);
    if (terminator > 0) {
      sink.dropped(terminator, terminator);
    }
    sink.endOfDocument();
  }

  private int segment(int start, int end, boolean last, CorpusSink sink) {
    int position = start;
    while (position < end) {
      int limit = Math.min(end, position + LONGEST_TOKEN);
      int next = segmenter.segment(text, position, limit, last && limit == end, sink);
      if (next == position) {
        if (limit - position < LONGEST_TOKEN) {
          break;
        }
        int cut = Character.isHighSurrogate(text[limit - 1]) ? limit - 1 : limit;
        next = segmenter.segment(text, position, cut, true, sink);
      }
      position = next;
    }
    return position;
  }
}
