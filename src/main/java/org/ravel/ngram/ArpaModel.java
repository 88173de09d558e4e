package org.ravel.ngram;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ravel.error.InputException;
import org.ravel.ngram.NGramHeader.Combination;

/**
 * A model out of an ARPA file, for the tokens of a vocabulary. All of it is in memory.
 *
 * <p>Tokens that are no words of the file have the probability of its {@code <unk>}, in equal
 * parts. Words that are no tokens give theirs to the unknown token: see {@link UnknownFolding}.
 */
public final class ArpaModel {
  private static final int SHOWN = 5;

  private final String file;
  private final List<String> words;
  private final ArpaGrams grams;
  private final Taken taken;

  private ArpaModel(String file, List<String> words, ArpaGrams grams, Taken taken) {
    this.file = file;
    this.words = words;
    this.grams = grams;
    this.taken = taken;
  }

  /**
   * How much of a file became the model, and how.
   *
   * @param numbers n-grams of each order in the file, the unigrams first
   * @param missing tokens of the vocabulary that are no words of the file
   * @param others words of the file that are no tokens of the vocabulary
   * @param leftOut n-grams of two words or more that were left out: one of these is in them, or
   *     {@code <s>} or {@code </s>} is where no text has it
   * @param raised probabilities and weights of 0, which count as 1e-20
   */
  public record Taken(
      List<Long> numbers, int missing, List<String> others, long leftOut, long raised) {}

  /**
   * Reads a file.
   *
   * @param file its name, for messages
   * @param tokens of the vocabulary, by their ids
   * @param unknown the token for all others
   * @param endOfDocument the token that ends documents; −1 if there is none
   * @throws InputException if it is no such file, or has no probability for a token
   */
  public static ArpaModel read(
      InputStream in, String file, List<String> tokens, int unknown, int endOfDocument)
      throws IOException {
    ArpaIds ids = new ArpaIds(tokens, unknown, endOfDocument);
    ArpaReader.Read read = ArpaReader.read(in, file, ids);
    ArpaGrams grams = read.grams();
    int missing = shareUnknown(file, grams, tokens, unknown);
    List<String> words = new ArrayList<>(tokens);
    words.addAll(ids.others());
    long leftOut = read.misplaced();
    if (!ids.others().isEmpty()) {
      UnknownFolding folding =
          new UnknownFolding(
              mapped(new ArpaModel(file, words, grams, null)), tokens.size(), unknown);
      grams = folding.fold();
      leftOut += folding.leftOut();
    }
    long raised = read.raised() + grams.raiseUnigrams();
    return new ArpaModel(
        file, words, grams, new Taken(read.numbers(), missing, ids.others(), leftOut, raised));
  }

  private static NGramTable mapped(ArpaModel model) throws IOException {
    Path copy = Files.createTempFile("ravel-arpa-", ".bin");
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(copy))) {
        model.write(out);
      }
      return NGramTable.map(copy, copy.toString());
    } finally {
      // What is mapped stays until it is unmapped.
      Files.delete(copy);
    }
  }

  /** Gives tokens that the file does not have a probability; returns how many they are. */
  private static int shareUnknown(String file, ArpaGrams grams, List<String> tokens, int unknown) {
    List<Integer> missing =
        IntStream.range(0, tokens.size())
            .filter(id -> id != unknown && grams.unigram(id) == ArpaGrams.MISSING)
            .boxed()
            .toList();
    double whole = Math.max(grams.unigram(unknown), 0);
    if (!missing.isEmpty() && whole == 0) {
      throw new InputException(
          "%s has no probability for %,d tokens of the vocabulary (%s), nor for <unk>, whose probability they would share; make it with an open vocabulary (SRILM: -unk), or of a text that has all of them"
              .formatted(file, missing.size(), shown(missing.stream().map(tokens::get).toList())));
    }
    grams.unigram(unknown, whole / (missing.size() + 1));
    missing.forEach(id -> grams.unigram(id, whole / (missing.size() + 1)));
    return missing.size();
  }

  /** The first of some words, for a message. */
  public static String shown(List<String> words) {
    return words.stream().limit(SHOWN).collect(Collectors.joining(", "))
        + (words.size() > SHOWN ? ", …" : "");
  }

  /** Tokens of the longest n-gram. */
  public int order() {
    return grams.order();
  }

  /** What was taken of the file. */
  public Taken taken() {
    return taken;
  }

  /**
   * Writes the file of a model. To be called once: the n-grams are given up.
   *
   * @throws InputException if an n-gram is there twice, or lengthens one that is not there, or if
   *     probabilities after a history sum to more than 1
   */
  public void write(OutputStream out) throws IOException {
    List<byte[]> parts = new ArrayList<>();
    for (int part = 0; part < grams.parts(); part++) {
      GramRows rows = grams.part(part);
      int[] ordered = rows.ordered();
      require(rows, ordered);
      parts.add(
          PartBuilder.build(
              grams.order(),
              rows,
              ordered,
              grams.tokens(),
              part,
              grams.parts(),
              grams.shares(part)));
      rows.clear();
    }
    out.write(
        new NGramHeader(
                grams.order(),
                Combination.BACKING_OFF,
                parts.stream().map(bytes -> bytes.length).toList(),
                grams.unigrams())
            .bytes());
    for (byte[] bytes : parts) {
      out.write(bytes);
    }
  }

  private void require(GramRows rows, int[] ordered) {
    int[] open = new int[grams.order() + 1];
    double[] sums = new double[grams.order() + 1];
    for (int i = 0; i < ordered.length; i++) {
      int row = ordered[i];
      int length = rows.length(row);
      if (i > 0
          && rows.length(ordered[i - 1]) == length
          && rows.shared(ordered[i - 1], row) == length) {
        throw new InputException(
            "%s has the %d-gram \"%s\" twice; remove one of the lines"
                .formatted(file, length, text(rows, row, length)));
      }
      if (length > 2
          && (open[length - 1] == 0 || rows.shared(open[length - 1] - 1, row) < length - 1)) {
        throw new InputException(
            "%s has the %d-gram \"%s\" but not the %d-gram \"%s\", whose line has the weight of what it lengthens; write the file again"
                .formatted(
                    file,
                    length,
                    text(rows, row, length),
                    length - 1,
                    text(rows, row, length - 1)));
      }
      boolean isFirst = open[length] == 0 || rows.shared(open[length] - 1, row) < length - 1;
      sums[length] = (isFirst ? 0 : sums[length]) + ArpaGrams.probability(rows.count(row));
      if (sums[length] > ArpaGrams.MOST) {
        throw new InputException(
            "%s has %d-grams after \"%s\" whose probabilities sum to %.4f, but must not sum to more than 1; write the file again"
                .formatted(file, length, text(rows, row, length - 1), sums[length]));
      }
      open[length] = row + 1;
    }
  }

  private String text(GramRows rows, int row, int length) {
    return IntStream.range(0, length)
        .mapToObj(i -> words.get(rows.token(row, i)))
        .collect(Collectors.joining(" "));
  }
}
