package org.ravel.corpus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.ravel.error.InputException;
import org.ravel.storage.Storage;

/**
 * Vectors of words that somebody else has trained, for the tokens of a vocabulary: out of a text
 * file of word2vec or GloVe, on any file system, compressed or not. A token has the vector of the
 * word that reads like it, otherwise that of its lower case.
 *
 * @param file where they are from
 * @param vectors by token id; null where the file has none
 * @param exact how many tokens were found as they are
 * @param lowerCase how many were found in lower case only
 * @param digest SHA-256 of the file
 */
public record WordVectors(
    String file, List<float[]> vectors, int exact, int lowerCase, String digest) {

  /**
   * Reads a file as a stream; only what the vocabulary needs is kept.
   *
   * @param width numbers of a vector
   * @throws InputException if the file is missing, malformed, of another width, or has none of the
   *     tokens
   */
  public static WordVectors read(Storage storage, String place, Vocabulary vocabulary, int width) {
    Path file = storage.qualified(place);
    Matching matching = new Matching(vocabulary);
    String digest =
        DigestedText.read(
            storage,
            file,
            text -> new VectorLines(storage.shown(file), width, matching::add).read(text));
    return matching.result(storage.shown(file), digest);
  }

  /** Tokens with a vector. */
  public int found() {
    return exact + lowerCase;
  }

  /** Takes the vectors of a vocabulary's tokens. */
  private static final class Matching {
    private final Vocabulary vocabulary;
    private final float[][] vectors;
    private final boolean[] exact;

    /** Tokens that are not in lower case, by their lower case. */
    private final Map<String, List<Integer>> folded = new HashMap<>();

    Matching(Vocabulary vocabulary) {
      this.vocabulary = vocabulary;
      this.vectors = new float[vocabulary.size()][];
      this.exact = new boolean[vocabulary.size()];
      for (int id = 0; id < vocabulary.size(); id++) {
        String lower = vocabulary.token(id).toLowerCase(Locale.ROOT);
        if (!lower.equals(vocabulary.token(id))) {
          folded.computeIfAbsent(lower, any -> new ArrayList<>()).add(id);
        }
      }
    }

    /** Takes the vector of a word if some token needs it; of a word that comes twice, the first. */
    void add(String word, VectorLines.Vector vector) {
      int id = vocabulary.id(word);
      boolean known = vocabulary.token(id).equals(word) && !exact[id];
      List<Integer> others =
          folded.getOrDefault(word, List.of()).stream()
              .filter(other -> vectors[other] == null)
              .toList();
      if (!known && others.isEmpty()) {
        return;
      }
      float[] numbers = vector.numbers();
      if (known) {
        vectors[id] = numbers;
        exact[id] = true;
      }
      others.forEach(other -> vectors[other] = numbers);
    }

    WordVectors result(String file, String digest) {
      int found = 0;
      int same = 0;
      List<float[]> all = new ArrayList<>();
      for (int id = 0; id < vectors.length; id++) {
        all.add(vectors[id]);
        found += vectors[id] == null ? 0 : 1;
        same += exact[id] ? 1 : 0;
      }
      if (found == 0) {
        throw new InputException(
            "%s has none of the %,d tokens of the vocabulary; name vectors of the same language and kind of token, or set model.pretrained.file=null"
                .formatted(file, vectors.length));
      }
      return new WordVectors(file, all, same, found - same, digest);
    }
  }
}
