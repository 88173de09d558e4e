package org.ravel.table;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
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
  private NpyFiles() {}

  /**
   * Some rows of a file, which one task reads.
   *
   * @param names of their images; null without an index
   */
  record Part(SourceFile file, NpyHeader header, int first, int rows, List<String> names)
      implements Serializable {

    private long start() {
      return header.offset() + (long) first * header.rowBytes();
    }

    private int bytes() {
      return Math.multiplyExact(rows, header.rowBytes());
    }

    private boolean isLast() {
      return first + rows == header.rows();
    }
  }

  /**
   * The parts of files.
   *
   * @param index files with the names of the images, one for each file; none
   * @throws InputException if a file is none of NumPy's, or an index has more names or fewer
   */
  static List<Part> parts(
      Configuration hadoop,
      List<SourceFile> files,
      List<SourceFile> index,
      TableSettings settings) {
    List<SourceFile> partners = index.isEmpty() ? List.of() : IndexFiles.of(files, index);
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      SourceFile file = files.get(i);
      NpyHeader header =
          NpyHeader.parse(file.path(), FileBytes.read(hadoop, file, 0, NpyHeader.MOST));
      if (!file.compressed()) {
        requireBytes(file, header, file.bytes() - header.offset(), header.bytes());
      }
      List<String> names =
          index.isEmpty()
              ? null
              : IndexFiles.names(hadoop, partners.get(i), file, header, settings.malformed());
      // As many as fill a chunk, which would otherwise take in the next ones too.
      long bytes = Math.min(settings.chunkSize(), NpyHeader.MOST_ROW_BYTES);
      long together = Math.max(1, (bytes + header.rowBytes() - 1) / header.rowBytes());
      for (long first = 0; first < header.rows(); first += together) {
        int end = (int) Math.min(first + together, header.rows());
        // A part travels to an executor: the names must not take those of all others with them.
        List<String> own = names == null ? null : new ArrayList<>(names.subList((int) first, end));
        parts.add(new Part(file, header, (int) first, (int) (end - first), own));
      }
    }
    return parts;
  }

  /** The rows of parts, each with its file, the place of its part and that part's length behind. */
  static JavaRDD<Row> rows(JavaSparkContext spark, List<Part> parts) {
    return parts.isEmpty()
        ? spark.emptyRDD()
        : spark
            .parallelize(parts, parts.size())
            .flatMap(new ReadPart(new SerializableConfiguration(spark.hadoopConfiguration())));
  }

  /** What Spark's partitions hold, which the headers say. */
  static List<TablePart> counted(List<Part> parts) {
    return IntStream.range(0, parts.size())
        .mapToObj(
            partition -> {
              Part part = parts.get(partition);
              return new TablePart(
                  partition,
                  part.file().path(),
                  part.start(),
                  part.bytes(),
                  part.rows(),
                  0,
                  NpyRecords.NAMES);
            })
        .toList();
  }

  private static void requireBytes(SourceFile file, NpyHeader header, long bytes, long expected) {
    if (bytes < expected) {
      throw NpyHeader.refuse(
          file.path(),
          "is cut off: its header says that it has %s"
              .formatted(Phrases.count(header.rows(), "row")),
          "restore it");
    }
    if (bytes > expected) {
      throw NpyHeader.refuse(
          file.path(),
          "goes on behind the %s of its header".formatted(Phrases.count(header.rows(), "row")),
          "write each array to a file of its own");
    }
  }

  private record ReadPart(SerializableConfiguration hadoop) implements FlatMapFunction<Part, Row> {

    @Override
    public Iterator<Row> call(Part part) {
      Features features = new Features(hadoop.value(), part);
      return new Iterator<>() {
        private int row;

        @Override
        public boolean hasNext() {
          return row < part.rows();
        }

        @Override
        public Row next() {
          int own = row++;
          String name = part.names() == null ? null : part.names().get(own);
          Supplier<Values> values = () -> features.row(own);
          return RowFactory.create(
              name, values, part.file().path(), part.start(), (long) part.bytes());
        }
      };
    }
  }

  /** The features of a part, which are read for the first row that somebody asks for. */
  private static final class Features {
    private final Configuration hadoop;
    private final Part part;
    private byte[] bytes;

    Features(Configuration hadoop, Part part) {
      this.hadoop = hadoop;
      this.part = part;
    }

    Values row(int row) {
      if (bytes == null) {
        bytes = read();
      }
      return new Values.OfReals(part.header().width(), part.header().row(bytes, row));
    }

    private byte[] read() {
      int length = part.bytes();
      // The end of a compressed file is not known before it is read.
      int wanted = part.isLast() ? length + 1 : length;
      byte[] read = FileBytes.read(hadoop, part.file(), part.start(), wanted);
      requireBytes(part.file(), part.header(), read.length, length);
      return read;
    }
  }
}
