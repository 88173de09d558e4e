package org.ravel.evaluation.caption;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.ravel.corpus.Vocabulary;
import org.ravel.evaluation.measure.Captioned;
import org.ravel.sequence.Example;
import org.ravel.sequence.Texts;
import org.ravel.spark.BroadcastScope;
import scala.Tuple2;

/**
 * Captions of the training split in place of what a network writes: the one caption that fits all
 * its images best; and of each image the caption that fits its nearest neighbours best (Devlin et
 * al. 2015, Exploring Nearest Neighbor Approaches for Image Captioning).
 */
public final class CaptionBaselines {
  /** As many as Devlin et al. found best. */
  private static final int NEAREST = 60;

  /** N-grams that are known when one caption is looked for: the rarer ones decide nothing. */
  private static final int MOST_NGRAMS = 200_000;

  /** Images whose neighbours are looked for in one job. */
  private static final int TOGETHER = 4096;

  private final JavaSparkContext spark;
  private final Broadcast<Vocabulary> vocabulary;
  private final Broadcast<Cider> cider;
  private final References references;

  /** Baselines that are measured as the model is. */
  public CaptionBaselines(
      JavaSparkContext spark, Broadcast<Vocabulary> vocabulary, Broadcast<Cider> cider) {
    this.spark = spark;
    this.vocabulary = vocabulary;
    this.cider = cider;
    this.references = new References(vocabulary);
  }

  /** A caption and how well it fits. */
  private record Scored(int[] ids, double score) implements Serializable {
    /** The best last, of equal ones the one with the higher ids. */
    static final Comparator<Scored> ORDER =
        (a, b) -> {
          int byScore = Double.compare(a.score, b.score);
          return byScore != 0 ? byScore : Arrays.compare(a.ids, b.ids);
        };

    static Scored better(Scored a, Scored b) {
      return ORDER.compare(a, b) >= 0 ? a : b;
    }
  }

  /**
   * Measures them.
   *
   * @param known the training split
   * @param images what captions are written of
   */
  public List<Captioned.Baseline> of(JavaRDD<Example> known, JavaRDD<Example> images) {
    JavaPairRDD<Long, int[]> captions =
        known
            .mapToPair(image -> new Tuple2<>(image.index(), image.ids(image.values().size() - 1)))
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      int[] constant = constant(captions);
      return List.of(
          baseline("always the same caption", images, image -> constant),
          nearest("the nearest image's captions", 1, known, captions, images),
          nearest(
              "consensus of the %d nearest".formatted(NEAREST), NEAREST, known, captions, images));
    } finally {
      captions.unpersist(false);
    }
  }

  /** What is written of an image. */
  @FunctionalInterface
  private interface Writer extends Serializable {
    int[] of(long image);
  }

  private Captioned.Baseline baseline(String name, JavaRDD<Example> images, Writer writer) {
    Broadcast<Vocabulary> words = vocabulary;
    Broadcast<Cider> counts = cider;
    CaptionSums sums =
        images
            .map(
                image ->
                    CaptionBlocks.one(
                        image, writer.of(image.index()), words.value(), counts.value()))
            .treeReduce(CaptionSums::plus);
    return new Captioned.Baseline(name, sums.scores(), sums.random().get(0).output());
  }

  private int[] constant(JavaPairRDD<Long, int[]> captions) {
    References read = references;
    Map<String, Integer> ngrams = new HashMap<>();
    captions
        .flatMapToPair(
            image ->
                Consensus.keys(read.of(image._2())).entrySet().stream()
                    .map(entry -> new Tuple2<>(entry.getKey(), entry.getValue()))
                    .iterator())
        .reduceByKey(Integer::sum)
        .takeOrdered(MOST_NGRAMS, new ByCount())
        .forEach(count -> ngrams.put(count._1(), count._2()));
    long[] lengths =
        captions
            .mapPartitions(
                some -> {
                  long[] sums = new long[Consensus.LONGEST + 1];
                  some.forEachRemaining(image -> Consensus.addLengths(read.of(image._2()), sums));
                  return List.of(sums).iterator();
                })
            .reduce(
                (a, b) -> {
                  long[] both = new long[a.length];
                  Arrays.setAll(both, i -> a[i] + b[i]);
                  return both;
                });
    Consensus all = new Consensus(captions.count(), ngrams, lengths);
    try (BroadcastScope<Consensus> shared = BroadcastScope.of(spark, all)) {
      Broadcast<Consensus> consensus = shared.broadcast();
      Broadcast<Vocabulary> words = vocabulary;
      return captions
          .map(image -> best(List.of(image._2()), consensus.value(), words.value()))
          .reduce(Scored::better)
          .ids();
    }
  }

  /** The caption among those of some images that fits best, without its ends. */
  private static Scored best(List<int[]> targets, Consensus consensus, Vocabulary vocabulary) {
    CaptionTokens tokens = new CaptionTokens(vocabulary);
    Scored best = null;
    for (int[] target : targets) {
      for (int[] text : Texts.of(target)) {
        int[] ids = Arrays.copyOfRange(text, 1, text.length - 1);
        Scored one = new Scored(ids, consensus.score(tokens.written(ids)));
        best = best == null ? one : Scored.better(best, one);
      }
    }
    return best;
  }

  private Captioned.Baseline nearest(
      String name,
      int most,
      JavaRDD<Example> known,
      JavaPairRDD<Long, int[]> captions,
      JavaRDD<Example> images) {
    List<Tuple2<Long, float[]>> wanted =
        images.map(image -> new Tuple2<>(image.index(), NearestImages.vector(image))).collect();
    Map<Long, int[]> chosen = new HashMap<>();
    for (int first = 0; first < wanted.size(); first += TOGETHER) {
      List<Tuple2<Long, float[]>> some =
          wanted.subList(first, Math.min(first + TOGETHER, wanted.size()));
      choose(some, search(most, known, some), captions, chosen);
    }
    try (BroadcastScope<HashMap<Long, int[]>> shared =
        BroadcastScope.of(spark, new HashMap<>(chosen))) {
      Broadcast<HashMap<Long, int[]>> of = shared.broadcast();
      return baseline(name, images, image -> of.value().get(image));
    }
  }

  private NearestImages search(
      int most, JavaRDD<Example> known, List<Tuple2<Long, float[]>> wanted) {
    float[][] vectors = wanted.stream().map(Tuple2::_2).toArray(float[][]::new);
    try (BroadcastScope<float[][]> shared = BroadcastScope.of(spark, vectors)) {
      Broadcast<float[][]> all = shared.broadcast();
      return known
          .mapPartitions(
              some -> {
                NearestImages.Search search = new NearestImages.Search(most, all.value());
                some.forEachRemaining(search::add);
                return List.of(search.found()).iterator();
              })
          .treeReduce(NearestImages::plus);
    }
  }

  /** Chooses a caption for each image, on the executors. */
  private void choose(
      List<Tuple2<Long, float[]>> wanted,
      NearestImages found,
      JavaPairRDD<Long, int[]> captions,
      Map<Long, int[]> chosen) {
    Set<Long> needed = new HashSet<>();
    found.near().forEach(own -> own.forEach(near -> needed.add(near.index())));
    HashMap<Long, int[]> near =
        new HashMap<>(captions.filter(image -> needed.contains(image._1())).collectAsMap());
    try (BroadcastScope<HashMap<Long, int[]>> shared = BroadcastScope.of(spark, near)) {
      Broadcast<HashMap<Long, int[]>> known = shared.broadcast();
      References read = references;
      List<Tuple2<Long, List<Long>>> rows = new ArrayList<>();
      for (int i = 0; i < wanted.size(); i++) {
        rows.add(
            new Tuple2<>(
                wanted.get(i)._1(),
                new ArrayList<>(
                    found.near().get(i).stream().map(NearestImages.Near::index).toList())));
      }
      spark
          .parallelize(rows)
          .mapToPair(row -> new Tuple2<>(row._1(), consensus(row._2(), known.value(), read)))
          .collect()
          .forEach(row -> chosen.put(row._1(), row._2()));
    }
  }

  private static int[] consensus(
      List<Long> images, Map<Long, int[]> captions, References references) {
    List<int[]> targets = images.stream().map(captions::get).toList();
    Consensus consensus = Consensus.of(targets.stream().map(references::of).toList());
    return best(targets, consensus, references.vocabulary().value()).ids();
  }

  private static final class ByCount implements Comparator<Tuple2<String, Integer>>, Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public int compare(Tuple2<String, Integer> a, Tuple2<String, Integer> b) {
      int byCount = Integer.compare(b._2(), a._2());
      return byCount != 0 ? byCount : a._1().compareTo(b._1());
    }
  }
}
