package org.ravel.shard.preparation;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.ravel.config.ColumnsConfig;
import org.ravel.config.CorpusConfig;
import org.ravel.config.ForecastingConfig;
import org.ravel.config.Frequency;
import org.ravel.config.RavelConfig;
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
import org.ravel.spark.Partitions;
import org.ravel.spark.SparkJob;
import org.ravel.storage.Storage;
import org.ravel.table.CountedTable;
import org.ravel.table.GatheredSequences;
import org.ravel.table.InputRow;
import org.ravel.table.StepColumns;
import org.ravel.table.TableFormat;
import org.ravel.table.TableSettings;

/**
 * Windows of series out of rows. Spark brings the rows of a series together. Their distances are
 * counted first, where the frequency is to be found; then each series is divided and its scaling
 * fitted; then its windows are written.
 */
final class SeriesIntake implements Intake {
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
      SeriesChecks.warnOfTooFew(chunks);
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
        () -> Partitions.collect(Partitions.map(rows, new FitSeries(read, rules, division))));
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
      SeriesChecks checks = new SeriesChecks(config);
      checks.requireDates(grid);
      SeriesFitting rules = rules(reader, grid, false);
      List<CountedChunk> chunks = fit(rows, read, rules, rules);
      List<SeriesTable.Entry> entries =
          chunks.stream().flatMap(chunk -> chunk.series().stream()).toList();
      checks.requireSeries(chunks, entries);
      SeriesChecks.warnOfDates(grid, entries);
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
            () -> Partitions.collect(Partitions.map(rows, new CountDistances(read))));
    ChunkDistances all =
        chunks.stream()
            .reduce(ChunkDistances::plus)
            .orElseThrow(() -> new IllegalStateException("a table has a chunk"));
    if (all.series() == 0) {
      throw SeriesChecks.nothingLeft(all.skipped());
    }
    return all.distances()
        .mostFrequent()
        .orElseThrow(
            () ->
                new InputException(
                    "no series of the input has two times that are whole seconds or numbers apart, so that no frequency is found; set forecasting.frequency, or check corpus.columns.sequence and time"));
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
