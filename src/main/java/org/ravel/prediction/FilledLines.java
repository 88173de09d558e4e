package org.ravel.prediction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.ravel.corpus.Vocabulary;
import org.ravel.error.ConfigurationException;
import org.ravel.table.FilledColumns;
import org.ravel.table.FilledColumns.Gaps;
import org.ravel.table.InputRow;
import org.ravel.table.TableFormat;

/**
 * The lines of the input with the label in its column. A label that training has put together of
 * several columns is divided again.
 *
 * @param cells by label, what goes into the columns
 */
record FilledLines(FilledColumns columns, List<List<String>> cells) implements RowOutput {

  /**
   * For a model's labels.
   *
   * @throws ConfigurationException if they do not fit into as many columns
   */
  static FilledLines of(PredictionInput input, Vocabulary labels) {
    List<String> given = input.labelColumns();
    List<String> ascending = FilledColumns.ascending(given);
    List<List<String>> cells = new ArrayList<>();
    for (int id = 0; id < labels.size(); id++) {
      String label = labels.token(id);
      List<String> parts = given.size() == 1 ? List.of(label) : Arrays.asList(label.split(" ", -1));
      if (parts.size() != given.size()) {
        throw new ConfigurationException(
            "prediction.label-columns is %s, but the label \"%s\" of the model has %d parts; name as many columns as it was trained on, or set prediction.output-format=json"
                .formatted(given, label, parts.size()));
      }
      cells.add(ascending.stream().map(column -> parts.get(given.indexOf(column))).toList());
    }
    return new FilledLines(
        new FilledColumns(TableFormat.of(input.format()), input.layout(), ascending), cells);
  }

  @Override
  public List<Row> head() {
    return List.of();
  }

  @Override
  public Gaps gaps(InputRow row) {
    return columns.gaps(row);
  }

  @Override
  public Row row(ReadRow read, RowAnswer answer) {
    List<String> values = new ArrayList<>();
    for (int label : answer.labels()) {
      values.addAll(cells.get(label));
    }
    return RowFactory.create(read.gaps().fill(values));
  }
}
