package org.ravel.ngram;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes a model as an ARPA file, which SRILM, KenLM and others read: logarithms to base 10 of each
 * n-gram's probability and of the weight of its history when it backs off. An interpolated model is
 * one that backs off: the weight of a history is its rest, and the probability of an n-gram is that
 * of all orders together.
 *
 * <p>Where documents end with a token, that is {@code </s>} as a target and {@code <s>} as a
 * history.
 */
public final class ArpaWriter {
  /** What stands for the logarithm of 0. */
  private static final String NEVER = "-99";

  private static final int DIGITS = 8;
  private static final long UNIT = 100_000_000;

  private final NGramTable table;
  private final GramWalk walk;
  private final int endOfDocument;
  private final String[] words;
  private final Writer out;

  private ArpaWriter(NGramTable table, List<String> tokens, int endOfDocument, Writer out) {
    this.table = table;
    this.walk = new GramWalk(table);
    this.endOfDocument = endOfDocument;
    this.words = tokens.stream().map(ArpaWords::escape).toArray(String[]::new);
    this.out = out;
    if (endOfDocument >= 0) {
      words[endOfDocument] = ArpaWords.END;
    }
  }

  /**
   * Writes the file, in UTF-8.
   *
   * @param tokens by their ids
   * @param endOfDocument the token that ends documents; −1 if there is none
   * @param stream flushed, and left open
   * @throws org.ravel.error.InputException if the model is damaged
   */
  public static void write(
      NGramModel model, List<String> tokens, int endOfDocument, OutputStream stream)
      throws IOException {
    Writer out = new OutputStreamWriter(stream, StandardCharsets.UTF_8);
    new ArpaWriter(model.shared(), tokens, endOfDocument, out).write();
    out.flush();
  }

  private void write() throws IOException {
    out.write("\\data\\\n");
    for (int order = 1; order <= table.order(); order++) {
      long beginning = order == 1 && endOfDocument >= 0 ? 1 : 0;
      out.write("ngram %d=%d\n".formatted(order, table.count(order) + beginning));
    }
    for (int order = 1; order <= table.order(); order++) {
      out.write("\n\\%d-grams:\n".formatted(order));
      if (order == 1) {
        for (int token = 0; token < table.tokens(); token++) {
          writeUnigram(token);
        }
      } else {
        int length = order;
        walk.visit(
            order, table.tokens(), (path, part, node) -> writeGram(path, length, part, node));
      }
    }
    out.write("\n\\end\\\n");
  }

  private void writeUnigram(int token) throws IOException {
    number(Math.log10(table.unigram(token)));
    out.append('\t').append(words[token]);
    if (token == endOfDocument) {
      out.append('\n').append(NEVER).append('\t').append(ArpaWords.BEGINNING);
    }
    if (table.order() > 1) {
      writeRest(table.part(table.partOf(token)), 1, table.nodeOf(token));
    }
    out.append('\n');
  }

  private void writeGram(int[] path, int length, NGramPart part, int node) throws IOException {
    number(Math.log10(walk.histories().probability(length - 2, path[length - 1])));
    for (int i = 0; i < length; i++) {
      boolean begins = i < length - 1 && path[i] == endOfDocument;
      out.append(i == 0 ? '\t' : ' ').append(begins ? ArpaWords.BEGINNING : words[path[i]]);
    }
    writeRest(part, length, node);
    out.append('\n');
  }

  /** None where it is 1, as where nothing follows. */
  private void writeRest(NGramPart part, int length, int node) throws IOException {
    if (length < table.order() && part.rest(length, node) != 1) {
      out.append('\t');
      number(Math.log10(part.rest(length, node)));
    }
  }

  private void number(double logarithm) throws IOException {
    long scaled = Math.round(Math.abs(logarithm) * UNIT);
    if (logarithm < 0 && scaled > 0) {
      out.append('-');
    }
    String fraction = Long.toString(scaled % UNIT);
    out.append(Long.toString(scaled / UNIT)).append('.');
    out.append("0".repeat(DIGITS - fraction.length())).append(fraction);
  }
}
