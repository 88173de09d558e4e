package org.ravel.feature;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import org.ravel.config.FeaturesConfig;
import org.ravel.config.MalformedText;
import org.ravel.config.OutputFormat;
import org.ravel.corpus.SourceFile;
import org.ravel.corpus.SourceListing;
import org.ravel.error.ConfigurationException;
import org.ravel.error.InputException;
import org.ravel.spark.BroadcastScope;
import org.ravel.spark.ChunkTotals;
import org.ravel.spark.SparkJob;
import org.ravel.storage.Sha256;
import org.ravel.storage.Storage;
import org.ravel.table.OutputColumns;
import org.ravel.table.TableOutput;
import org.ravel.wording.Phrases;

/**
 * Makes features of images on Spark. Each chunk of files becomes a file of the output; of the
 * images a task has one in memory at a time.
 */
public final class FeatureExtraction {
  /** The column with an image's name. */
  static final String IMAGE = "image";

  /** The column with its features. */
  static final String FEATURES = "features";

  private final Storage storage;
  private final FeaturesConfig config;
  private final String name;
  private final CutNetwork network;
  private final String digest;
  private final ImageInput input;
  private final FeatureForm form;
  private final int channels;
  private final List<SourceFile> files;

  /**
   * Looks for the files, and tries the network on an image without content.
   *
   * @throws ConfigurationException if a setting is missing or does not go with the network, or ONNX
   *     Runtime is missing
   * @throws InputException if an input is missing, or the network's file holds none
   */
  public FeatureExtraction(Storage storage, FeaturesConfig config) {
    this.storage = storage;
    this.config = config;
    this.name = config.network().file();
    if (name == null) {
      throw new ConfigurationException(
          "features.network.file is not set but must name a network in a file of ONNX; set it in the configuration file or with --network");
    }
    this.files = SourceListing.list(storage, "features.input", config.input());
    byte[] file = bytes(storage.qualified(name));
    this.digest = Sha256.of(file);
    this.network = CutNetwork.of(file, name, config.network().input(), config.network().output());
    this.input = new ImageInput(config.image(), config.network().layout());
    this.form =
        new FeatureForm(
            config.form(),
            config.network().mapLayout(),
            config.grid().get(0),
            config.grid().get(1));
    this.channels = channels();
  }

  private byte[] bytes(Path path) {
    if (storage.status(path).getLen() > Integer.MAX_VALUE - 8) {
      throw new InputException(
          "features.network.file is %s, which has 2 GB or more; name a network whose file is smaller"
              .formatted(name));
    }
    return storage.reading(
        path,
        fileSystem -> {
          try (InputStream in = fileSystem.open(path)) {
            return in.readAllBytes();
          }
        });
  }

  /** Here, so that what cannot work is said before there are tasks. */
  private int channels() {
    try (OnnxNetwork tried = OnnxRuntime.open(network, name)) {
      tried.requireInput(input.shape(), ImageInput.SETTINGS);
      return form.channels(tried.run(input.buffer(), input.shape()));
    }
  }

  /** What is made of each image, in words. */
  public String summary() {
    return form.summary(channels);
  }

  /**
   * Writes the features into a folder that is there and empty.
   *
   * @throws InputException if an image cannot be read and is not to be left out, or none can be
   *     read
   * @throws org.ravel.error.StorageException if the storage refuses
   */
  public Features write(SparkSession spark, Path folder) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    SparkJob.awaitExecutors(context, "features");
    long started = System.nanoTime();
    ChunkTotals<FeatureTotal> totals = ChunkTotals.in(context);
    SparkJob.run(
        context,
        "features: write features",
        () -> {
          write(context, new TableOutput(spark, storage, folder), totals);
          return null;
        });
    FeatureTotal all = totals.inOrder().stream().reduce(FeatureTotal.NONE, FeatureTotal::plus);
    if (all.images() + all.leftOut().size() != files.size()) {
      throw new IllegalStateException(
          "images with features: %d, left out: %d, found: %d"
              .formatted(all.images(), all.leftOut().size(), files.size()));
    }
    if (all.images() == 0) {
      throw new InputException(
          "features.input has %s, of which none can be read: %s"
              .formatted(Phrases.count(files.size(), "file"), all.leftOut().get(0)));
    }
    return new Features(
        all.images(),
        List.copyOf(all.leftOut()),
        summary(),
        digest,
        network.output(),
        (System.nanoTime() - started) / 1e9);
  }

  private void write(
      JavaSparkContext context, TableOutput written, ChunkTotals<FeatureTotal> totals) {
    List<List<SourceFile>> chunks = chunks(files, config.chunkSize().bytes());
    OutputColumns columns =
        new OutputColumns(
            new StructType(),
            new StructType()
                .add(IMAGE, DataTypes.StringType, false)
                .add(FEATURES, form.type(), false),
            OutputFormat.PARQUET,
            false);
    try (BroadcastScope<CutNetwork> sharedNetwork = BroadcastScope.of(context, network);
        BroadcastScope<SerializableConfiguration> hadoop =
            BroadcastScope.of(
                context, new SerializableConfiguration(context.hadoopConfiguration()))) {
      ExtractFeatures extracting =
          new ExtractFeatures(
              sharedNetwork.broadcast(),
              hadoop.broadcast(),
              input,
              form,
              name,
              config.malformed() == MalformedText.SKIP,
              totals);
      written.write(context.parallelize(chunks, chunks.size()).flatMap(extracting), columns);
    }
  }

  /** Files that lie behind each other, until they have so many bytes. */
  static List<List<SourceFile>> chunks(List<SourceFile> files, long bytes) {
    List<List<SourceFile>> chunks = new ArrayList<>();
    long room = 0;
    for (SourceFile file : files) {
      if (room <= 0) {
        chunks.add(new ArrayList<>());
        room = bytes;
      }
      chunks.get(chunks.size() - 1).add(file);
      // A damaged file may have no byte, and costs a look at it all the same.
      room -= Math.max(1, file.bytes());
    }
    return chunks;
  }
}
