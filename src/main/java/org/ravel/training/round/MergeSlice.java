package org.ravel.training.round;

import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.ravel.spark.Handover;
import org.ravel.training.round.MergedSlice.Content;
import org.ravel.training.worker.PlannedRound;
import scala.Tuple2;

/**
 * Merges the parts of a slice, in whatever order they come.
 *
 * @param handover how large slices get to the driver
 */
record MergeSlice(PlannedRound round, Handover handover)
    implements FlatMapFunction<Iterator<Tuple2<Integer, SlicePart>>, MergedSlice> {

  @Override
  public Iterator<MergedSlice> call(Iterator<Tuple2<Integer, SlicePart>> parts) {
    long began = System.nanoTime();
    MeanTree tree = new MeanTree(round.workers());
    // In the workers' order, so that tasks that run twice hand over equal blocks.
    Set<SlicePart> withResult = new TreeSet<>(Comparator.comparingInt(SlicePart::leaf));
    int slice = 0;
    while (parts.hasNext()) {
      Tuple2<Integer, SlicePart> next = parts.next();
      slice = next._1();
      SlicePart part = next._2();
      tree.add(part.leaf(), part.state(), part.weight());
      if (part.result() != null) {
        withResult.add(new SlicePart(part.leaf(), part.weight(), null, part.result(), part.own()));
      }
    }
    Content content = new Content(tree.mean(), withResult.stream().map(SlicePart::own).toList());
    MergedSlice merged =
        new MergedSlice(
            slice,
            withResult.stream().map(SlicePart::result).toList(),
            content,
            (System.nanoTime() - began) / 1e9);
    if (Handover.isLarge(content.size())) {
      handover.offer(round.slicePart(slice), content);
      merged = merged.withoutContent();
    }
    return List.of(merged).iterator();
  }
}
