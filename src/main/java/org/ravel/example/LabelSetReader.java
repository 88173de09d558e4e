package org.ravel.example;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.ravel.config.ColumnsConfig;
import org.ravel.config.CorpusFormat;
import org.ravel.table.SourceRecord;

/**
 * Reads the set of labels of a record: a list of them, or a text with a separator between two.
 * Those of several columns are put together.
 *
 * @param absent whether a column that holds nothing is an empty set: in files that have no other
 *     way to say so
 */
record LabelSetReader(List<String> columns, String separator, boolean absent)
    implements Serializable {

  static LabelSetReader of(ColumnsConfig columns, CorpusFormat format) {
    return new LabelSetReader(
        columns.target(),
        columns.labelSeparator(),
        format == CorpusFormat.CSV || format == CorpusFormat.LINES);
  }

  /** The labels, each once, in an order of their own. */
  List<String> read(SourceRecord record) throws MalformedExample {
    SortedSet<String> labels = new TreeSet<>();
    for (String column : columns) {
      add(record.value(column), column, labels);
    }
    return List.copyOf(labels);
  }

  private void add(Object value, String column, SortedSet<String> labels) throws MalformedExample {
    if (value == null && !absent) {
      throw new MalformedExample(
          "has nothing in column %s; an empty list says that there is no label".formatted(column));
    }
    for (String label : labels(value, column)) {
      String stripped = label.strip();
      if (stripped.isEmpty()) {
        throw new MalformedExample("has an empty label in column %s".formatted(column));
      }
      labels.add(stripped);
    }
  }

  private List<String> labels(Object value, String column) throws MalformedExample {
    if (value == null || (value instanceof String text && text.isBlank())) {
      return List.of();
    }
    if (value instanceof String text) {
      // An empty part at the end is one, too.
      return List.of(text.split(Pattern.quote(separator), -1));
    }
    List<?> list = TokenReader.list(value).orElse(null);
    if (list == null) {
      return List.of(label(value, column));
    }
    List<String> labels = new ArrayList<>();
    for (Object each : list) {
      labels.add(label(each, column));
    }
    return labels;
  }

  private static String label(Object value, String column) throws MalformedExample {
    if (value instanceof String || TokenReader.isId(value)) {
      return String.valueOf(value);
    }
    throw new MalformedExample(
        "has %s in column %s, which must be a list of labels, or a text".formatted(value, column));
  }
}
