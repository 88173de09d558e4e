package org.ravel.prediction;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.ravel.config.OutputFormat;
import org.ravel.error.ConfigurationException;
import org.ravel.network.head.RealPrediction;
import org.ravel.sequence.Horizon;
import org.ravel.series.reading.SeriesEnd;
import org.ravel.table.OutputColumns;
import org.ravel.table.SourceRecord;

/**
 * What is written of forecasts: a row for each series and step of the horizon, with its time, and
 * for each column that is forecast the value and its quantiles, in the units of the input.
 *
 * @param levels of the quantiles
 * @param output the columns
 */
record ForecastColumns(Horizon horizon, List<Double> levels, OutputColumns output)
    implements Serializable {
  private static final String STEP = "step";

  /**
   * Of a model.
   *
   * @param names of the columns that are forecast
   * @throws ConfigurationException if two columns would have the same name
   */
  static ForecastColumns of(
      Horizon horizon,
      List<String> names,
      List<Double> levels,
      SeriesInput input,
      OutputFormat format,
      String prefix) {
    StructType said =
        new StructType()
            .add(input.nameColumn(), DataTypes.StringType)
            .add(input.steps().time(), DataTypes.StringType);
    StructType added = new StructType().add(prefix + STEP, DataTypes.IntegerType);
    for (String name : names) {
      added = added.add(prefix + name, DataTypes.DoubleType);
      for (double level : levels) {
        added = added.add("%s%s_q%s".formatted(prefix, name, level), DataTypes.DoubleType);
      }
    }
    List<String> all = new ArrayList<>(Arrays.asList(said.fieldNames()));
    all.addAll(Arrays.asList(added.fieldNames()));
    if (all.stream().distinct().count() < all.size()) {
      throw new ConfigurationException(
          "the columns of the forecasts would be %s, two of which have the same name; set prediction.prefix"
              .formatted(all));
    }
    return new ForecastColumns(horizon, levels, new OutputColumns(said, added, format, false));
  }

  /** What stands before the rows of each file. */
  List<Row> head() {
    return output.head();
  }

  /**
   * The rows of a series.
   *
   * @param row of the prediction
   */
  List<Row> rows(SeriesEnd end, RealPrediction prediction, int row) {
    List<Row> rows = new ArrayList<>(horizon.steps());
    for (int ahead = 1; ahead <= horizon.steps(); ahead++) {
      List<Object> values = new ArrayList<>();
      values.add(ahead);
      for (int feature = 0; feature < horizon.forecast(); feature++) {
        add(end, prediction, row, ahead, feature, values);
      }
      SourceRecord record =
          new SourceRecord(
              null, List.of(output.kept().fieldNames()), List.of(end.name(), end.time(ahead)));
      rows.add(output.row(record, values));
    }
    return rows;
  }

  private void add(
      SeriesEnd end,
      RealPrediction prediction,
      int row,
      int ahead,
      int feature,
      List<Object> values) {
    int origin = horizon.read(end.window()) - 1;
    int number = (ahead - 1) * horizon.forecast() + feature;
    double base = horizon.base(end.window(), origin, ahead, feature);
    values.add(inUnits(end, feature, base + prediction.mean(row, origin, number)));
    for (double level : levels) {
      values.add(inUnits(end, feature, base + prediction.quantile(row, origin, number, level)));
    }
  }

  /** Null where what a change would be added to is not known, or the result is beyond doubles. */
  private static Double inUnits(SeriesEnd end, int feature, double scaled) {
    double value = end.series().inUnits(0, feature, scaled);
    return Double.isFinite(value) ? value : null;
  }
}
