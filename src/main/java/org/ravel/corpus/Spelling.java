package org.ravel.corpus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.ravel.config.Documents;
import org.ravel.config.TokenizerKind;
import org.ravel.config.VocabularyConfig;

/**
 * The characters of words: code points, each word's followed by {@code <eos>}. Of a word of more
 * than {@value #LONGEST} the first and the last ones are kept, half of them each, since prefixes
 * and suffixes say most.
 */
public final class Spelling {
  /** The most characters of a word. */
  public static final int LONGEST = 32;

  /** Rarer ones are unknown, so that training meets an unknown one too. */
  private static final int LEAST_COUNT = 2;

  private Spelling() {}

  /** The characters of a word, those that are kept. */
  public static List<String> characters(String word) {
    List<String> all = new ArrayList<>();
    word.codePoints().forEach(character -> all.add(Character.toString(character)));
    if (all.size() <= LONGEST) {
      return all;
    }
    List<String> kept = new ArrayList<>(all.subList(0, LONGEST / 2));
    kept.addAll(all.subList(all.size() - LONGEST / 2, all.size()));
    return kept;
  }

  /** The ids of the characters of words. */
  public static int[] encode(Vocabulary characters, List<String> words) {
    int end = characters.endOfDocument().orElseThrow();
    int[] ids = new int[words.stream().mapToInt(String::length).sum() + words.size()];
    int count = 0;
    for (String word : words) {
      for (String character : characters(word)) {
        ids[count++] = characters.id(character);
      }
      ids[count++] = end;
    }
    return Arrays.copyOf(ids, count);
  }

  /**
   * The vocabulary of characters.
   *
   * @param types how often each stands in the words
   * @param characters number of all
   * @param words their number
   */
  public static Vocabulary vocabulary(
      JavaPairRDD<String, Long> types, long characters, long words) {
    return VocabularySelection.select(
        types,
        characters + words,
        words,
        Tokenizer.of(TokenizerKind.CHARACTER, false),
        Documents.LINE,
        new VocabularyConfig(0, LEAST_COUNT, null));
  }
}
