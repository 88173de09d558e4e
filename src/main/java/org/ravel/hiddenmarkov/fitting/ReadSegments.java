package org.ravel.hiddenmarkov.fitting;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.ravel.error.InputException;
import org.ravel.hiddenmarkov.fitting.SegmentPlan.NumberedFile;
import org.ravel.sequence.Example;
import org.ravel.sequence.Schema;
import org.ravel.shard.file.ExampleReader;
import scala.Tuple2;

/**
 * Reads the segments of shard files, each behind the number of its group. The first token of a
 * sequence is the last one of the sequence before, or begins a text; it is taken from the token
 * alone which of them, as models of n-grams do.
 *
 * @param shards the shard set's folder
 */
record ReadSegments(
    Broadcast<SerializableConfiguration> hadoop,
    String shards,
    Schema schema,
    SegmentPlan plan,
    int vocabularySize)
    implements PairFlatMapFunction<Iterator<NumberedFile>, Integer, NumberedSegment<int[]>> {
  private static final int NOTHING = -1;

  @Override
  public Iterator<Tuple2<Integer, NumberedSegment<int[]>>> call(Iterator<NumberedFile> files) {
    List<Tuple2<Integer, NumberedSegment<int[]>>> segments = new ArrayList<>();
    files.forEachRemaining(file -> read(file, segments));
    return segments.iterator();
  }

  private void read(NumberedFile numbered, List<Tuple2<Integer, NumberedSegment<int[]>>> segments) {
    try (ExampleReader reader =
        ExampleReader.open(
            hadoop.value().value(),
            new Path(shards),
            schema,
            numbered.file(),
            0,
            numbered.file().sequences(),
            true)) {
      int last = NOTHING;
      for (int number = numbered.first(); reader.hasNext(); number++) {
        IntStream.Builder tokens = IntStream.builder();
        for (int i = 0; i < plan.sequences() && reader.hasNext(); i++) {
          int[] sequence = known(reader.next());
          for (int at = sequence[0] == last ? 1 : 0; at < sequence.length; at++) {
            tokens.add(sequence[at]);
          }
          last = sequence[sequence.length - 1];
        }
        segments.add(
            new Tuple2<>(
                plan.group(number), new NumberedSegment<>(number, tokens.build().toArray())));
      }
    }
  }

  private int[] known(Example example) {
    int[] ids = example.ids(0);
    for (int id : ids) {
      if (id < 0 || id >= vocabularySize) {
        throw new InputException(
            "sequence %d of %s holds token id %d, but the vocabulary has %d tokens; prepare the shards again"
                .formatted(example.index(), shards, id, vocabularySize));
      }
    }
    return ids;
  }
}
