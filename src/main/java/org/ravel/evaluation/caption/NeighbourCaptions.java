package org.ravel.evaluation.caption;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.ravel.evaluation.tally.Drawn;
import org.ravel.sequence.Example;
import org.ravel.spark.BroadcastScope;
import scala.Tuple2;

/**
 * For images the captions of those of a training split that are the most alike.
 *
 * @param known the training split
 * @param captions of its images, by their numbers
 */
record NeighbourCaptions(
    JavaSparkContext spark,
    References references,
    JavaRDD<Example> known,
    JavaPairRDD<Long, int[]> captions) {
  /** As many as Devlin et al. found best. */
  static final int NEAREST = 60;

  /** Images whose neighbours are looked for in one job. */
  private static final int TOGETHER = 4096;

  /**
   * What was chosen for an image.
   *
   * @param nearest that caption of the nearest image which fits all of this one's best
   * @param consensus that of the {@link #NEAREST} ones which fits all of these best
   */
  record Chosen(int[] nearest, int[] consensus) implements Serializable {}

  /**
   * Chooses.
   *
   * @param wanted vectors of the images, by their numbers
   * @param drawn what is looked at; an image gets no caption if that is nothing
   */
  Map<Long, Chosen> of(List<Tuple2<Long, float[]>> wanted, Drawn drawn) {
    Map<Long, Chosen> chosen = new HashMap<>();
    for (int first = 0; first < wanted.size(); first += TOGETHER) {
      List<Tuple2<Long, float[]>> some =
          wanted.subList(first, Math.min(first + TOGETHER, wanted.size()));
      choose(some, search(some, drawn), chosen);
    }
    return chosen;
  }

  private NearestImages search(List<Tuple2<Long, float[]>> wanted, Drawn drawn) {
    float[][] vectors = wanted.stream().map(Tuple2::_2).toArray(float[][]::new);
    try (BroadcastScope<float[][]> shared = BroadcastScope.of(spark, vectors)) {
      Broadcast<float[][]> all = shared.broadcast();
      return known
          .filter(image -> drawn.has(image.index()))
          .mapPartitions(
              some -> {
                NearestImages.Search search = new NearestImages.Search(NEAREST, all.value());
                some.forEachRemaining(search::add);
                return List.of(search.found()).iterator();
              })
          .treeReduce(NearestImages::plus);
    }
  }

  /** On the executors: there are many captions to compare. */
  private void choose(
      List<Tuple2<Long, float[]>> wanted, NearestImages found, Map<Long, Chosen> chosen) {
    Set<Long> needed = new HashSet<>();
    List<Tuple2<Long, List<Long>>> rows = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      List<Long> near = found.near().get(i).stream().map(NearestImages.Near::index).toList();
      if (!near.isEmpty()) {
        needed.addAll(near);
        rows.add(new Tuple2<>(wanted.get(i)._1(), new ArrayList<>(near)));
      }
    }
    HashMap<Long, int[]> near =
        new HashMap<>(captions.filter(image -> needed.contains(image._1())).collectAsMap());
    try (BroadcastScope<HashMap<Long, int[]>> shared = BroadcastScope.of(spark, near)) {
      Broadcast<HashMap<Long, int[]>> all = shared.broadcast();
      References read = references;
      spark
          .parallelize(rows)
          .mapToPair(
              row -> {
                List<int[]> own = row._2().stream().map(all.value()::get).toList();
                return new Tuple2<>(
                    row._1(), new Chosen(consensus(own.subList(0, 1), read), consensus(own, read)));
              })
          .collect()
          .forEach(row -> chosen.put(row._1(), row._2()));
    }
  }

  private static int[] consensus(List<int[]> targets, References references) {
    Consensus consensus = Consensus.of(targets.stream().map(references::of).toList());
    return Scored.best(targets, consensus, references.vocabulary().value()).ids();
  }
}
