package org.ravel.corpus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.api.java.JavaPairRDD;
import org.ravel.config.Documents;
import org.ravel.config.VocabularyConfig;
import org.ravel.subword.ByteSymbols;
import org.ravel.subword.CountedWord;
import org.ravel.subword.Merge;
import org.ravel.subword.MergeLearning;
import org.ravel.subword.Subwords;
import scala.Tuple2;

/**
 * Learns subwords from the words of a text, which Spark counts. A vocabulary of {@code max-size}
 * has the special tokens, all bytes, the characters that stand often enough (at most for half of
 * what is left: the most frequent ones), and what merges make. No merge makes what reads like a
 * special token or a byte.
 */
public final class SubwordLearning {
  /** Rarer characters and pairs are left to bytes and characters, so that these are learned too. */
  private static final int LEAST_COUNT = 2;

  /** The most distinct words that are learned from: the most frequent ones. */
  private static final int WORDS = 1_000_000;

  private SubwordLearning() {}

  /**
   * Learns.
   *
   * @param counted how often each word stands in the text
   * @param words the tokenizer that has cut them
   * @param documents of the vocabulary, which has their end
   */
  public static Tokenizer learn(
      JavaPairRDD<String, Long> counted,
      Tokenizer words,
      Documents documents,
      VocabularyConfig config) {
    return learn(
        counted.takeOrdered(WORDS, new VocabularySelection.ByRank()),
        words.lowerCase(),
        Vocabulary.specials(documents),
        config);
  }

  /** The same from words that are here already. */
  static Tokenizer learn(
      List<Tuple2<String, Long>> words,
      boolean lowerCase,
      List<String> specials,
      VocabularyConfig config) {
    long leastCount = Math.max(LEAST_COUNT, config.minCount());
    int room = config.maxSize() - specials.size() - ByteSymbols.all().size();
    List<String> characters = characters(words, leastCount, room / 2);
    Set<String> known = new HashSet<>(characters);
    List<CountedWord> spelled = new ArrayList<>(words.size());
    for (Tuple2<String, Long> word : words) {
      spelled.add(new CountedWord(Subwords.spelled(word._1(), known), word._2()));
    }
    MergeLearning learning =
        new MergeLearning(
            spelled,
            merge ->
                known(merge)
                    && ByteSymbols.value(merge.merged()).isEmpty()
                    && !specials.contains(merge.merged()));
    List<Merge> merges = learning.learn(room - characters.size(), leastCount);
    return new SubwordTokenizer(lowerCase, new Subwords(characters, merges));
  }

  private static boolean known(Merge merge) {
    return ByteSymbols.value(merge.left()).isEmpty() && ByteSymbols.value(merge.right()).isEmpty();
  }

  /** The most frequent ones. */
  private static List<String> characters(
      List<Tuple2<String, Long>> words, long leastCount, int most) {
    Map<String, Long> counts = new HashMap<>();
    for (Tuple2<String, Long> word : words) {
      word._1()
          .codePoints()
          .filter(codePoint -> !isHalf(codePoint))
          .forEach(codePoint -> counts.merge(Character.toString(codePoint), word._2(), Long::sum));
    }
    return counts.entrySet().stream()
        .filter(entry -> entry.getValue() >= leastCount)
        .map(entry -> new Tuple2<>(entry.getKey(), entry.getValue()))
        .sorted(new VocabularySelection.ByRank())
        .limit(most)
        .map(Tuple2::_1)
        .toList();
  }

  /** Half a code point has no UTF-8. */
  private static boolean isHalf(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}
