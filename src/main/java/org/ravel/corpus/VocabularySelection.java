package org.ravel.corpus;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.function.Function;
import org.ravel.config.Documents;
import org.ravel.config.VocabularyConfig;
import scala.Tuple2;

/** Chooses the tokens that get an id, from the counts on Spark. */
public final class VocabularySelection {
  private VocabularySelection() {}

  static Vocabulary select(
      JavaPairRDD<String, Long> types,
      List<ChunkCount> chunks,
      Corpus corpus,
      VocabularyConfig config) {
    long tokens = 0;
    long ends = 0;
    for (ChunkCount chunk : chunks) {
      tokens += chunk.streams().stream().mapToLong(ChunkCount.OfStream::tokens).sum();
      ends += chunk.endsOfDocument();
    }
    TextFormat format = corpus.format();
    return select(types, tokens, ends, format.tokenizer(), format.documents(), config);
  }

  /**
   * Chooses tokens.
   *
   * @param types how often each token stands in the text
   * @param tokens number of all
   * @param ends how many of these are {@code <eos>}
   */
  public static Vocabulary select(
      JavaPairRDD<String, Long> types,
      long tokens,
      long ends,
      Tokenizer tokenizer,
      Documents documents,
      VocabularyConfig config) {
    List<String> specials = Vocabulary.specials(documents);
    JavaPairRDD<String, Long> candidates = types.filter(new Ordinary(specials, config.minCount()));
    List<Tuple2<String, Long>> chosen;
    if (config.maxSize() == 0) {
      chosen = new ArrayList<>(candidates.collect());
      chosen.sort(new ByRank());
    } else {
      chosen = candidates.takeOrdered(config.maxSize() - specials.size(), new ByRank());
    }
    String[] names = new String[specials.size() + chosen.size()];
    long[] counts = new long[names.length];
    long others = tokens;
    for (int i = 0; i < specials.size(); i++) {
      names[i] = specials.get(i);
    }
    if (specials.size() > 1) {
      counts[1] = ends;
      others -= ends;
    }
    for (int i = 0; i < chosen.size(); i++) {
      int id = specials.size() + i;
      names[id] = chosen.get(i)._1();
      counts[id] = chosen.get(i)._2();
      others -= counts[id];
    }
    counts[0] = others;
    return new Vocabulary(tokenizer, documents, names, counts, null);
  }

  /** All labels, in the same order. */
  public static Vocabulary labels(Map<String, Long> labels) {
    List<Tuple2<String, Long>> ranked = new ArrayList<>();
    labels.forEach((label, count) -> ranked.add(new Tuple2<>(label, count)));
    ranked.sort(new ByRank());
    return Vocabulary.ofLabels(
        ranked.stream().map(Tuple2::_1).toArray(String[]::new),
        ranked.stream().mapToLong(Tuple2::_2).toArray());
  }

  private static final class Ordinary implements Function<Tuple2<String, Long>, Boolean> {
    private final List<String> specials;
    private final long minCount;

    Ordinary(List<String> specials, long minCount) {
      this.specials = specials;
      this.minCount = minCount;
    }

    @Override
    public Boolean call(Tuple2<String, Long> type) {
      return type._2() >= minCount && !specials.contains(type._1());
    }
  }

  /** Descending count, then code points: UTF-16's own order has surrogates in the wrong place. */
  static final class ByRank implements Comparator<Tuple2<String, Long>>, Serializable {
    @Override
    public int compare(Tuple2<String, Long> a, Tuple2<String, Long> b) {
      int byCount = Long.compare(b._2(), a._2());
      return byCount != 0 ? byCount : compareCodePoints(a._1(), b._1());
    }

    private static int compareCodePoints(String a, String b) {
      for (int i = 0; i < Math.min(a.length(), b.length()); i++) {
        char left = a.charAt(i);
        char right = b.charAt(i);
        if (left != right) {
          boolean bothOrNone = Character.isSurrogate(left) == Character.isSurrogate(right);
          return bothOrNone
              ? Character.compare(left, right)
              : Boolean.compare(Character.isSurrogate(left), Character.isSurrogate(right));
        }
      }
      return Integer.compare(a.length(), b.length());
    }
  }
}
