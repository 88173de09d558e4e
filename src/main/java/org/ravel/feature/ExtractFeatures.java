package org.ravel.feature;

import java.nio.FloatBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.util.SerializableConfiguration;
import org.ravel.corpus.FileBytes;
import org.ravel.corpus.SourceFile;
import org.ravel.image.MalformedImageException;
import org.ravel.image.PictureFile;
import org.ravel.spark.ChunkTotals;
import org.ravel.spark.TaskEnd;

/**
 * Makes the features of a chunk's images, one after the other, with a session of the task's own.
 */
final class ExtractFeatures implements FlatMapFunction<List<SourceFile>, Row> {
  private static final long serialVersionUID = 1L;

  /** A file of the most pixels that are read is smaller. */
  private static final int MOST_BYTES = 1 << 28;

  private final Broadcast<CutNetwork> network;
  private final Broadcast<SerializableConfiguration> hadoop;
  private final ImageInput input;
  private final FeatureForm form;

  /** Of the network's file, for messages. */
  private final String name;

  private final boolean skip;
  private final ChunkTotals<FeatureTotal> totals;

  ExtractFeatures(
      Broadcast<CutNetwork> network,
      Broadcast<SerializableConfiguration> hadoop,
      ImageInput input,
      FeatureForm form,
      String name,
      boolean skip,
      ChunkTotals<FeatureTotal> totals) {
    this.network = network;
    this.hadoop = hadoop;
    this.input = input;
    this.form = form;
    this.name = name;
    this.skip = skip;
    this.totals = totals;
  }

  @Override
  public Iterator<Row> call(List<SourceFile> files) {
    return new Rows(files.iterator(), TaskEnd.close(OnnxRuntime.open(network.value(), name)));
  }

  private final class Rows implements Iterator<Row> {
    private final Iterator<SourceFile> files;
    private final OnnxNetwork opened;
    private final FloatBuffer buffer = input.buffer();
    private final Configuration fileSystems = hadoop.value().value();
    private FeatureTotal total = FeatureTotal.NONE;
    private Row next;
    private boolean ended;

    Rows(Iterator<SourceFile> files, OnnxNetwork opened) {
      this.files = files;
      this.opened = opened;
    }

    @Override
    public boolean hasNext() {
      while (next == null && files.hasNext()) {
        SourceFile file = files.next();
        try {
          next = RowFactory.create(file.name(), features(file));
          total = total.plusImage();
        } catch (MalformedImageException e) {
          if (!skip) {
            throw e;
          }
          total = total.plusLeftOut(e.getMessage());
        }
      }
      if (next == null && !ended) {
        ended = true;
        totals.add(new ChunkTotals.OfChunk<>(TaskContext.getPartitionId(), total));
      }
      return next != null;
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Row row = next;
      next = null;
      return row;
    }

    private Object features(SourceFile file) {
      byte[] bytes = FileBytes.read(fileSystems, file, 0, MOST_BYTES);
      input.fill(buffer, file.path(), PictureFile.read(file.path(), bytes));
      OnnxNetwork.Tensor output = opened.run(buffer, input.shape());
      for (float number : output.numbers()) {
        if (!Float.isFinite(number)) {
          throw new MalformedImageException(
              "the image %s makes the network give %s; check features.image.scale, mean and deviation, or take the image away"
                  .formatted(file.path(), number),
              null);
        }
      }
      return form.of(output);
    }
  }
}
