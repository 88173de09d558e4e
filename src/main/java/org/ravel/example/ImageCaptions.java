package org.ravel.example;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction2;
import org.apache.spark.api.java.function.PairFunction;
import org.apache.spark.storage.StorageLevel;
import org.ravel.config.CorpusConfig;
import org.ravel.config.MalformedText;
import org.ravel.error.InputException;
import org.ravel.spark.SparkJob;
import org.ravel.table.CountedTable;
import org.ravel.table.InputRow;
import org.ravel.table.SourceRecord;
import org.ravel.table.TableFormat;
import org.ravel.table.TableSettings;
import org.ravel.wording.Phrases;
import scala.Tuple2;

/**
 * Captions from files of their own, by the names of their images. The captions move to where the
 * images are, whose features are far larger and stay.
 */
final class ImageCaptions implements AutoCloseable {
  /** The column that an image's captions are added as. */
  static final String COLUMN = "captions";

  /** The columns of the lines with captions. */
  private static final String IMAGE = "1";

  private static final String CAPTION = "2";

  private final CountedTable lines;
  private final JavaRDD<Found> found;

  /** Captions without an image. */
  private final long alone;

  private ImageCaptions(CountedTable lines, JavaRDD<Found> found, long alone) {
    this.lines = lines;
    this.found = found;
    this.alone = alone;
  }

  /** A line with a caption: its number in the whole input, and its place there for messages. */
  private record Line(long number, String file, long place, long offset, String caption)
      implements Serializable {

    String shown() {
      return "%s: row %d from offset %d".formatted(file, place, offset);
    }
  }

  /**
   * An image's name, wherever it stands.
   *
   * @param rows numbers of the rows that have it
   * @param captions of it
   */
  private record Found(String image, List<Long> rows, List<Line> captions) implements Serializable {

    boolean isTwice() {
      return rows.size() > 1;
    }

    boolean hasNoRow() {
      return rows.isEmpty();
    }
  }

  /** How the lines with captions are read. */
  static TableSettings settings(CorpusConfig config) {
    return new TableSettings(
        new TableSettings.Names(
            "prepare", "corpus.captions", "the columns of corpus.captions.input", null),
        TableFormat.LINES,
        TableSettings.Layout.of(TableFormat.LINES, null, false),
        new TableSettings.Wanted(List.of(IMAGE, CAPTION), TableSettings.Kind.TEXT),
        TableSettings.Use.EXAMPLES,
        config.malformed(),
        config.chunkSize().bytes());
  }

  /**
   * Joins captions to images.
   *
   * @param captions is closed with what is returned
   * @param column that names the image of each row
   * @throws InputException if two rows have the same image, or captions have none and that is not
   *     allowed
   */
  static ImageCaptions of(
      JavaSparkContext spark,
      CountedTable images,
      CountedTable captions,
      String column,
      MalformedText malformed) {
    return SparkJob.run(
        spark,
        "prepare: join captions",
        () -> {
          JavaRDD<Found> found =
              images
                  .rows()
                  .mapToPair(new RowOf(column))
                  .cogroup(captions.rows().mapToPair(new LineOf()))
                  .map(pair -> found(pair._1(), pair._2()._1(), pair._2()._2()))
                  .persist(StorageLevel.MEMORY_AND_DISK());
          try {
            requireOnce(found);
            return new ImageCaptions(captions, found, alone(found, malformed));
          } catch (RuntimeException e) {
            found.unpersist(false);
            throw e;
          }
        });
  }

  private static Found found(String image, Iterable<Long> rows, Iterable<Line> lines) {
    List<Long> numbers = new ArrayList<>();
    rows.forEach(numbers::add);
    List<Line> captions = new ArrayList<>();
    lines.forEach(captions::add);
    captions.sort(Comparator.comparing(Line::number));
    return new Found(image, numbers, captions);
  }

  private static void requireOnce(JavaRDD<Found> found) {
    List<String> twice = found.filter(Found::isTwice).map(Found::image).takeOrdered(1);
    if (!twice.isEmpty()) {
      throw new InputException(
          "corpus.input has the image %s in two rows or more, so that nobody knows whose its captions are; leave one of them out"
              .formatted(Phrases.shown(twice.get(0))));
    }
  }

  /** Captions without an image, which are left out or refused. */
  private static long alone(JavaRDD<Found> found, MalformedText malformed) {
    JavaRDD<Line> alone = found.filter(Found::hasNoRow).flatMap(one -> one.captions().iterator());
    long count = alone.count();
    if (count > 0 && malformed != MalformedText.SKIP) {
      Line first = alone.min(new ByNumber());
      throw new InputException(
          "%s is the first of %s whose image is not in corpus.input: \"%s\"; add the images, or set corpus.malformed=skip"
              .formatted(
                  first.shown(), Phrases.count(count, "caption"), Phrases.shown(first.caption())));
    }
    return count;
  }

  /** The images with their captions, as a list of texts in another column. */
  JavaRDD<InputRow> rows(CountedTable images) {
    JavaPairRDD<Long, List<String>> byRow =
        found
            .filter(one -> !one.hasNoRow())
            .mapToPair(
                one ->
                    new Tuple2<>(
                        one.rows().get(0), one.captions().stream().map(Line::caption).toList()));
    return images.rows().zipPartitions(images.inOrder(byRow), new Join());
  }

  /** How many captions are left out. */
  long skipped() {
    return lines.skipped() + alone;
  }

  @Override
  public void close() {
    found.unpersist(false);
    lines.close();
  }

  private static final class ByNumber implements Comparator<Line>, Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public int compare(Line a, Line b) {
      return Long.compare(a.number(), b.number());
    }
  }

  /** The number of a row by its image; a row without a name has one of its own. */
  private record RowOf(String column) implements PairFunction<InputRow, String, Long> {

    @Override
    public Tuple2<String, Long> call(InputRow row) {
      Object image = row.record().value(column);
      return new Tuple2<>(image == null ? "\n" + row.number() : image.toString(), row.number());
    }
  }

  private record LineOf() implements PairFunction<InputRow, String, Line> {

    @Override
    public Tuple2<String, Line> call(InputRow row) {
      SourceRecord record = row.record();
      String caption = (String) record.value(CAPTION);
      return new Tuple2<>(
          (String) record.value(IMAGE),
          new Line(
              row.number(),
              row.part().file(),
              row.place(),
              row.part().start(),
              caption.endsWith("\r") ? caption.substring(0, caption.length() - 1) : caption));
    }
  }

  /** Puts captions beside the columns of their image. */
  private record Join()
      implements FlatMapFunction2<
          Iterator<InputRow>, Iterator<Tuple2<Long, List<String>>>, InputRow> {

    @Override
    public Iterator<InputRow> call(
        Iterator<InputRow> rows, Iterator<Tuple2<Long, List<String>>> captions) {
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return rows.hasNext();
        }

        @Override
        public InputRow next() {
          InputRow row = rows.next();
          Tuple2<Long, List<String>> own = captions.next();
          if (own._1() != row.number()) {
            throw new IllegalStateException(
                "captions of row %d were to be joined to row %d".formatted(own._1(), row.number()));
          }
          List<String> names = new ArrayList<>(row.record().names());
          names.add(COLUMN);
          List<Object> values = new ArrayList<>(row.record().values());
          values.add(own._2());
          return new InputRow(
              row.number(), row.part(), row.place(), new SourceRecord(null, names, values));
        }
      };
    }
  }
}
