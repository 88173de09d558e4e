package org.ravel.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.PathFilter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ravel.model.ModelStore;
import org.ravel.storage.Sha256;
import org.ravel.storage.Storage;
import org.ravel.testing.SparkFixture;

/**
 * Whatever a cluster's {@code spark-defaults.conf} says, the commands give the same shards, model,
 * figures and scores, byte for byte. Settings that have nothing to do with each other are tried
 * together.
 */
class SparkSettingsIT {
  private static final String CSV =
      "id,ID,text\n007,1.10,The babies sings.\n,\" x \",\"two\nlines\"\n3,2026-01-02 03:04:05,a\n";

  @TempDir private static Path folder;
  private static Map<String, String> expected;

  private final Map<String, String> set = new LinkedHashMap<>();

  @BeforeAll
  static void withoutAny() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("data-samples/sentences.txt"))) {
      Files.writeString(
          folder.resolve("corpus.txt"), lines.limit(150).collect(Collectors.joining("\n")));
    }
    Files.createDirectories(folder.resolve("csv"));
    Files.writeString(folder.resolve("csv/a.csv"), CSV);
    Files.writeString(folder.resolve("csv/b.csv"), CSV);
    SparkFixture.session()
        .sql(
            "select concat('The babies sings', id) as text, id as `ID.x`,"
                + " timestamp'2026-01-02 03:04:05.123456' as at,"
                + " timestamp_ntz'2026-01-02 03:04:05' as local from range(6)")
        .coalesce(1)
        .write()
        .parquet(folder.resolve("table").toUri().toString());
    expected = new SparkSettingsIT().run("defaults");
  }

  @AfterEach
  void clear() {
    set.keySet().forEach(System::clearProperty);
    set.clear();
  }

  @Test
  void serializersAndEncryption() throws IOException {
    set("spark.serializer", "org.apache.spark.serializer.KryoSerializer");
    set("spark.kryo.registrationRequired", "true");
    set("spark.kryo.registrator", "no.such.Registrator");
    set("spark.rdd.compress", "true");
    set("spark.broadcast.compress", "true");
    set("spark.io.compression.codec", "zstd");
    set("spark.authenticate", "true");
    set("spark.authenticate.secret", "secret");
    set("spark.network.crypto.enabled", "true");
    set("spark.io.encryption.enabled", "true");
    same("serializers");
  }

  @Test
  void scheduling() throws IOException {
    set("spark.task.cpus", "2");
    set("spark.default.parallelism", "1");
    set("spark.speculation", "true");
    set("spark.dynamicAllocation.enabled", "true");
    set("spark.dynamicAllocation.shuffleTracking.enabled", "true");
    set("spark.scheduler.mode", "FAIR");
    set("spark.memory.offHeap.enabled", "true");
    set("spark.memory.offHeap.size", "64m");
    set("spark.files.ignoreCorruptFiles", "true");
    set("spark.files.ignoreMissingFiles", "true");
    set("spark.eventLog.enabled", "true");
    set("spark.eventLog.dir", Files.createDirectories(folder.resolve("events")).toUri().toString());
    same("scheduling");
  }

  @Test
  void sql() throws IOException {
    set("spark.sql.ansi.enabled", "true");
    set("spark.sql.caseSensitive", "false");
    set("spark.sql.session.timeZone", "Asia/Kolkata");
    set("spark.sql.shuffle.partitions", "1");
    set("spark.sql.adaptive.enabled", "false");
    set("spark.sql.codegen.wholeStage", "false");
    set("spark.sql.extensions", "no.such.Extension");
    set("spark.sql.catalogImplementation", "hive");
    set("spark.sql.catalog.spark_catalog", "no.such.Catalog");
    set("spark.sql.datetime.java8API.enabled", "false");
    set("spark.sql.legacy.timeParserPolicy", "LEGACY");
    set("spark.sql.columnNameOfCorruptRecord", "text");
    set("spark.sql.files.ignoreCorruptFiles", "true");
    set("spark.sql.files.ignoreMissingFiles", "true");
    set("spark.sql.files.maxRecordsPerFile", "1");
    set("spark.sql.files.maxPartitionBytes", "10");
    set("spark.sql.files.minPartitionNum", "7");
    set("spark.sql.sources.useV1SourceList", "");
    set("spark.sql.sources.default", "orc");
    set("spark.sql.parquet.binaryAsString", "true");
    set("spark.sql.parquet.inferTimestampNTZ.enabled", "false");
    set("spark.sql.parquet.outputTimestampType", "INT96");
    set("spark.sql.parquet.writeLegacyFormat", "true");
    set("spark.sql.parquet.datetimeRebaseModeInWrite", "LEGACY");
    set("spark.sql.parquet.compression.codec", "gzip");
    set("spark.sql.parquet.enableVectorizedReader", "false");
    set("spark.sql.parquet.mergeSchema", "true");
    same("sql");
  }

  @Test
  void hadoop() throws IOException {
    set("spark.hadoop.mapreduce.input.linerecordreader.line.maxlength", "20");
    set("spark.hadoop.textinputformat.record.delimiter", "a");
    set("spark.hadoop.mapreduce.input.fileinputformat.split.maxsize", "7");
    set("spark.hadoop.mapreduce.input.fileinputformat.split.minsize", "1");
    set("spark.hadoop.mapreduce.input.fileinputformat.input.dir.recursive", "false");
    set("spark.hadoop.mapreduce.fileoutputcommitter.algorithm.version", "2");
    set("spark.hadoop.mapreduce.fileoutputcommitter.marksuccessfuljobs", "false");
    set("spark.hadoop.mapreduce.output.basename", "other");
    set("spark.hadoop.parquet.compression", "GZIP");
    set("spark.hadoop.parquet.block.size", "1024");
    set("spark.hadoop.parquet.page.size", "64");
    set("spark.hadoop.parquet.enable.dictionary", "true");
    set("spark.hadoop.parquet.writer.version", "PARQUET_2_0");
    set("spark.hadoop.io.file.buffer.size", "512");
    set("spark.hadoop.dfs.blocksize", "1048576");
    same("hadoop");
  }

  @Test
  void aFilterOfFilesIsNamed() {
    set("spark.hadoop.mapreduce.input.pathFilter.class", NoFile.class.getName());
    Execution execution = Execution.of(score("filtered", "csv", "csv", "csv"));
    assertThat(execution.exitCode()).isEqualTo(3);
    assertThat(execution.error())
        .contains("Spark does not read", "/csv/a.csv", "mapreduce.input.pathFilter.class");
  }

  /** Leaves all files out. */
  public static final class NoFile implements PathFilter {
    @Override
    public boolean accept(org.apache.hadoop.fs.Path path) {
      return false;
    }
  }

  private void set(String key, String value) {
    set.put(key, value);
    System.setProperty(key, value);
  }

  private void same(String name) throws IOException {
    assertThat(run(name)).isEqualTo(expected);
  }

  /** What the commands make, by name. */
  private Map<String, String> run(String name) throws IOException {
    for (String command : List.of("prepare", "train", "evaluate")) {
      done(arguments(command, name));
    }
    Map<String, String> made = new TreeMap<>();
    for (Path shard : files(name + "/shards", ".parquet")) {
      made.put(folder.resolve(name).relativize(shard).toString(), digest(shard));
    }
    assertThat(made).hasSizeGreaterThan(2);
    made.put("parameters", parameters(name));
    JsonNode report =
        new ObjectMapper().readTree(folder.resolve(name + "/report/report.json").toFile());
    made.put("perplexities", report.findValues("perplexity").toString());
    for (List<String> formats :
        List.of(List.of("csv", "csv", "csv"), List.of("table", "parquet", "json"))) {
      done(score(name, formats.get(0), formats.get(1), formats.get(2)));
      StringBuilder rows = new StringBuilder();
      for (Path part : files(name + "/scores-" + formats.get(0), "." + formats.get(2))) {
        rows.append(Files.readString(part));
      }
      assertThat(rows).hasSizeGreaterThan(100);
      made.put(formats.get(0), rows.toString());
    }
    return made;
  }

  private static List<String> score(String name, String input, String format, String output) {
    return arguments(
        "score",
        name,
        "model.path=" + folder.resolve("defaults/model"),
        "scoring.input=" + folder.resolve(input),
        "scoring.path=" + folder.resolve(name + "/scores-" + input),
        "scoring.format=" + format,
        "scoring.output-format=" + output);
  }

  private static List<String> arguments(String command, String name, String... settings) {
    List<String> all =
        Execution.with(
            List.of(command),
            "corpus.input=" + folder.resolve("corpus.txt"),
            "corpus.chunk-size=2KiB",
            "shards.sequence-length=16",
            "model.embedding-size=4",
            "model.hidden-size=6",
            "averaging.workers=2",
            "averaging.period=8",
            "training.minibatch-size=8",
            "training.epochs=1",
            "evaluation.minibatch-size=4",
            "output=" + folder.resolve(name));
    return Execution.with(all, settings);
  }

  private static void done(List<String> arguments) {
    Execution execution = Execution.of(arguments);
    assertThat(execution.exitCode()).as(execution.err()).isZero();
  }

  private static List<Path> files(String below, String suffix) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve(below))) {
      return files
          .filter(file -> file.toString().endsWith(suffix) && Files.isRegularFile(file))
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .filter(file -> !file.getFileName().toString().startsWith("_"))
          .sorted()
          .toList();
    }
  }

  private static String parameters(String name) {
    float[] parameters =
        new ModelStore(new Storage(new Configuration()))
            .load(new org.apache.hadoop.fs.Path(folder.resolve(name + "/model").toUri()))
            .network()
            .parameters();
    return Sha256.of(Arrays.toString(parameters));
  }

  private static String digest(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return Sha256.of(in);
    }
  }
}
