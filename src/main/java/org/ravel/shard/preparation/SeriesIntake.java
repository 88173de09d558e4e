package org.ravel.shard.preparation;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.ravel.config.ColumnsConfig;
import org.ravel.config.CorpusConfig;
import org.ravel.config.ForecastingConfig;
import org.ravel.config.Frequency;
import org.ravel.config.RavelConfig;
import org.ravel.config.Split;
import org.ravel.corpus.SourceFile;
import org.ravel.corpus.SourceListing;
import org.ravel.corpus.Vocabulary;
import org.ravel.error.ConfigurationException;
import org.ravel.error.InputException;
import org.ravel.sequence.Horizon;
import org.ravel.series.SeriesTable;
import org.ravel.series.TimeGrid;
import org.ravel.series.reading.KnownSeriesDivision;
import org.ravel.series.reading.SeriesDivision;
import org.ravel.series.reading.SeriesFitting;
import org.ravel.series.reading.SeriesReader;
import org.ravel.shard.ShardSet;
import org.ravel.spark.SparkJob;
import org.ravel.storage.Storage;
import org.ravel.table.CountedTable;
import org.ravel.table.GatheredSequences;
import org.ravel.table.InputRow;
import org.ravel.table.StepColumns;
import org.ravel.table.StepTime;
import org.ravel.table.TableFormat;
import org.ravel.table.TableSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Windows of series out of rows. Spark brings the rows of a series together. Their distances are
 * counted first, where the frequency is to be found; then each series is divided and its scaling
 * fitted; then its windows are written.
 */
final class SeriesIntake implements Intake {
  private static final Logger LOG = LoggerFactory.getLogger(SeriesIntake.class);

  /** A year, a month, and a day if any, one after the other. */
  private static final Pattern DIGITS_OF_DATE =
      Pattern.compile("(19|20)\\d\\d(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01])?");

  private final SparkSession session;
  private final JavaSparkContext spark;
  private final Storage storage;
  private final RavelConfig config;

  SeriesIntake(SparkSession session, Storage storage, RavelConfig config) {
    this.session = session;
    this.spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    this.storage = storage;
    this.config = config;
  }

  @Override
  public Map<String, Vocabulary> given() {
    return Map.of();
  }

  @Override
  public List<SourceFile> list() {
    return SourceListing.list(storage, "corpus.input", config.corpus().input());
  }

  @Override
  public Counted further(List<SourceFile> files, ShardSet before) {
    if (config.forecasting().testFrom() != null) {
      throw new ConfigurationException(
          "forecasting.test-from is %s, a date after which all is the test split, so that nothing of what has come could be learned; prepare the whole input again with --overwrite, or with forecasting.validation-from and test-from null, for shares of split.validation and split.test"
              .formatted(config.forecasting().testFrom()));
    }
    SeriesTable known = before.series().orElseThrow();
    CountedTable table = CountedTable.open(session, files, settings(config.corpus()));
    try {
      ColumnsConfig columns = config.corpus().columns();
      JavaRDD<InputRow> rows = rows(table, columns);
      SeriesReader reader = new SeriesReader(columns, config.forecasting().wide());
      SeriesRows read = new SeriesRows(reader, sources(files), config.corpus().malformed());
      SeriesFitting rules =
          new SeriesFitting(
              reader,
              known.grid(),
              before.manifest().schema().horizon(),
              config.forecasting(),
              config.scaling().rule(),
              config.split(),
              config.shards().sequenceLength());
      Map<String, SeriesTable.Entry> entries = new LinkedHashMap<>();
      known.series().forEach(entry -> entries.put(entry.name(), entry));
      SeriesDivision division = new KnownSeriesDivision(rules, new HashMap<>(entries));
      List<CountedChunk> chunks = fit(rows, read, rules, division);
      chunks.forEach(chunk -> chunk.series().forEach(entry -> entries.put(entry.name(), entry)));
      SeriesTable all = new SeriesTable(known.all(), List.copyOf(entries.values()));
      return new CountedSeries(spark, table, rows, files, read, rules, division, chunks, all);
    } catch (RuntimeException e) {
      table.close();
      throw e;
    }
  }

  /** Those of a series together. */
  private JavaRDD<InputRow> rows(CountedTable table, ColumnsConfig columns) {
    return GatheredSequences.of(
            spark, table, new StepColumns(columns.sequence(), columns.time()), Map.of())
        .rows();
  }

  private List<CountedChunk> fit(
      JavaRDD<InputRow> rows, SeriesRows read, SeriesFitting rules, SeriesDivision division) {
    return SparkJob.run(
        spark,
        "prepare: fit scaling of series",
        () -> rows.mapPartitions(new FitSeries(read, rules, division)).collect());
  }

  @Override
  public Counted first(List<SourceFile> files, Map<String, Vocabulary> given) {
    CountedTable table = CountedTable.open(session, files, settings(config.corpus()));
    try {
      ColumnsConfig columns = config.corpus().columns();
      JavaRDD<InputRow> rows = rows(table, columns);
      SeriesReader reader = new SeriesReader(columns, config.forecasting().wide());
      SeriesRows read = new SeriesRows(reader, sources(files), config.corpus().malformed());
      TimeGrid grid = new TimeGrid(frequency(rows, read));
      requireDates(grid);
      SeriesFitting rules = rules(reader, grid, false);
      List<CountedChunk> chunks = fit(rows, read, rules, rules);
      List<SeriesTable.Entry> entries =
          chunks.stream().flatMap(chunk -> chunk.series().stream()).toList();
      requireSeries(chunks, entries);
      warnOfDates(grid, entries);
      boolean gaps = entries.stream().anyMatch(entry -> entry.missing() > 0);
      SeriesTable all =
          new SeriesTable(
              SeriesTable.Header.of(
                  entries.size(),
                  reader.names(),
                  rules.horizon().forecast(),
                  rules.horizon().known(),
                  grid.frequency(),
                  rules.horizon().season(),
                  config.forecasting().transform()),
              entries);
      SeriesFitting whole = rules(reader, grid, gaps);
      return new CountedSeries(spark, table, rows, files, read, whole, whole, chunks, all);
    } catch (RuntimeException e) {
      table.close();
      throw e;
    }
  }

  private static Map<String, Integer> sources(List<SourceFile> files) {
    Map<String, Integer> numbers = new HashMap<>();
    files.forEach(file -> numbers.put(file.path(), numbers.size()));
    return numbers;
  }

  private void requireSeries(List<CountedChunk> chunks, List<SeriesTable.Entry> entries) {
    if (entries.isEmpty()) {
      throw nothingLeft(chunks.stream().mapToLong(chunk -> chunk.examples().skipped()).sum());
    }
    for (Split split : List.of(Split.VALIDATION, Split.TEST)) {
      boolean wanted =
          config.forecasting().testFrom() != null
              || (split == Split.TEST ? config.split().test() : config.split().validation()) > 0;
      if (wanted && chunks.stream().allMatch(chunk -> chunk.examples().examples(split) == 0)) {
        LOG.warn(
            "the {} part of no series is as long as forecasting.horizon: there will be no {} split",
            split.key(),
            split.key());
      }
    }
    List<String> constant =
        entries.stream()
            .filter(entry -> entry.seasonalErrors().contains(0.0))
            .map(SeriesTable.Entry::name)
            .toList();
    if (!constant.isEmpty()) {
      LOG.warn(
          "{} of {} series repeat their season exactly in their training part, such as {}: their scaled errors (MASE, MSIS) are undefined",
          constant.size(),
          entries.size(),
          constant.get(0));
    }
  }

  private static InputException nothingLeft(long skipped) {
    return new InputException(
        "the input has no series to learn from: %,d are left out as malformed; check corpus.input, or set corpus.malformed=fail to see why"
            .formatted(skipped));
  }

  /** Numbers such as 20240101 are hardly meant as such. */
  private static void warnOfDates(TimeGrid grid, List<SeriesTable.Entry> entries) {
    boolean areDates =
        grid.frequency().unit() == Frequency.Unit.STEP
            && entries.stream()
                .allMatch(
                    entry ->
                        DIGITS_OF_DATE.matcher(entry.first()).matches()
                            && DIGITS_OF_DATE.matcher(entry.last()).matches());
    if (areDates) {
      LOG.warn(
          "times such as {} look like dates, but are read as plain numbers; write dates as in 2024-01-31",
          entries.get(0).first());
    }
  }

  /** The frequency as configured, or as it is found. */
  private Frequency frequency(JavaRDD<InputRow> rows, SeriesRows read) {
    ForecastingConfig forecasting = config.forecasting();
    if (!forecasting.findsFrequency()) {
      return Frequency.parse(forecasting.frequency()).orElseThrow();
    }
    List<ChunkDistances> chunks =
        SparkJob.run(
            spark,
            "prepare: distances of times",
            () -> rows.mapPartitions(new CountDistances(read)).collect());
    ChunkDistances all =
        chunks.stream()
            .reduce(ChunkDistances::plus)
            .orElseThrow(() -> new IllegalStateException("a table has a chunk"));
    if (all.series() == 0) {
      throw nothingLeft(all.skipped());
    }
    return all.distances()
        .mostFrequent()
        .orElseThrow(
            () ->
                new InputException(
                    "no series of the input has two times that are whole seconds or numbers apart, so that no frequency is found; set forecasting.frequency, or check corpus.columns.sequence and time"));
  }

  /** Refuses dates that divide nothing. */
  private void requireDates(TimeGrid grid) {
    ForecastingConfig forecasting = config.forecasting();
    if (forecasting.testFrom() == null) {
      return;
    }
    BigDecimal validation = date("forecasting.validation-from", forecasting.validationFrom(), grid);
    BigDecimal test = date("forecasting.test-from", forecasting.testFrom(), grid);
    if (validation.compareTo(test) > 0) {
      throw new ConfigurationException(
          "forecasting.validation-from is %s but must not be after forecasting.test-from, which is %s; set it in the configuration file or with --set forecasting.validation-from=…"
              .formatted(forecasting.validationFrom(), forecasting.testFrom()));
    }
  }

  private static BigDecimal date(String key, String text, TimeGrid grid) {
    StepTime time = StepTime.of(text);
    boolean isDate = grid.frequency().unit() != Frequency.Unit.STEP;
    if (time == null || time.isDate() != isDate) {
      throw new ConfigurationException(
          "%s is \"%s\" but must be %s, as the times of the series are; set it in the configuration file or with --set %s=…"
              .formatted(key, text, isDate ? "a date or timestamp" : "a plain number", key));
    }
    return time.value();
  }

  private SeriesFitting rules(SeriesReader reader, TimeGrid grid, boolean gaps) {
    ForecastingConfig forecasting = config.forecasting();
    int season = forecasting.season() > 0 ? forecasting.season() : grid.frequency().season();
    if (forecasting.predict() == ForecastingConfig.Predict.SEASONAL_CHANGE
        && forecasting.context() < season) {
      throw new ConfigurationException(
          "forecasting.context is %d but must be at least a season of %d values at a distance of %s, with forecasting.predict = seasonal-change; set it in the configuration file or with --set forecasting.context=…"
              .formatted(forecasting.context(), season, grid.frequency()));
    }
    int forecast = reader.forecast();
    int known = config.corpus().columns().known().size();
    Horizon horizon =
        new Horizon(
            forecasting.context(),
            forecasting.horizon(),
            forecast,
            reader.names().size() - forecast - known,
            known,
            gaps,
            switch (forecasting.predict()) {
              case VALUE -> Horizon.Base.VALUE;
              case CHANGE -> Horizon.Base.CHANGE;
              case SEASONAL_CHANGE -> Horizon.Base.SEASONAL_CHANGE;
            },
            season,
            forecasting.read() == ForecastingConfig.Read.CHANGE);
    return new SeriesFitting(
        reader,
        grid,
        horizon,
        forecasting,
        config.scaling().rule(),
        config.split(),
        config.shards().sequenceLength());
  }

  private static TableSettings settings(CorpusConfig corpus) {
    TableFormat format = TableFormat.of(corpus.format());
    ColumnsConfig columns = corpus.columns();
    Set<String> names = new LinkedHashSet<>(columns.values());
    for (String name : Arrays.asList(columns.sequence(), columns.time())) {
      if (name != null) {
        names.add(name);
      }
    }
    return new TableSettings(
        new TableSettings.Names("prepare", "corpus", "corpus.columns", "corpus.columns.separator"),
        format,
        TableSettings.Layout.of(format, columns.separator(), columns.header()),
        new TableSettings.Wanted(List.copyOf(names), TableSettings.Kind.NUMBERS),
        TableSettings.Use.EXAMPLES,
        corpus.malformed(),
        corpus.chunkSize().bytes());
  }
}
