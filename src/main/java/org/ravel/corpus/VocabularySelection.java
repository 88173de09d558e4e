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
import org.ravel.subword.CodePointOrder;
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
    List<Tuple2<String, Long>> chosen =
        tokenizer instanceof SubwordTokenizer subwords
            ? all(types, subwords)
            : most(types, specials, config);
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

  private static List<Tuple2<String, Long>> most(
      JavaPairRDD<String, Long> types, List<String> specials, VocabularyConfig config) {
    JavaPairRDD<String, Long> candidates = types.filter(new Ordinary(specials, config.minCount()));
    if (config.maxSize() > 0) {
      return candidates.takeOrdered(config.maxSize() - specials.size(), new ByRank());
    }
    List<Tuple2<String, Long>> all = new ArrayList<>(candidates.collect());
    all.sort(new ByRank());
    return all;
  }

  /** Subwords were chosen when they were learned; those that stand nowhere are among them. */
  private static List<Tuple2<String, Long>> all(
      JavaPairRDD<String, Long> types, SubwordTokenizer subwords) {
    Map<String, Long> counts = types.collectAsMap();
    List<Tuple2<String, Long>> all = new ArrayList<>();
    for (String symbol : subwords.subwords().symbols()) {
      all.add(new Tuple2<>(symbol, counts.getOrDefault(symbol, 0L)));
    }
    all.sort(new ByRank());
    return all;
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

  /** Descending count, then code points. */
  static final class ByRank implements Comparator<Tuple2<String, Long>>, Serializable {
    @Override
    public int compare(Tuple2<String, Long> a, Tuple2<String, Long> b) {
      int byCount = Long.compare(b._2(), a._2());
      return byCount != 0 ? byCount : CodePointOrder.INSTANCE.compare(a._1(), b._1());
    }
  }
}
