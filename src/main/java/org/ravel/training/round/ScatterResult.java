package org.ravel.training.round;

import java.util.Iterator;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.ravel.training.state.ModelState;
import org.ravel.training.worker.TrainWorker;
import org.ravel.training.worker.TrainingBlock;
import org.ravel.training.worker.WorkerResult;
import scala.Tuple2;

/**
 * Trains a worker, and gives its state in slices, by their number. The slices are made one by one
 * while Spark writes them; with the last one comes the worker's result, which so knows how long the
 * others took.
 *
 * @param slices of a state
 */
record ScatterResult(TrainWorker work, int slices)
    implements FlatMapFunction<Iterator<TrainingBlock>, Tuple2<Integer, SlicePart>> {

  @Override
  public Iterator<Tuple2<Integer, SlicePart>> call(Iterator<TrainingBlock> blocks) {
    WorkerResult result = work.train(blocks.next());
    long trained = System.nanoTime();
    int leaf = work.round().leaf(result.worker());
    // Workers' results come with different slices.
    return IntStream.rangeClosed(1, slices)
        .mapToObj(i -> part(result, leaf, (leaf + i) % slices, i == slices, trained))
        .iterator();
  }

  private Tuple2<Integer, SlicePart> part(
      WorkerResult result, int leaf, int slice, boolean last, long trained) {
    ModelState state = result.counting(result.trained().model());
    ModelState part = state == null ? null : state.slice(slice, slices);
    return new Tuple2<>(
        slice,
        new SlicePart(
            leaf,
            result.tokens(),
            part,
            last ? result.withoutStates().unloadedFor((System.nanoTime() - trained) / 1e9) : null,
            last ? result.trained().own() : null));
  }
}
