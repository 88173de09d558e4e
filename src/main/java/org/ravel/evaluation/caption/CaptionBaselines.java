package org.ravel.evaluation.caption;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.ravel.corpus.Vocabulary;
import org.ravel.evaluation.measure.Captioned;
import org.ravel.evaluation.tally.Drawn;
import org.ravel.sequence.Example;
import org.ravel.spark.BroadcastScope;
import scala.Tuple2;

/**
 * Captions of the training split in place of what a network writes: the one caption that fits all
 * its images best; and of each image the caption that fits its nearest neighbours best (Devlin et
 * al. 2015, Exploring Nearest Neighbor Approaches for Image Captioning).
 */
public final class CaptionBaselines {
  /** N-grams that are known when one caption is looked for: the rarer ones decide nothing. */
  private static final int MOST_NGRAMS = 200_000;

  /**
   * Numbers of a measured image times numbers of one of the training split, at most: about a
   * quarter of an hour of a core. Of more training images as many are looked at as this allows.
   */
  private static final long MOST_PRODUCTS = 1L << 40;

  private final JavaSparkContext spark;
  private final Broadcast<Vocabulary> vocabulary;
  private final Broadcast<Cider> cider;
  private final References references;
  private final long mostProducts;

  /** Baselines that are measured as the model is. */
  public CaptionBaselines(
      JavaSparkContext spark, Broadcast<Vocabulary> vocabulary, Broadcast<Cider> cider) {
    this(spark, vocabulary, cider, MOST_PRODUCTS);
  }

  CaptionBaselines(
      JavaSparkContext spark,
      Broadcast<Vocabulary> vocabulary,
      Broadcast<Cider> cider,
      long mostProducts) {
    this.spark = spark;
    this.vocabulary = vocabulary;
    this.cider = cider;
    this.references = new References(vocabulary);
    this.mostProducts = mostProducts;
  }

  /**
   * Measures them.
   *
   * @param known the training split
   * @param trained number of its images
   * @param images what captions are written of
   */
  public List<Captioned.Baseline> of(
      JavaRDD<Example> known, long trained, JavaRDD<Example> images) {
    JavaPairRDD<Long, int[]> captions =
        known
            .mapToPair(image -> new Tuple2<>(image.index(), image.ids(image.values().size() - 1)))
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      int[] constant = constant(captions, trained);
      List<Tuple2<Long, float[]>> wanted =
          images.map(image -> new Tuple2<>(image.index(), NearestImages.vector(image))).collect();
      Drawn drawn = drawn(wanted, trained);
      NeighbourCaptions neighbours = new NeighbourCaptions(spark, references, known, captions);
      String of = drawn.note().isEmpty() ? "" : ", " + drawn.note();
      NeighbourCaptions.Chosen otherwise = new NeighbourCaptions.Chosen(constant, constant);
      try (BroadcastScope<HashMap<Long, NeighbourCaptions.Chosen>> shared =
          BroadcastScope.of(spark, new HashMap<>(neighbours.of(wanted, drawn)))) {
        Broadcast<HashMap<Long, NeighbourCaptions.Chosen>> chosen = shared.broadcast();
        return List.of(
            baseline("always the same caption", images, image -> constant),
            baseline(
                "the nearest image's captions" + of,
                images,
                image -> chosen.value().getOrDefault(image, otherwise).nearest()),
            baseline(
                "consensus of the %d nearest%s".formatted(NeighbourCaptions.NEAREST, of),
                images,
                image -> chosen.value().getOrDefault(image, otherwise).consensus()));
      }
    } finally {
      captions.unpersist(false);
    }
  }

  private Drawn drawn(List<Tuple2<Long, float[]>> wanted, long trained) {
    long numbers = wanted.stream().mapToLong(image -> image._2().length).sum();
    return new Drawn(trained, Math.max(1, mostProducts / Math.max(1, numbers)));
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

  private int[] constant(JavaPairRDD<Long, int[]> captions, long trained) {
    References read = references;
    Map<String, Integer> ngrams = new HashMap<>();
    captions
        .flatMapToPair(
            image ->
                Consensus.keys(read.of(image._2())).stream()
                    .map(key -> new Tuple2<>(key, 1))
                    .iterator())
        .reduceByKey(Integer::sum)
        .filter(count -> count._2() > 1)
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
    // The captions that are scored are those of these images: one at least has each of their
    // n-grams.
    Consensus all = new Consensus(trained, ngrams, 1, lengths);
    try (BroadcastScope<Consensus> shared = BroadcastScope.of(spark, all)) {
      Broadcast<Consensus> consensus = shared.broadcast();
      Broadcast<Vocabulary> words = vocabulary;
      return captions
          .map(image -> Scored.best(List.of(image._2()), consensus.value(), words.value()))
          .reduce(Scored::better)
          .ids();
    }
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
