package org.ravel.table;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.ravel.config.MalformedText;

/** Reads tables of text as Spark's tasks do, without Spark. */
public final class TextTables {
  private TextTables() {}

  /** How a table is read that {@code prepare} reads. */
  public static TableSettings settings(
      TableFormat format, TableSettings.Layout layout, MalformedText malformed, String... columns) {
    return new TableSettings(
        new TableSettings.Names("prepare", "corpus", "corpus.columns", "corpus.columns.separator"),
        format,
        layout,
        new TableSettings.Wanted(List.of(columns), TableSettings.Kind.STEPS),
        TableSettings.Use.EXAMPLES,
        malformed,
        1 << 20);
  }

  /** The records of a file with this text. */
  public static List<SourceRecord> read(TableSettings settings, String text) {
    List<SourceRecord> records = new ArrayList<>();
    whole(settings, text).forEachRemaining(records::add);
    return records;
  }

  /** The same, one after the other. */
  static WholeRecords whole(TableSettings settings, String text) {
    SourceRecords format =
        switch (settings.format()) {
          case TEXT, FILES -> new TextRecords(settings.malformed());
          case LINES -> new LineRecords(settings);
          case COLUMNS, CONLLU -> new ColumnRecords(settings);
          case CSV -> new CsvRecords(settings);
          case JSON -> new JsonRecords(settings);
          case PARQUET, NPY -> throw new IllegalArgumentException("tables are no text");
        };
    TablePart part = new TablePart(0, "file:/in/a.txt", 0, text.length(), 0, 0, List.of());
    Iterator<Row> lines =
        Arrays.stream(text.split("\n", -1))
            .map(line -> RowFactory.create((Object) line.getBytes(StandardCharsets.UTF_8)))
            .iterator();
    return new WholeRecords(format.read(part, lines), settings.malformed());
  }
}
