package org.ravel.table;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.util.SerializableConfiguration;
import org.ravel.corpus.FileBytes;
import org.ravel.corpus.SourceFile;
import org.ravel.error.InputException;
import org.ravel.sequence.Values;
import org.ravel.wording.Phrases;

/** Rows of {@code .npy} files: the features of an image each. */
final class NpyFiles {
  /** An index of more bytes than this is read in one piece nowhere. */
  private static final int MOST_INDEX = 1 << 30;

  private NpyFiles() {}

  /**
   * Some rows of a file, which one task reads.
   *
   * @param names of their images; null without an index
   */
  private record Part(SourceFile file, NpyHeader header, int first, int rows, List<String> names)
      implements Serializable {}

  /**
   * The rows of files, each with its file, the place of its part and that part's length behind it.
   *
   * @param index files with the names of the images, one for each file in its order; none
   * @throws InputException if a file is none of NumPy's, or an index has more names or fewer
   */
  static JavaRDD<Row> rows(
      JavaSparkContext spark, List<SourceFile> files, List<SourceFile> index, long chunkSize) {
    if (!index.isEmpty() && index.size() != files.size()) {
      throw new InputException(
          "corpus.captions.index names %s but corpus.input has %,d; name one for each .npy file, so that both are in the same order of their paths"
              .formatted(Phrases.count(index.size(), "file"), files.size()));
    }
    Configuration hadoop = spark.hadoopConfiguration();
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      SourceFile file = files.get(i);
      NpyHeader header =
          NpyHeader.parse(file.path(), FileBytes.read(hadoop, file, 0, NpyHeader.MOST));
      List<String> names = index.isEmpty() ? null : names(hadoop, index.get(i), file, header);
      // As many as fill a chunk, which would otherwise take in the next ones too.
      long bytes = Math.min(chunkSize, 1 << 30);
      int together = (int) Math.max(1, (bytes + header.rowBytes() - 1) / header.rowBytes());
      for (int first = 0; first < header.rows(); first += together) {
        int end = Math.min(first + together, header.rows());
        // A part travels to an executor: the names must not take those of all others with them.
        List<String> own = names == null ? null : new ArrayList<>(names.subList(first, end));
        parts.add(new Part(file, header, first, end - first, own));
      }
    }
    return parts.isEmpty()
        ? spark.emptyRDD()
        : spark
            .parallelize(parts, parts.size())
            .flatMap(new ReadPart(new SerializableConfiguration(hadoop)));
  }

  private static List<String> names(
      Configuration hadoop, SourceFile index, SourceFile file, NpyHeader header) {
    String text = new String(FileBytes.read(hadoop, index, 0, MOST_INDEX), StandardCharsets.UTF_8);
    List<String> names = text.lines().map(String::strip).toList();
    if (names.size() != header.rows()) {
      throw new InputException(
          "%s names %s but %s has %,d; correct the files, or name one index for each .npy file, so that both are in the same order of their paths"
              .formatted(
                  index.path(), Phrases.count(names.size(), "image"), file.path(), header.rows()));
    }
    return names;
  }

  private record ReadPart(SerializableConfiguration hadoop) implements FlatMapFunction<Part, Row> {

    @Override
    public Iterator<Row> call(Part part) {
      NpyHeader header = part.header();
      long start = header.offset() + (long) part.first() * header.rowBytes();
      int length = Math.multiplyExact(part.rows(), header.rowBytes());
      byte[] bytes = FileBytes.read(hadoop.value(), part.file(), start, length);
      if (bytes.length < length) {
        throw NpyHeader.refuse(
            part.file().path(),
            "is cut off: its header says that it has %s"
                .formatted(Phrases.count(header.rows(), "row")),
            "restore it");
      }
      return new Iterator<>() {
        private int row;

        @Override
        public boolean hasNext() {
          return row < part.rows();
        }

        @Override
        public Row next() {
          Values features = new Values.OfReals(header.width(), header.row(bytes, row));
          String name = part.names() == null ? null : part.names().get(row);
          row++;
          return RowFactory.create(name, features, part.file().path(), start, (long) length);
        }
      };
    }
  }
}
