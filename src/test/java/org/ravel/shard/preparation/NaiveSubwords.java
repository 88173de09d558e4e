package org.ravel.shard.preparation;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.ravel.config.Documents;
import org.ravel.config.RavelConfig;
import org.ravel.config.TokenizerKind;
import org.ravel.corpus.Tokenizer;
import org.ravel.subword.Merge;
import org.ravel.subword.PlainBpe;
import org.ravel.subword.Subwords;

/**
 * Subwords by the plain implementation, from all words of the files; only what a word is comes from
 * the tokenizer, which has tests of its own.
 *
 * @param characters those that are no bytes
 */
record NaiveSubwords(Tokenizer words, Set<String> characters, List<Merge> merges) {

  /** A subword with what it stands for. */
  record Piece(String text, int characters, int bytes) {}

  static NaiveSubwords of(RavelConfig config, Collection<byte[]> files) {
    Tokenizer tokenizer = Tokenizer.of(TokenizerKind.SUBWORD, config.corpus().lowerCase());
    boolean lines = config.corpus().documents() == Documents.LINE;
    Map<String, Long> counts = new HashMap<>();
    for (byte[] file : files) {
      String text = new String(file, StandardCharsets.UTF_8).replaceFirst("^\uFEFF", "");
      for (String part : lines ? text.split("\r?\n", -1) : new String[] {text}) {
        tokenizer.tokenize(part).forEach(word -> counts.merge(word, 1L, Long::sum));
      }
    }
    int specials = config.corpus().documents() == Documents.NONE ? 1 : 2;
    int room = config.vocabulary().maxSize() - specials - 256;
    long least = Math.max(2, config.vocabulary().minCount());
    Set<String> characters = characters(counts, least, room / 2);
    Map<List<String>, Long> spelled = new LinkedHashMap<>();
    counts.forEach(
        (word, count) -> spelled.merge(Subwords.spelled(word, characters), count, Long::sum));
    return new NaiveSubwords(
        tokenizer, characters, PlainBpe.learn(spelled, room - characters.size(), least));
  }

  private static Set<String> characters(Map<String, Long> words, long least, int most) {
    Map<Integer, Long> counts = new HashMap<>();
    words.forEach(
        (word, count) -> word.codePoints().forEach(c -> counts.merge(c, count, Long::sum)));
    return counts.entrySet().stream()
        .filter(entry -> entry.getValue() >= least)
        .sorted(
            Map.Entry.<Integer, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(most)
        .map(entry -> Character.toString(entry.getKey()))
        .collect(Collectors.toSet());
  }

  List<Piece> cut(String text) {
    List<Piece> pieces = new ArrayList<>();
    for (String word : words.tokenize(text)) {
      for (String part : PlainBpe.split(Subwords.spelled(word, characters), merges)) {
        boolean isByte = part.length() == 6 && part.startsWith("<0x");
        int value = isByte ? Integer.parseInt(part.substring(3, 5), 16) : 0;
        pieces.add(
            isByte
                ? new Piece(part, (value & 0xC0) == 0x80 ? 0 : 1, 1)
                : new Piece(
                    part,
                    part.codePointCount(0, part.length()),
                    part.getBytes(StandardCharsets.UTF_8).length));
      }
    }
    return pieces;
  }

  /** All tokens that have an id. */
  List<String> symbols() {
    return new Subwords(List.copyOf(characters), merges).symbols();
  }
}
