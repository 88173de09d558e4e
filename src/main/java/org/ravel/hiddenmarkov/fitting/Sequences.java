package org.ravel.hiddenmarkov.fitting;

import java.io.IOException;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.ravel.hiddenmarkov.HiddenMarkovModel;
import org.ravel.hiddenmarkov.inference.Hmm;
import org.ravel.storage.NumberReader;

/**
 * The training split on Spark, cut into segments, each of which is a sequence of its own for the
 * hidden states. Consecutive segments are a group, whose counts a task adds up; segments and groups
 * follow from the shards alone, so sums are the same on any cluster. Their memory is given back
 * when this is closed.
 *
 * @param <S> a segment
 */
interface Sequences<S> extends AutoCloseable {

  /** The segments of each group in their order, by the number of the group. */
  JavaPairRDD<Integer, List<S>> groups();

  /** How many groups there are. */
  int count();

  /** A model at random. */
  Hmm<S> start(int states, long seed);

  /** Reads what {@link org.ravel.hiddenmarkov.HiddenMarkovNumbers} wrote of such a model. */
  Hmm<S> read(NumberReader in) throws IOException;

  /** The model that is kept. */
  HiddenMarkovModel model(Hmm<S> fitted);

  /** What is counted of a segment, such as {@code token}. */
  String unit();

  @Override
  void close();
}
