package org.ravel.ngram.counting;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.ravel.error.InputException;
import org.ravel.ngram.GramBytes;
import org.ravel.ngram.GramRows;
import org.ravel.sequence.Example;
import org.ravel.sequence.Schema;
import org.ravel.shard.Manifest.ShardFile;
import org.ravel.shard.file.ExampleReader;
import org.ravel.spark.TaskEnd;
import scala.Tuple2;

/**
 * Reads shard files and sends each window to the bucket of its last two tokens, so that all windows
 * with a common end of two tokens or more meet in one bucket. Windows are written back to front,
 * and those of many sequences are counted before they are sent.
 *
 * @param shards the shard set's folder
 */
record ReadWindows(
    Broadcast<SerializableConfiguration> hadoop,
    String shards,
    Schema schema,
    CountingRules rules,
    int buckets)
    implements PairFlatMapFunction<Iterator<ShardFile>, Integer, byte[]> {
  /** What is counted together: see {@link GramRows} for what it takes. */
  private static final int WINDOWS_AT_ONCE = 1 << 20;

  @Override
  public Iterator<Tuple2<Integer, byte[]>> call(Iterator<ShardFile> files) {
    return TaskEnd.close(new Buckets(files));
  }

  private final class Buckets implements Iterator<Tuple2<Integer, byte[]>>, AutoCloseable {
    private final Iterator<ShardFile> files;
    private final GramRows[] rows = new GramRows[buckets];
    private Iterator<Tuple2<Integer, byte[]>> ready = List.<Tuple2<Integer, byte[]>>of().iterator();
    private GramWindows windows;
    private ExampleReader reader;

    Buckets(Iterator<ShardFile> files) {
      this.files = files;
      for (int bucket = 0; bucket < buckets; bucket++) {
        rows[bucket] = new GramRows(rules.order());
      }
    }

    @Override
    public boolean hasNext() {
      while (!ready.hasNext() && (reader != null || files.hasNext())) {
        read();
      }
      return ready.hasNext();
    }

    @Override
    public Tuple2<Integer, byte[]> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return ready.next();
    }

    private void read() {
      int counted = 0;
      while (counted < WINDOWS_AT_ONCE && (reader != null || files.hasNext())) {
        if (reader == null) {
          ShardFile file = files.next();
          reader =
              ExampleReader.open(
                  hadoop.value().value(),
                  new Path(shards),
                  schema,
                  file,
                  0,
                  file.sequences(),
                  true);
          windows = new GramWindows(rules);
        }
        counted += readSome();
      }
      ready = counted();
    }

    /** Some sequences of a file, whose windows come into the buckets. */
    private int readSome() {
      while (reader.hasNext() && windows.size() < WINDOWS_AT_ONCE) {
        windows.add(known(reader.next()));
      }
      int counted = 0;
      for (int place = 0; place < windows.size(); place++) {
        int length = windows.length(place);
        if (length > 0) {
          rows[bucket(windows.tokens(), place)].addBackwards(windows.tokens(), place, length);
          counted++;
        }
      }
      windows.forget();
      if (!reader.hasNext()) {
        close();
      }
      return counted;
    }

    /** Closes the file that is being read, if there is one. */
    @Override
    public void close() {
      if (reader != null) {
        reader.close();
        reader = null;
      }
    }

    private int[] known(Example example) {
      int[] ids = example.ids(schema.columns().size() - 1);
      for (int id : ids) {
        if (id < 0 || id >= rules.vocabularySize()) {
          throw new InputException(
              "sequence %d of %s holds token id %d, but the vocabulary has %d tokens; prepare the shards again"
                  .formatted(example.index(), shards, id, rules.vocabularySize()));
        }
      }
      return ids;
    }

    private int bucket(int[] tokens, int place) {
      int before = rules.order() > 1 ? tokens[place - 1] : 0;
      int hash = (tokens[place] * 31 + before) * 0x9E3779B9;
      return Math.floorMod(hash >>> 8, buckets);
    }

    private Iterator<Tuple2<Integer, byte[]>> counted() {
      List<Tuple2<Integer, byte[]>> counted = new ArrayList<>();
      for (int bucket = 0; bucket < buckets; bucket++) {
        if (rows[bucket].size() > 0) {
          GramBytes bytes = new GramBytes(rules.order());
          for (int row : rows[bucket].distinct()) {
            bytes.add(rows[bucket], row);
          }
          counted.add(new Tuple2<>(bucket, bytes.toBytes()));
          rows[bucket].clear();
        }
      }
      return counted.iterator();
    }
  }
}
