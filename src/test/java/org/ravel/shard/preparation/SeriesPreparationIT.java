package org.ravel.shard.preparation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ravel.config.ConfigLoader;
import org.ravel.config.Split;
import org.ravel.error.ConfigurationException;
import org.ravel.error.InputException;
import org.ravel.sequence.Example;
import org.ravel.sequence.Horizon;
import org.ravel.sequence.Values;
import org.ravel.series.SeriesTable;
import org.ravel.shard.Manifest;
import org.ravel.shard.ShardSet;
import org.ravel.shard.file.ExampleReader;
import org.ravel.shard.series.SeriesStretches;
import org.ravel.shard.series.Stretch;
import org.ravel.spark.BroadcastScope;
import org.ravel.storage.Storage;
import org.ravel.testing.CapturedLog;
import org.ravel.testing.SparkFixture;
import org.ravel.training.TrainingSize;

/** Windows of series, beside what is written down by hand. */
class SeriesPreparationIT {
  private final SparkSession spark = SparkFixture.session();
  private final Configuration hadoop = new Configuration();
  private final Storage storage = new Storage(hadoop);

  @TempDir Path folder;

  /** Rows of two series in two files, none in order, with a day that is missing. */
  @Test
  void longRowsBecomeWindowsOfEachSeriesAndSplit() throws IOException {
    Files.createDirectories(folder.resolve("in"));
    Files.writeString(
        folder.resolve("in/1.csv"),
        "item,day,sold,price\nb,2021-03-02,20,1\na,2021-03-01,1,5\nb,2021-03-01,10,1\n"
            + "a,2021-03-02,2,5\na,2021-03-05,5,5\nb,2021-03-03,30,1\n");
    Files.writeString(
        folder.resolve("in/2.csv"),
        "item,day,sold,price\na,2021-03-06,6,6\nb,2021-03-04,40,1\na,2021-03-04,4,5\n"
            + "a,2021-03-07,7,6\na,2021-03-08,8,7\nb,2021-03-05,50,1\n");
    Map<String, String> settings =
        settings(
            Map.of(
                "corpus.columns.sequence", "item",
                "corpus.columns.time", "day",
                "corpus.columns.target", "[sold]",
                "corpus.columns.input", "[price]",
                "forecasting.context", "2",
                "forecasting.season", "1",
                "scaling.rule", "none",
                "shards.sequence-length", "3",
                "split.validation", "0",
                "split.test", "0.25"));
    Manifest manifest = prepare(settings);
    ShardSet shards = ShardSet.open(storage, settings.get("shards.path"));
    assertThat(manifest.schema().horizon())
        .isEqualTo(new Horizon(2, 1, 1, 1, 0, true, Horizon.Base.VALUE, 1));
    SeriesTable table = shards.series().orElseThrow();
    assertThat(table.all().columns()).containsExactly("sold", "price");
    assertThat(table.all().frequency()).isEqualTo("1 day");
    // In the order of their first rows.
    assertThat(table.series()).extracting(SeriesTable.Entry::name).containsExactly("b", "a");
    assertThat(table.series().get(1).values()).isEqualTo(8);
    assertThat(table.series().get(1).missing()).isEqualTo(2);
    assertThat(table.series().get(0).seasonalErrors()).containsExactly(10.0);
    assertThat(windows(shards, Split.TRAIN))
        .containsExactly(
            "0 2021-03-01: 10 1 20 1 30 1",
            // Three of five values of b are for training, and six of the eight of a.
            "1 2021-03-01: 1 5 2 5 NaN NaN 4 5",
            "1 2021-03-03: NaN NaN 4 5 5 5 6 6");
    assertThat(windows(shards, Split.TEST))
        .containsExactly("0 2021-03-02: 20 1 30 1 40 1 50 1", "1 2021-03-05: 5 5 6 6 7 6 8 7");
    assertThat(manifest.splits().get(Split.TRAIN).targets()).isEqualTo(4);
    assertThat(manifest.splits().get(Split.TEST).targets()).isEqualTo(4);
  }

  @Test
  void columnsOfAWideTableAreSeriesAndDatesDivideThem() {
    spark
        .range(12)
        .selectExpr(
            "add_months(date'2020-01-01', cast(id as int)) as time",
            "cast(id as double) as x",
            "cast(100 - id as int) as y")
        .repartition(3)
        .write()
        .mode(SaveMode.Overwrite)
        .parquet(folder.resolve("in").toUri().toString());
    Map<String, String> settings =
        settings(
            Map.of(
                "corpus.format", "parquet",
                "corpus.columns.time", "time",
                "corpus.columns.target", "[x, y]",
                "forecasting.wide", "true",
                "forecasting.context", "2",
                "forecasting.horizon", "2",
                "forecasting.validation-from", "2020-09-01",
                "forecasting.test-from", "2020-11-01",
                "scaling.rule", "min-max"));
    prepare(settings);
    ShardSet shards = ShardSet.open(storage, settings.get("shards.path"));
    SeriesTable table = shards.series().orElseThrow();
    assertThat(table.all().frequency()).isEqualTo("1 month");
    assertThat(table.all().season()).isEqualTo(12);
    assertThat(table.series()).extracting(SeriesTable.Entry::name).containsExactly("x", "y");
    assertThat(table.series().get(0).scales()).containsExactly(new SeriesTable.Scale(0, 7));
    assertThat(table.series().get(1).scales()).containsExactly(new SeriesTable.Scale(93, 7));
    assertThat(table.series().get(1).last()).isEqualTo(LocalDate.of(2020, 12, 1).toString());
    assertThat(windows(shards, Split.VALIDATION))
        .extracting(window -> window.substring(0, 12))
        .containsExactly("0 2020-07-01", "1 2020-07-01");
    assertThat(windows(shards, Split.TEST)).hasSize(2);
  }

  @Test
  void malformedSeriesAreRefusedOrLeftOut() throws IOException {
    Files.createDirectories(folder.resolve("in"));
    StringBuilder rows = new StringBuilder("id,t,y\nshort,1,4\n");
    for (int i = 0; i < 30; i++) {
      rows.append("long,%d,%d\n".formatted(i, i % 7));
    }
    Files.writeString(folder.resolve("in/rows.csv"), rows.append("short,2,5\n"));
    Map<String, String> settings =
        settings(
            Map.of(
                "corpus.columns.sequence", "id",
                "corpus.columns.time", "t",
                "corpus.columns.target", "[y]",
                "forecasting.context", "5"));
    assertThatThrownBy(() -> prepare(settings))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("rows.csv")
        .hasMessageContaining(
            "is the first of series short, which has 2 values, 1 of them for training, but needs at least 6 there");
    assertThat(folder.resolve("shards")).doesNotExist();
    refused(
        settings, "2020-01-01", "9", "forecasting.validation-from is \"2020-01-01\" but must be");
    refused(settings, "9", "soon", "forecasting.test-from is \"soon\" but must be a plain number");
    refused(settings, "9", "8", "forecasting.validation-from is 9 but must not be after");
    settings.put("corpus.malformed", "skip");
    Manifest manifest = prepare(settings);
    assertThat(manifest.generations().get(0).skipped()).isEqualTo(1);
    SeriesTable table = ShardSet.open(storage, settings.get("shards.path")).series().orElseThrow();
    assertThat(table.series()).extracting(SeriesTable.Entry::name).containsExactly("long");
    assertThat(table.all().frequency()).isEqualTo("1 step");
    settings.put("shards.path", folder.resolve("none").toString());
    Files.writeString(folder.resolve("in/rows.csv"), "id,t,y\na,1,one\na,2,two\nb,1,three\n");
    assertThatThrownBy(() -> prepare(settings))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "the input has no series to learn from: 2 are left out as malformed; check corpus.input");
  }

  /** The rows are there, but no number that could be measured. */
  @Test
  void aSplitWithoutTargetsIsRefusedBeforeAnythingIsTrained() throws IOException {
    Files.createDirectories(folder.resolve("in"));
    StringBuilder rows = new StringBuilder("t,y\n");
    for (int i = 0; i < 40; i++) {
      rows.append("%d,%s\n".formatted(i, i < 20 ? i % 7 : "NA"));
    }
    Files.writeString(folder.resolve("in/rows.csv"), rows);
    Map<String, String> settings =
        settings(
            Map.of(
                "corpus.columns.time", "t",
                "corpus.columns.target", "[y]",
                "forecasting.context", "5",
                "split.validation", "0.2",
                "split.test", "0.2"));
    assertThat(prepare(settings).splits().get(Split.VALIDATION).targets()).isZero();
    ShardSet shards = ShardSet.open(storage, settings.get("shards.path"));
    assertThatThrownBy(() -> shards.split(Split.TEST))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("the test split in")
        .hasMessageContaining("has no target, since all that would be one is missing; choose");
    assertThatThrownBy(
            () -> TrainingSize.of(ConfigLoader.load("test", "", settings).values(), shards))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("the validation split in")
        .hasMessageContaining("has no target");
  }

  /**
   * What has come behind the last times becomes windows of its own; times that are known already
   * are read, but not forecast again. The latest values are the test split.
   */
  @Test
  void furtherRowsBecomeWindowsBehindTheOthers() throws IOException {
    Files.createDirectories(folder.resolve("in"));
    StringBuilder rows = new StringBuilder("id,t,y\n");
    for (int t = 1; t <= 10; t++) {
      rows.append("a,%d,%d\nb,%d,%d\n".formatted(t, t, t, 10 * t));
    }
    Files.writeString(folder.resolve("in/1.csv"), rows);
    Map<String, String> settings =
        settings(
            Map.of(
                "corpus.columns.sequence", "id",
                "corpus.columns.time", "t",
                "corpus.columns.target", "[y]",
                "forecasting.context", "2",
                "shards.sequence-length", "3",
                "scaling.rule", "none",
                "split.validation", "0",
                "split.test", "0.25"));
    assertThat(ingest(settings).outcome()).isEqualTo(IngestionResult.Outcome.CREATED);
    ShardSet first = ShardSet.open(storage, settings.get("shards.path"));
    List<String> training = windows(first, Split.TRAIN);
    assertThat(ingest(settings).outcome()).isEqualTo(IngestionResult.Outcome.NOTHING_NEW);

    // Of a two known times and four new ones; of b four new ones behind a gap.
    Files.writeString(
        folder.resolve("in/2.csv"),
        "id,t,y\na,9,9\na,10,10\na,11,11\na,12,12\na,13,13\na,14,14\n"
            + "b,12,120\nb,13,130\nb,14,140\nb,15,150\n");
    assertThat(ingest(settings).outcome()).isEqualTo(IngestionResult.Outcome.ADDED);
    ShardSet second = ShardSet.open(storage, settings.get("shards.path"));
    assertThat(windows(second.firstGeneration(), Split.TRAIN)).isEqualTo(training);
    ShardSet fresh = second.generations(Set.of(2));
    assertThat(windows(fresh, Split.TRAIN))
        .containsExactly("0 9: 9 10 11 12", "0 11: 11 12 13", "1 12: 120 130 140");
    assertThat(windows(fresh, Split.TEST)).containsExactly("0 12: 12 13 14", "1 13: 130 140 150");
    List<SeriesTable.Entry> series = second.series().orElseThrow().series();
    assertThat(series.get(0).values()).isEqualTo(14);
    assertThat(series.get(0).last()).isEqualTo("14");
    assertThat(series.get(0).scales())
        .isEqualTo(first.series().orElseThrow().series().get(0).scales());
    assertThat(series.get(1).values()).isEqualTo(15);
    assertThat(series.get(1).missing()).isEqualTo(1);

    // Too little for a window: it is read again with what comes then.
    Files.writeString(folder.resolve("in/3.csv"), "id,t,y\na,15,15\na,16,16\n");
    assertThat(ingest(settings).outcome()).isEqualTo(IngestionResult.Outcome.TOO_LITTLE);
    Files.writeString(folder.resolve("in/4.csv"), "id,t,y\na,17,17\na,18,18\na,14,14\n");
    assertThat(ingest(settings).outcome()).isEqualTo(IngestionResult.Outcome.ADDED);
    ShardSet third = ShardSet.open(storage, settings.get("shards.path"));
    assertThat(windows(third.generations(Set.of(3)), Split.TRAIN))
        .containsExactly("0 14: 14 15 16 17");
    assertThat(windows(third.generations(Set.of(3)), Split.TEST)).containsExactly("0 16: 16 17 18");

    Files.writeString(folder.resolve("in/5.csv"), "id,t,y\na,19,\na,20,1\na,21,2\n");
    assertThatThrownBy(() -> ingest(settings))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "has no number in column y at 19, but the shards that it is added to");
    Files.writeString(folder.resolve("in/5.csv"), "id,t,y\na,19.5,1\na,20.5,1\na,21.5,2\n");
    assertThatThrownBy(() -> ingest(settings))
        .hasMessageContaining("begins at 19.5, which is no multiple of 1 step from the last time");
    Files.writeString(folder.resolve("in/5.csv"), "id,t,y\nc,1,1\nc,2,1\nc,3,2\n");
    assertThatThrownBy(() -> ingest(settings))
        .hasMessageContaining("is none of the 2 series that the shards have; take it out");
    settings.put("corpus.malformed", "skip");
    assertThat(ingest(settings).outcome()).isEqualTo(IngestionResult.Outcome.TOO_LITTLE);
    settings.put("forecasting.context", "1");
    assertThatThrownBy(() -> ingest(settings))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("was made with other settings: forecasting.context (2 → 1)");
  }

  /** Whose file is read with others: its values are not lost where they are given again. */
  @Test
  void aSeriesWithTooFewNewValuesIsToldByName() throws IOException {
    Files.createDirectories(folder.resolve("in"));
    StringBuilder rows = new StringBuilder("id,t,y\n");
    for (int t = 1; t <= 10; t++) {
      rows.append("a,%d,%d\nb,%d,%d\nc,%d,%d\n".formatted(t, t, t, 10 * t, t, -t));
    }
    Files.writeString(folder.resolve("in/1.csv"), rows);
    Map<String, String> settings =
        settings(
            Map.of(
                "corpus.columns.sequence", "id",
                "corpus.columns.time", "t",
                "corpus.columns.target", "[y]",
                "forecasting.context", "2",
                "scaling.rule", "none",
                "split.validation", "0",
                "split.test", "0"));
    ingest(settings);
    // Of b one new value without those before it, of c none.
    Files.writeString(
        folder.resolve("in/2.csv"), "id,t,y\na,11,11\na,12,12\na,13,13\nb,11,110\nc,10,-10\n");
    try (CapturedLog log = CapturedLog.open()) {
      assertThat(ingest(settings).outcome()).isEqualTo(IngestionResult.Outcome.ADDED);
      assertThat(log.lines())
          .filteredOn(line -> line.contains("left out"))
          .containsExactly(
              SeriesChecks.class.getName()
                  + ": 1 series is left out, such as b, whose new values are too few for a window: give these again in a new file, with those that come next, or the shards will never have them");
    }
    ShardSet second = ShardSet.open(storage, settings.get("shards.path"));
    assertThat(second.manifest().generations().get(1).skipped()).isEqualTo(1);
    assertThat(second.series().orElseThrow().series().get(1).last()).isEqualTo("10");
    Files.writeString(folder.resolve("in/3.csv"), "id,t,y\nb,11,110\nb,12,120\nb,13,130\n");
    try (CapturedLog log = CapturedLog.open()) {
      assertThat(ingest(settings).outcome()).isEqualTo(IngestionResult.Outcome.ADDED);
      assertThat(log.lines()).noneMatch(line -> line.contains("left out"));
    }
    ShardSet third = ShardSet.open(storage, settings.get("shards.path"));
    assertThat(windows(third.generations(Set.of(3)), Split.TRAIN))
        .containsExactly("1 11: 110 120 130");
    // Of later generations, values behind those that are read in front of them.
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    SortedMap<Stretch, String> stretches = new TreeMap<>();
    try (BroadcastScope<SerializableConfiguration> broadcast =
        BroadcastScope.of(context, new SerializableConfiguration(hadoop))) {
      SeriesStretches.read(context, third, broadcast.broadcast())
          .collectAsMap()
          .forEach((stretch, values) -> stretches.put(stretch, Arrays.toString(values)));
    }
    assertThat(stretches)
        .containsExactly(
            entry(new Stretch(1, 0), "[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0]"),
            entry(
                new Stretch(1, 1), "[10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 90.0, 100.0]"),
            entry(
                new Stretch(1, 2), "[-1.0, -2.0, -3.0, -4.0, -5.0, -6.0, -7.0, -8.0, -9.0, -10.0]"),
            entry(new Stretch(2, 0), "[13.0]"),
            entry(new Stretch(3, 1), "[130.0]"));
  }

  /** All that comes later would be in the test split. */
  @Test
  void nothingIsAddedBehindDates() throws IOException {
    Files.createDirectories(folder.resolve("in"));
    Files.writeString(folder.resolve("in/1.csv"), "t,y\n1,1\n2,2\n3,3\n4,4\n5,5\n6,6\n7,7\n");
    Map<String, String> settings =
        settings(
            Map.of(
                "corpus.columns.time", "t",
                "corpus.columns.target", "[y]",
                "forecasting.context", "2",
                "forecasting.validation-from", "5",
                "forecasting.test-from", "6"));
    ingest(settings);
    Files.writeString(folder.resolve("in/2.csv"), "t,y\n8,1\n9,2\n10,3\n");
    assertThatThrownBy(() -> ingest(settings))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(
            "forecasting.test-from is 6, a date after which all is the test split");
  }

  private IngestionResult ingest(Map<String, String> settings) {
    ConfigLoader.Loaded config = ConfigLoader.load("test", "", settings);
    return new Ingestion(spark, storage, config.values(), config.text()).run();
  }

  private void refused(
      Map<String, String> settings, String validation, String test, String message) {
    Map<String, String> dated = new HashMap<>(settings);
    dated.put("forecasting.validation-from", validation);
    dated.put("forecasting.test-from", test);
    assertThatThrownBy(() -> prepare(dated))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(message);
  }

  private Map<String, String> settings(Map<String, String> own) {
    Map<String, String> settings = new HashMap<>();
    settings.put("task", "forecasting");
    settings.put("corpus.format", "csv");
    settings.put("corpus.steps", "numbers");
    settings.put("corpus.input", folder.resolve("in").toString());
    settings.put("shards.path", folder.resolve("shards").toString());
    settings.putAll(own);
    return settings;
  }

  private Manifest prepare(Map<String, String> settings) {
    ConfigLoader.Loaded config = ConfigLoader.load("test", "", settings);
    return new Preparation(spark, storage, config.values(), config.text(), false).run();
  }

  private List<String> windows(ShardSet shards, Split split) {
    List<String> windows = new ArrayList<>();
    for (Manifest.ShardFile file : shards.split(split).files()) {
      try (ExampleReader reader =
          ExampleReader.open(
              hadoop, shards.path(), shards.manifest().schema(), file, 0, file.sequences(), true)) {
        while (reader.hasNext()) {
          windows.add(shown(reader.next()));
        }
      }
    }
    return windows;
  }

  private static String shown(Example window) {
    StringBuilder shown = new StringBuilder();
    shown.append(window.ids(1)[0]).append(' ').append(window.text(2)).append(':');
    for (float number : ((Values.OfReals) window.values().get(0)).numbers()) {
      shown.append(' ').append(Float.isNaN(number) ? "NaN" : String.valueOf((int) number));
    }
    return shown.toString();
  }
}
