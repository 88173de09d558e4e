package org.ravel.corpus;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ravel.config.TokenizerKind;
import org.ravel.config.VocabularyConfig;
import scala.Tuple2;

/** Subwords that are learned without Spark. */
public final class SubwordFixture {
  private SubwordFixture() {}

  /** From texts, as many as there are. */
  public static Tokenizer learned(List<String> texts, boolean lowerCase) {
    return learned(texts, lowerCase, 2000);
  }

  /** For a vocabulary of so many tokens. */
  static Tokenizer learned(List<String> texts, boolean lowerCase, int size) {
    Tokenizer words = Tokenizer.of(TokenizerKind.SUBWORD, lowerCase);
    Map<String, Long> counts = new HashMap<>();
    for (String text : texts) {
      words.tokenize(text).forEach(word -> counts.merge(word, 1L, Long::sum));
    }
    return SubwordLearning.learn(
        counts.entrySet().stream()
            .map(entry -> new Tuple2<>(entry.getKey(), entry.getValue()))
            .sorted(new VocabularySelection.ByRank())
            .toList(),
        lowerCase,
        List.of(Vocabulary.UNKNOWN, Vocabulary.END_OF_DOCUMENT),
        new VocabularyConfig(size, 1, null));
  }
}
