package org.ravel.ngram;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringTokenizer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ravel.error.InputException;

/**
 * Reads an ARPA file, as SRILM, KenLM, BerkeleyLM and others write it: logarithms to base 10 of
 * probabilities and of the weights of histories when they back off.
 */
final class ArpaReader {
  private static final int MOST_TOKENS = 15;
  private static final Pattern COUNT = Pattern.compile("ngram\\s+(\\d{1,3})\\s*=\\s*(\\d{1,12})");
  private static final Pattern SECTION = Pattern.compile("\\\\(\\d{1,3})-grams:");
  private static final String BEGIN = "\\data\\";
  private static final String END = "\\end\\";

  /** What toolkits write for the logarithm of 0. */
  private static final double NEVER = -99;

  private final ArpaLines lines;
  private final ArpaIds ids;
  private final List<Long> declared = new ArrayList<>();
  private ArpaGrams grams;
  private long misplaced;
  private long raised;

  private ArpaReader(InputStream in, String file, ArpaIds ids) {
    this.lines = new ArpaLines(in, file);
    this.ids = ids;
  }

  /**
   * What was read.
   *
   * @param grams by ids
   * @param numbers of each order, as in the file
   * @param misplaced n-grams left out, with {@code <s>} or {@code </s>} where no text has it
   * @param raised probabilities and weights of 0, which were raised to {@link ArpaGrams#LEAST}
   */
  record Read(ArpaGrams grams, List<Long> numbers, long misplaced, long raised) {}

  /**
   * Reads a file.
   *
   * @param file its name, for messages
   * @param ids what its words are; given the words that the vocabulary does not have
   * @throws InputException if it is none, names the line
   */
  static Read read(InputStream in, String file, ArpaIds ids) throws IOException {
    ArpaReader reader = new ArpaReader(in, file, ids);
    reader.read();
    return new Read(reader.grams, reader.declared, reader.misplaced, reader.raised);
  }

  private void read() throws IOException {
    String line = lines.next();
    while (!line.equals(BEGIN)) {
      if (SECTION.matcher(line).matches() || line.equals(END)) {
        throw lines.malformed("is %s, but %s must be before it".formatted(line, BEGIN));
      }
      line = lines.next();
    }
    line = readCounts();
    grams =
        new ArpaGrams(declared.size(), declared.stream().skip(1).mapToLong(Long::longValue).sum());
    grams.reserve(ids.size());
    for (int order = 1; order <= declared.size(); order++) {
      Matcher section = SECTION.matcher(line);
      if (!section.matches() || Integer.parseInt(section.group(1)) != order) {
        throw lines.malformed("is \"%s\" but must be \\%d-grams:".formatted(shown(line), order));
      }
      line = readSection(order);
    }
    if (!line.equals(END)) {
      throw lines.malformed("is \"%s\" but must be %s".formatted(shown(line), END));
    }
  }

  private String readCounts() throws IOException {
    String line = lines.next();
    Matcher count = COUNT.matcher(line);
    while (count.matches()) {
      int order = Integer.parseInt(count.group(1));
      if (order != declared.size() + 1 || order > MOST_TOKENS) {
        throw lines.malformed(
            "counts %d-grams, but orders must follow each other from 1 to at most %d"
                .formatted(order, MOST_TOKENS));
      }
      declared.add(Long.parseLong(count.group(2)));
      line = lines.next();
      count = COUNT.matcher(line);
    }
    if (declared.isEmpty()) {
      throw lines.malformed("is \"%s\" but must be ngram 1=…".formatted(shown(line)));
    }
    return line;
  }

  /** Gives the line behind it. */
  private String readSection(int order) throws IOException {
    long found = 0;
    String line = lines.next();
    for (; !line.startsWith("\\"); line = lines.next()) {
      found++;
      readGram(line, order);
    }
    if (found != declared.get(order - 1)) {
      throw lines.malformed(
          "ends a section of %,d %d-grams, but the file says that it has %,d"
              .formatted(found, order, declared.get(order - 1)));
    }
    if (order == 1 && grams.sum() > ArpaGrams.MOST) {
      throw lines.malformed(
          "ends 1-grams whose probabilities sum to %.4f, but must not sum to more than 1"
              .formatted(grams.sum()));
    }
    return line;
  }

  private void readGram(String line, int order) {
    StringTokenizer fields = new StringTokenizer(line, " \t");
    int count = fields.countTokens();
    if (count != order + 1 && count != order + 2) {
      throw lines.malformed(
          "has %d fields but must have a logarithm, %d words and at most one further logarithm"
              .formatted(count, order));
    }
    double probability = probability(fields.nextToken());
    if (order == 1) {
      String word = fields.nextToken();
      addUnigram(word, probability, rest(fields));
      return;
    }
    int[] path = new int[order];
    boolean isLeftOut = false;
    for (int i = 0; i < order; i++) {
      String word = fields.nextToken();
      path[i] = ids.find(word, i, order);
      if (path[i] == ArpaIds.NONE) {
        throw lines.malformed("has the word \"%s\", which is no 1-gram".formatted(shown(word)));
      }
      isLeftOut |= path[i] == ArpaIds.MISPLACED;
    }
    double rest = rest(fields);
    if (isLeftOut) {
      misplaced++;
    } else {
      grams.add(path, order, raised(probability), order < grams.order() ? raised(rest) : 1);
    }
  }

  private void addUnigram(String word, double probability, double rest) {
    if (ids.isBeginning(word)) {
      grams.rest(ids.endOfDocument(), raised(rest));
      return;
    }
    int id = ids.enter(word);
    grams.reserve(id + 1);
    if (grams.unigram(id) != ArpaGrams.MISSING) {
      throw lines.malformed("has the word \"%s\" once more".formatted(shown(word)));
    }
    // A word that is never predicted has no part of what others leave.
    grams.unigram(id, word.equals(ArpaWords.BEGINNING) ? 0 : probability);
    if (id != ids.endOfDocument()) {
      grams.rest(id, raised(rest));
    }
  }

  private double raised(double number) {
    if (number < ArpaGrams.LEAST) {
      raised++;
      return ArpaGrams.LEAST;
    }
    return number;
  }

  private double probability(String text) {
    double logarithm = number(text);
    if (logarithm > 0) {
      throw lines.malformed(
          "has the logarithm %s of a probability, but must have 0 or less".formatted(text));
    }
    return power(logarithm);
  }

  private double rest(StringTokenizer fields) {
    if (!fields.hasMoreTokens()) {
      return 1;
    }
    String text = fields.nextToken();
    double weight = power(number(text));
    if (weight > Float.MAX_VALUE) {
      throw lines.malformed("has the weight 10^%s, which is too large".formatted(text));
    }
    return weight;
  }

  private static double power(double logarithm) {
    return logarithm <= NEVER ? 0 : Math.pow(10, logarithm);
  }

  private double number(String text) {
    if (text.toLowerCase(Locale.ROOT).startsWith("-inf")) {
      return NEVER;
    }
    try {
      double number = Double.parseDouble(text);
      if (Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below, as numbers that are not finite.
    }
    throw lines.malformed("has \"%s\" where a logarithm must be".formatted(shown(text)));
  }

  private static String shown(String text) {
    return text.length() > 60 ? text.substring(0, 60) + "…" : text;
  }
}
