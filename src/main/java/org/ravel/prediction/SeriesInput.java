package org.ravel.prediction;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.ravel.config.ColumnsConfig;
import org.ravel.config.ConfigNames;
import org.ravel.config.CorpusFormat;
import org.ravel.config.OutputFormat;
import org.ravel.config.PredictionConfig;
import org.ravel.config.StoredConfig;
import org.ravel.error.ConfigurationException;
import org.ravel.series.SeriesTable;
import org.ravel.series.reading.SeriesReader;
import org.ravel.table.StepColumns;
import org.ravel.table.TableFormat;
import org.ravel.table.TableSettings;

/**
 * How files are read whose series a model goes on with: as in its training, where nothing else is
 * said.
 *
 * @param reader reads their rows
 * @param separator between columns; null for that of the format
 */
record SeriesInput(CorpusFormat format, SeriesReader reader, String separator, boolean header) {

  /**
   * That of a model.
   *
   * @param all what holds for the series that it was trained on
   * @throws ConfigurationException if the settings do not go with it
   */
  static SeriesInput of(PredictionConfig config, StoredConfig training, SeriesTable.Header all) {
    CorpusFormat trained = training.constant("corpus.format", CorpusFormat.class);
    CorpusFormat format = config.format() == null ? trained : config.format();
    if (format != CorpusFormat.CSV && format != CorpusFormat.PARQUET) {
      throw new ConfigurationException(
          "prediction.format is %s, but the model reads series; set csv or parquet"
              .formatted(ConfigNames.of(format)));
    }
    PredictionRules.requireForecasting(config);
    boolean same = format == trained;
    boolean wide = Boolean.TRUE.equals(training.flag("forecasting.wide"));
    String separator = config.separator();
    if (separator == null && same) {
      separator = training.text("corpus.columns.separator");
    }
    Boolean header = config.header();
    if (header == null && same) {
      header = training.flag("corpus.columns.header");
    }
    boolean isNamed = !Boolean.FALSE.equals(header);
    return new SeriesInput(
        format,
        new SeriesReader(columns(config, training, all, wide, separator, isNamed), wide),
        separator,
        isNamed);
  }

  private static ColumnsConfig columns(
      PredictionConfig config,
      StoredConfig training,
      SeriesTable.Header all,
      boolean wide,
      String separator,
      boolean header) {
    List<String> names = config.columns();
    if (names.isEmpty()) {
      names = new ArrayList<>(training.texts("corpus.columns.target"));
      names.addAll(training.texts("corpus.columns.input"));
      names.addAll(training.texts("corpus.columns.known"));
    } else if (!wide && names.size() != all.columns().size()) {
      throw new ConfigurationException(
          "prediction.columns is %s, but the model reads %d columns: %s; name as many, in this order"
              .formatted(names, all.columns().size(), String.join(", ", all.columns())));
    }
    int forecast = wide ? names.size() : all.forecast();
    int end = wide ? names.size() : names.size() - all.known();
    return new ColumnsConfig(
        names.subList(forecast, end),
        names.subList(0, forecast),
        null,
        names.subList(end, names.size()),
        config.sequence() == null ? training.text("corpus.columns.sequence") : config.sequence(),
        config.time() == null ? training.text("corpus.columns.time") : config.time(),
        separator,
        " ",
        header);
  }

  /** Which columns say what a row is. */
  StepColumns steps() {
    return new StepColumns(reader.columns().sequence(), reader.columns().time());
  }

  /** The name of the column with the series' names in the output. */
  String nameColumn() {
    String sequence = reader.columns().sequence();
    return sequence == null ? "series" : sequence;
  }

  /** What the output is written as. */
  OutputFormat outputFormat(PredictionConfig config) {
    if (config.outputFormat() != null) {
      return config.outputFormat();
    }
    return format == CorpusFormat.PARQUET ? OutputFormat.PARQUET : OutputFormat.CSV;
  }

  /** How the table is read. */
  TableSettings settings(PredictionConfig config) {
    TableFormat table = TableFormat.of(format);
    List<String> wanted =
        Stream.concat(
                reader.columns().values().stream(),
                Stream.of(steps().sequence(), steps().time()).filter(Objects::nonNull))
            .distinct()
            .toList();
    return new TableSettings(
        new TableSettings.Names(
            "predict", "prediction", "prediction.columns", "prediction.separator"),
        table,
        TableSettings.Layout.of(table, separator, header),
        new TableSettings.Wanted(wanted, TableSettings.Kind.NUMBERS),
        TableSettings.Use.EXAMPLES,
        config.malformed(),
        config.chunkSize().bytes());
  }
}
