package org.ravel.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.PrivilegedAction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.protocol.HdfsConstants;
import org.apache.hadoop.security.UserGroupInformation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ravel.config.Split;
import org.ravel.model.ModelStore;
import org.ravel.model.TrainedModel;
import org.ravel.shard.Manifest.ShardFile;
import org.ravel.shard.ShardSet;
import org.ravel.storage.Sha256;
import org.ravel.storage.Storage;
import org.ravel.testing.CapturedLog;

/** Bad input and refusing storage: exit code and message, and that nothing half-made is left. */
@ExtendWith(Example.Resolver.class)
class FailuresIT {
  private static final int FAILURE = 1;
  private static final int USAGE = 2;
  private static final int INPUT = 3;
  private static final int STORAGE = 4;

  private final Example example;

  FailuresIT(Example example) {
    this.example = example;
  }

  /** Before anything is allocated for it, and before Spark starts. */
  @Test
  void aNetworkThatNoArrayHolds() {
    example.folder("/huge");
    assertThat(refused(USAGE, onCopyOfNothing("train", "/huge", "model.hidden-size=1000000")))
        .contains("parameters", "one array holds at most", "model.hidden-size (1,000,000)");
  }

  @Test
  void workersWithoutData() {
    example.folder("/huge");
    assertThat(refused(USAGE, onCopyOfNothing("train", "/huge", "averaging.workers=10000")))
        .contains("averaging.workers is 10,000", "would have no data", "averaging.workers=");
  }

  @Test
  void noSuchPath() {
    assertThat(refused(INPUT, prepare("corpus.input=" + example.uri("/nowhere.txt"))))
        .contains("corpus.input", example.uri("/nowhere.txt"), "check the path");
  }

  @Test
  void emptyDirectory() throws IOException {
    example.files().mkdirs(new Path("/empty/folder"));
    assertThat(refused(INPUT, prepare("corpus.input=" + example.uri("/empty"))))
        .contains("corpus.input", example.uri("/empty"), "holds no files");
  }

  @Test
  void unreadableFile() throws IOException {
    example.write("/locked/secret.txt", "text");
    example.files().setPermission(new Path("/locked/secret.txt"), new FsPermission("600"));
    example.files().mkdirs(new Path("/open"));
    example.files().setPermission(new Path("/open"), new FsPermission("777"));
    List<String> arguments =
        example.arguments("prepare", "/open", "corpus.input=" + example.uri("/locked"));
    assertThat(asReader(() -> refused(STORAGE, arguments)))
        .contains(
            "cannot read", "/locked/secret.txt", "Permission denied", "ask for the permission");
  }

  @Test
  void emptyCorpus() {
    example.write("/bad/empty.txt", "");
    assertThat(refused(INPUT, prepare("corpus.input=" + example.uri("/bad/empty.txt"))))
        .contains("has 0 tokens", "needs 17", "shards.sequence-length");
  }

  @Test
  void corpusShorterThanOneSequence() {
    example.write("/bad/short.txt", "short");
    assertThat(
            refused(
                INPUT,
                prepare(
                    "corpus.input=" + example.uri("/bad/short.txt"),
                    "split.by=tokens",
                    "split.validation=0",
                    "split.test=0")))
        // With the line's end.
        .contains("has 6 tokens", "needs 17", "set a smaller shards.sequence-length");
  }

  @Test
  void malformedUtf8() {
    byte[] text = "all is well until here: x\n".repeat(400).getBytes(StandardCharsets.UTF_8);
    text[7000] = (byte) 0xC3;
    example.write("/bad/latin.txt", text);
    assertThat(refused(INPUT, prepare("corpus.input=" + example.uri("/bad/latin.txt"))))
        .contains(example.uri("/bad/latin.txt"), "offset 7000", "0xC3", "corpus.malformed=replace");
  }

  @Test
  void aFailureIsToldOnceUnlessAllIsWanted() {
    example.write("/bad/once.txt", new byte[] {'a', (byte) 0xFF});
    String input = "corpus.input=" + example.uri("/bad/once.txt");
    try (CapturedLog log = CapturedLog.open()) {
      refused(INPUT, prepare(input));
      assertThat(log.lines()).noneMatch(line -> line.startsWith("org.apache.spark"));
      List<String> verbose = new ArrayList<>(prepare(input));
      verbose.add("--verbose");
      assertThat(Execution.of(verbose).exitCode()).isEqualTo(3);
      assertThat(log.lines())
          .anyMatch(line -> line.contains("TaskSetManager: Lost task"))
          .anyMatch(line -> line.contains("aborting job"));
    }
  }

  @Test
  void truncatedGzip() throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
      gzip.write(example.bytes("/corpus/sentences.txt"));
    }
    byte[] whole = zipped.toByteArray();
    example.write("/bad/cut.txt.gz", Arrays.copyOf(whole, whole.length / 2));
    assertThat(refused(INPUT, prepare("corpus.input=" + example.uri("/bad/cut.txt.gz"))))
        .contains(example.uri("/bad/cut.txt.gz"), "cut off or corrupt")
        .containsPattern("offset " + whole.length / 2 + " of the compressed file");
  }

  @Test
  void vocabularyThatDoesNotMatchTheModel() {
    example.write("/corpus/other.txt", "another alphabet: 0123456789\n".repeat(300));
    Execution prepared =
        Execution.of(
            example.arguments(
                "prepare", "/other", "corpus.input=" + example.uri("/corpus/other.txt")));
    assertThat(prepared.exitCode()).as(prepared.err()).isZero();
    assertThat(
            refused(
                INPUT,
                example.arguments(
                    "evaluate",
                    "/example",
                    "evaluation.path=" + example.uri("/other/report"),
                    "evaluation.shards=" + example.uri("/other/shards"))))
        .contains(
            digest("/example/model/vocabulary.jsonl"),
            digest("/other/shards/vocabulary.jsonl"),
            example.uri("/other/shards"),
            "vocabulary.from");
  }

  @ParameterizedTest
  @ValueSource(strings = {"train", "evaluate"})
  void vocabularyThatDoesNotMatchItsShards(String command) {
    String folder = "/mixed-" + command;
    example.copy("/example/shards", folder + "/shards");
    String vocabulary = folder + "/shards/vocabulary.jsonl";
    String expected = digest(vocabulary);
    example.write(vocabulary, example.text(vocabulary).replaceFirst("\\[\"e\",\\d+]", "[\"e\",1]"));
    assertThat(refused(INPUT, onCopy(command, folder)))
        .contains(example.uri(vocabulary), expected, digest(vocabulary), "ravel prepare");
  }

  @ParameterizedTest
  @ValueSource(strings = {"train", "evaluate"})
  void alteredShard(String command) {
    String folder = "/altered-" + command;
    example.copy("/example/shards", folder + "/shards");
    ShardFile file = lastShard(folder, command.equals("train") ? Split.TRAIN : Split.TEST);
    String path = folder + "/shards/" + file.path();
    byte[] bytes = example.bytes(path);
    bytes[bytes.length / 2] ^= 1;
    example.write(path, bytes);
    assertThat(refused(INPUT, onCopy(command, folder)))
        .contains(example.uri(path), "was altered", file.sha256(), digest(path));
  }

  @ParameterizedTest
  @ValueSource(strings = {"train", "evaluate"})
  void missingShard(String command) {
    String folder = "/missing-" + command;
    example.copy("/example/shards", folder + "/shards");
    String path = folder + "/shards/" + lastShard(folder, Split.TRAIN).path();
    example.delete(path);
    assertThat(refused(INPUT, onCopy(command, folder)))
        .contains(example.uri(path) + " is missing", "ravel prepare");
  }

  @ParameterizedTest
  @ValueSource(strings = {"train", "evaluate"})
  void noShards(String command) {
    assertThat(
            refused(
                INPUT,
                onCopy(command, "/elsewhere", "shards.path=" + example.uri("/elsewhere/shards"))))
        .contains(example.uri("/elsewhere/shards"), "manifest.json", "ravel prepare");
  }

  @ParameterizedTest
  @ValueSource(strings = {"evaluate", "generate"})
  void noModel(String command) {
    String model = "model.path=" + example.uri("/example/no-model");
    assertThat(
            refused(
                INPUT,
                example.arguments(
                    command,
                    "/example",
                    model,
                    "evaluation.path=" + example.uri("/example/report-of-none"))))
        .contains(example.uri("/example/no-model"), "holds no model", "ravel train");
  }

  @ParameterizedTest
  @ValueSource(strings = {"evaluate", "generate"})
  void modelThatIsCutOff(String command) {
    String model = "/cut-" + command + "/model";
    example.copy("/example/model", model);
    String network = model + "/parameters.bin";
    String expected = digest(network);
    byte[] bytes = example.bytes(network);
    example.write(network, Arrays.copyOf(bytes, bytes.length / 2));
    assertThat(
            refused(
                INPUT,
                example.arguments(
                    command,
                    "/example",
                    "model.path=" + example.uri(model),
                    "evaluation.path=" + example.uri("/cut-evaluate/report"))))
        .contains(example.uri(network), "cut off", expected, digest(network));
  }

  @Test
  void modelWithoutItsNetwork() {
    example.copy("/example/model", "/headless/model");
    example.delete("/headless/model/parameters.bin");
    assertThat(
            refused(
                INPUT,
                example.arguments(
                    "generate", "/example", "model.path=" + example.uri("/headless/model"))))
        .contains(example.uri("/headless/model/parameters.bin"), "does not exist");
  }

  /** All losses are finite, and the network guesses worse than at random. */
  @Test
  void aModelWorseThanGuessingIsNotPublishedUnlessAskedFor() {
    List<String> train =
        example.arguments(
            "train",
            "/worse",
            "shards.path=" + example.uri("/example/shards"),
            "training.epochs=1",
            "training.updater.name=sgd",
            "training.updater.learning-rate=3000",
            "training.clip-norm=0");
    Execution failed = Execution.of(train);
    assertThat(failed.exitCode()).as(failed.err()).isEqualTo(FAILURE);
    assertThat(failed.err()).contains("warning: this validation loss is above 3.");
    assertThat(failed.error())
        .contains("best validation loss is", "/worse/training/best and is not published")
        .contains("training.validation.above-uniform=publish");
    assertThat(example.text("/worse/training/metrics.jsonl")).contains("\"aboveUniform\":true");
    assertThat(example.listing("/worse").keySet())
        .contains("training/best/parameters.bin")
        .noneMatch(path -> path.startsWith("model"));

    Execution published =
        Execution.of(Execution.with(train, "training.validation.above-uniform=publish"));
    assertThat(published.exitCode()).as(published.err()).isZero();
    assertThat(published.err()).contains("warning: the best validation loss is");
    assertThat(example.listing("/worse").keySet()).contains("model/model.json");
  }

  /** Each step multiplies the weights by −999 and little: after the first few all is finite. */
  @Test
  void aTrainingThatDivergesStopsAndKeepsItsBestModel() {
    Map<String, String> shards = example.listing("/example");
    Execution execution =
        Execution.of(
            example.arguments(
                "train",
                "/diverging",
                "shards.path=" + example.uri("/example/shards"),
                "training.updater.name=sgd",
                "training.updater.learning-rate=0.001",
                "training.updater.weight-decay=1e6",
                "training.schedule.name=constant",
                "training.clip-norm=1",
                "averaging.period=1",
                "training.validation.every-rounds=1",
                "training.validation.patience=1000"));
    assertThat(execution.exitCode()).as(execution.err()).isEqualTo(FAILURE);
    assertThat(execution.showsStackTrace()).isFalse();
    assertThat(execution.error())
        .containsPattern("(loss is (NaN|Infinity)|are not finite) in round \\d+")
        .contains("training.updater.learning-rate", "/diverging/training/best");
    assertThat(example.listing("/diverging").keySet())
        .noneMatch(path -> path.startsWith("model") || path.contains("/.") || path.startsWith("."));
    String metrics = example.text("/diverging/training/metrics.jsonl");
    assertThat(metrics.lines().skip(metrics.lines().count() - 1))
        .first()
        .asString()
        .contains("\"event\":\"diverged\"");
    TrainedModel best =
        new ModelStore(new Storage(new Configuration()))
            .load(new Path(example.uri("/diverging/training/best")));
    assertThat(best.description().rounds()).isPositive();
    assertThat(best.description().validationLoss()).isFinite();
    assertThat(example.listing("/example")).isEqualTo(shards);
  }

  @ParameterizedTest
  @ValueSource(strings = {"prepare", "train", "evaluate"})
  void noPermissionToWrite(String command) throws IOException {
    String folder = "/closed-" + command;
    example.files().mkdirs(new Path(folder), new FsPermission("755"));
    List<String> arguments = onCopyOfNothing(command, folder);
    assertThat(asReader(() -> refused(STORAGE, arguments)))
        .contains("cannot write", ".path=", folder, "Permission denied", "ask for the permission");
    assertThat(example.listing(folder)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"prepare", "train", "evaluate"})
  void noSpaceLeftInTheQuota(String command) throws IOException {
    String folder = "/full-" + command;
    example.files().mkdirs(new Path(folder));
    quota(folder, HdfsConstants.QUOTA_DONT_SET, 1);
    assertThat(refused(STORAGE, onCopyOfNothing(command, folder)))
        .contains("cannot write", ".path=", folder, "quota", "raise the quota");
    assertThat(example.listing(folder)).isEmpty();
  }

  @Test
  void noNamesLeftInTheQuotaForTheBestModel() throws IOException {
    String folder = "/few-names";
    example.files().mkdirs(new Path(folder));
    // The folder itself, the run with its configuration, metrics and lock, and a folder to work
    // aside.
    quota(folder, 7, HdfsConstants.QUOTA_DONT_SET);
    Execution execution = Execution.of(onCopyOfNothing("train", folder));
    assertThat(execution.exitCode()).as(execution.err()).isEqualTo(STORAGE);
    assertThat(execution.error()).contains("cannot write", folder, "quota", "raise the quota");
    assertThat(example.listing(folder))
        .containsOnlyKeys(
            "training/",
            "training/config.conf",
            "training/lock/",
            "training/lock/000001.json",
            "training/lock/000001.released",
            "training/metrics.jsonl");
  }

  @Test
  void anOutputMustNotReplaceWhatElseThereIs() {
    Map<String, String> before = example.listing("/");
    String corpus = example.uri("/corpus");
    String all = example.uri("/example");
    assertThat(refused(USAGE, overwriting("prepare", "shards.path=" + all)))
        .contains("shards.path is " + all, "model.path");
    assertThat(refused(USAGE, overwriting("prepare", "shards.path=" + corpus)))
        .contains("shards.path is " + corpus, "corpus.input (" + corpus + "/sentences.txt)");
    assertThat(
            refused(
                USAGE,
                overwriting(
                    "prepare", "corpus.input=" + corpus, "shards.path=" + corpus + "/shards")))
        .contains("must not lie in corpus.input");
    assertThat(refused(USAGE, overwriting("train", "model.path=" + all + "/training/model")))
        .contains("training.path is " + all + "/training", "model.path");
    assertThat(refused(USAGE, overwriting("train", "model.path=" + all)))
        .contains("model.path is " + all, "training.path");
    assertThat(refused(USAGE, overwriting("evaluate", "evaluation.path=" + all + "/model/")))
        .contains("evaluation.path is " + all, "model.path");
    Map.of(
            "prepare", "shards.path",
            "train", "training.path",
            "evaluate", "evaluation.path",
            "generate", "generation.output")
        .forEach(
            (command, output) ->
                assertThat(
                        refused(
                            USAGE,
                            overwriting(
                                command,
                                output + "=" + all + "/kept",
                                "scoring.path=" + all + "/kept/scores")))
                    .contains(output + " is " + all + "/kept", "scoring.path"));
    assertThat(refused(USAGE, overwriting("generate", "generation.output=" + all + "/model")))
        .contains("generation.output is " + all, "model.path");
    assertThat(example.listing("/")).isEqualTo(before);
  }

  @Test
  void verboseAddsTheStackTrace() {
    List<String> arguments = prepare("corpus.input=" + example.uri("/nowhere.txt"));
    arguments.add("--verbose");
    Execution execution = Execution.of(arguments);
    assertThat(execution.exitCode()).isEqualTo(INPUT);
    assertThat(execution.error()).contains("/nowhere.txt");
    assertThat(execution.showsStackTrace()).isTrue();
    assertThat(execution.err()).contains("InputException");
  }

  /** Executes, expects the exit code and that no file anywhere has changed; gives the message. */
  private String refused(int exitCode, List<String> arguments) {
    Map<String, String> before = example.listing("/");
    Execution execution = Execution.of(arguments);
    assertThat(execution.exitCode()).as(execution.err()).isEqualTo(exitCode);
    assertThat(execution.showsStackTrace()).as(execution.err()).isFalse();
    assertThat(execution.out()).isEmpty();
    assertThat(example.listing("/")).isEqualTo(before);
    return execution.error();
  }

  private List<String> prepare(String... settings) {
    // The folder that outputs share is no output itself: it may be there, and empty.
    example.folder("/never");
    return example.arguments("prepare", "/never", settings);
  }

  private List<String> overwriting(String command, String... settings) {
    List<String> arguments = example.arguments(command, "/example", settings);
    arguments.add("--overwrite");
    return arguments;
  }

  /** A command on the shards in a folder of their own, with the example's model. */
  private List<String> onCopy(String command, String folder, String... settings) {
    String[] all = Arrays.copyOf(settings, settings.length + 1);
    all[settings.length] =
        "model.path=" + example.uri((command.equals("train") ? folder : "/example") + "/model");
    return example.arguments(command, folder, all);
  }

  /** A command on the example's shards and model that writes into another folder. */
  private List<String> onCopyOfNothing(String command, String folder, String... settings) {
    String[] all = Arrays.copyOf(settings, settings.length + 1);
    all[settings.length] = "shards.path=" + example.uri("/example/shards");
    return command.equals("prepare")
        ? example.arguments(command, folder)
        : onCopy(command, folder, all);
  }

  private ShardFile lastShard(String folder, Split split) {
    List<ShardFile> files =
        ShardSet.open(new Storage(new Configuration()), example.uri(folder + "/shards"))
            .split(split)
            .files();
    return files.get(files.size() - 1);
  }

  private String digest(String path) {
    try {
      return Sha256.of(new ByteArrayInputStream(example.bytes(path)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void quota(String folder, long names, long bytes) throws IOException {
    ((DistributedFileSystem) example.files()).setQuota(new Path(folder), names, bytes);
  }

  /** As a user who owns nothing on the HDFS. */
  private static <T> T asReader(Supplier<T> action) {
    return UserGroupInformation.createUserForTesting("reader", new String[] {"readers"})
        .doAs((PrivilegedAction<T>) action::get);
  }
}
