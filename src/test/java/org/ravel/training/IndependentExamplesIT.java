package org.ravel.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ravel.training.TrainingFixture.checkpoints;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.config.ConfigLoader;
import org.ravel.config.RavelConfig;
import org.ravel.config.Split;
import org.ravel.error.ConfigurationException;
import org.ravel.error.InputException;
import org.ravel.error.StoppedException;
import org.ravel.model.LearningRateSchedule;
import org.ravel.model.NetworkSpecification;
import org.ravel.network.Network;
import org.ravel.sequence.Batch;
import org.ravel.sequence.Example;
import org.ravel.sequence.Field;
import org.ravel.shard.Manifest.ShardFile;
import org.ravel.shard.ShardSet;
import org.ravel.shard.file.ExampleReader;
import org.ravel.shard.preparation.Preparation;
import org.ravel.storage.Storage;
import org.ravel.testing.SparkFixture;
import org.ravel.training.TrainingFixture.Recorder;
import org.ravel.training.round.MeanTree;
import org.ravel.training.state.Floats;
import org.ravel.training.state.ModelState;
import org.ravel.training.worker.PlannedRound;
import org.ravel.training.worker.ShuffledBatches;
import org.ravel.training.worker.WorkerLanes;
import org.ravel.training.worker.WorkerRecipe;

/** Trainings on labels and classes beside plain loops over the same examples. */
class IndependentExamplesIT {
  /** Lanes of different lengths, and a last round that not every worker has a minibatch for. */
  private static final int EXAMPLES = 61;

  /** Of each task, for the rounds that are held against plain loops. */
  private static final Map<String, ShardSet> SHARDS = new LinkedHashMap<>();

  private static Path shared;

  @BeforeAll
  static void write(@TempDir Path folder) throws IOException {
    shared = folder;
    Random random = new Random(4);
    StringBuilder labels = new StringBuilder();
    StringBuilder classes = new StringBuilder();
    for (int i = 0; i < EXAMPLES; i++) {
      int length = 1 + random.nextInt(9);
      StringBuilder word = new StringBuilder();
      StringBuilder target = new StringBuilder();
      for (int step = 0; step < length; step++) {
        // In every third example stands a letter that no other has.
        word.append((char) (step == 1 && i % 3 == 0 ? 'α' + i : 'a' + random.nextInt(5)));
        target.append((char) ('A' + random.nextInt(3)));
      }
      labels.append(word).append('\t').append(target).append('\n');
      classes.append(word).append('\t').append("AB".charAt(random.nextInt(2))).append('\n');
    }
    Files.writeString(folder.resolve("labelling.txt"), labels);
    Files.writeString(folder.resolve("classification.txt"), classes);
  }

  @ParameterizedTest
  @CsvSource({
    // task, workers, minibatch, period, further settings
    "labelling, 1, 4, 3, model.bidirectional=true",
    "labelling, 3, 4, 2, model.bidirectional=true;model.layers=2;training.temporal-regularisation=1",
    "labelling, 2, 5, 4, model.cell=gru;training.length-pool=1",
    "labelling, 2, 4, 3, model.bidirectional=true;model.head=crf;model.cell=elman",
    "labelling, 2, 4, 3, model.bidirectional=true;training.unknown-dropout=0.5",
    "labelling, 2, 4, 3, model.kind=window;model.dense.sizes=7",
    "classification, 2, 4, 3, model.pooling=mean;model.dense.sizes=7;model.dense.activation=relu",
    "classification, 2, 4, 3, model.bidirectional=true;model.pooling=max;training.unknown-dropout=0.3",
    "classification, 3, 3, 2, model.pooling=last",
    "classification, 2, 4, 3, model.pooling=last;model.start.learned=true;model.lstm.peepholes=true",
    "labelling, 2, 4, 3, model.cell=jordan;model.shortcut=true;model.layers=2;model.start.value=0.5",
    "classification, 2, 4, 3, model.pooling=attention;model.bidirectional=true",
    "classification, 2, 4, 3, model.pooling=mean;model.initialisation.softmax-bias=frequencies",
  })
  void roundsOfAveragingEqualAPlainLoopToTheBit(
      String task, int workers, int minibatch, int period, String further) {
    String path = ";shards.path=" + shared.resolve(task + "-shards");
    RavelConfig config = config(task, workers, minibatch, period, further + path);
    ShardSet shards = SHARDS.computeIfAbsent(task, which -> prepare(config));
    Recorder recorder = TrainingFixture.train(config, shards);
    assertThat(recorder.result.tokens()).isEqualTo(2 * shards.split(Split.TRAIN).targets());
    assertThat(recorder.parameters)
        .isEqualTo(
            further.contains("frequencies")
                ? TrainingFixture.train(config, shards).parameters
                : plainLoop(config, shards));
  }

  /** Balanced weights are those that the counts give. */
  @Test
  void balancedWeightsAreThoseOfTheCounts() {
    RavelConfig balanced =
        config("classification", 2, 4, 3, "training.class-weights.rule=balanced");
    ShardSet shards = prepare(balanced);
    long[] counts = new long[2];
    examples(shards).forEach(example -> counts[example.ids(1)[0]]++);
    String given =
        "training.class-weights.rule=given;training.class-weights.given.%s=%s;training.class-weights.given.%s=%s"
            .formatted(
                shards.targetVocabulary().token(0),
                EXAMPLES / (2.0 * counts[0]),
                shards.targetVocabulary().token(1),
                EXAMPLES / (2.0 * counts[1]));
    float[] parameters = TrainingFixture.train(balanced, shards).parameters;
    assertThat(counts[0]).isNotEqualTo(counts[1]);
    assertThat(parameters)
        .isEqualTo(
            TrainingFixture.train(config("classification", 2, 4, 3, given), shards).parameters)
        .isNotEqualTo(
            TrainingFixture.train(config("classification", 2, 4, 3, ""), shards).parameters);
    assertThatThrownBy(
            () ->
                TrainingFixture.train(
                    config("classification", 2, 4, 3, given.replaceFirst("given.B=", "given.C=")),
                    shards))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("has a weight for C, which is no label of the training split")
        .hasMessageContaining("A")
        .hasMessageContaining("B");
  }

  @Test
  void aTrainingThatIsStoppedAgainAndAgainComesToTheSameBits() {
    RavelConfig config =
        config(
            "labelling",
            2,
            4,
            3,
            "model.bidirectional=true;model.dropout=0.3;training.updater.name=adam;training.unknown-dropout=0.5;training.schedule.name=linear;training.schedule.final-fraction=0");
    ShardSet shards = prepare(config);
    Recorder calm = TrainingFixture.train(config, shards);
    Recorder last = TrainingFixture.trainWithStops(config, shards, Optional.empty(), 1);
    assertThat(last.parameters).isEqualTo(calm.parameters);
  }

  /** Whatever averages and decays, and however often it is resumed. */
  @Test
  void aFrozenEmbeddingStaysAsItIs() {
    RavelConfig config =
        config(
            "labelling",
            3,
            4,
            2,
            "model.bidirectional=true;model.pretrained.file=vectors.txt;model.pretrained.frozen=true;training.updater.weight-decay=0.1;averaging.outer.step=bmuf");
    ShardSet shards = prepare(config);
    List<float[]> rows = new ArrayList<>();
    for (int id = 0; id < shards.vocabulary().size(); id++) {
      float[] row = new float[config.model().embeddingSize()];
      Arrays.fill(row, 0.1f * id + 0.01f);
      rows.add(id % 2 == 0 ? row : null);
    }
    Recorder calm = train(config, shards, new PretrainedEmbedding("digest", rows), "calm", false);
    List<float[]> embedding = embedding(calm, config);
    for (int id = 0; id < rows.size(); id += 2) {
      assertThat(embedding.get(id)).containsExactly(rows.get(id));
    }
    Recorder random =
        train(config, shards, new PretrainedEmbedding("digest", List.of()), "random", false);
    assertThat(embedding(random, config).get(1)).containsExactly(embedding.get(1));
    assertThat(random.parameters).isNotEqualTo(calm.parameters);
    assertThat(calm.parameters.length)
        .isEqualTo(calm.snapshot.parameters().length - rows.size() * embedding.get(0).length);
    // In two parts.
    assertThatThrownBy(
            () -> train(config, shards, new PretrainedEmbedding("digest", rows), "parts", true))
        .isInstanceOf(StoppedException.class);
    assertThatThrownBy(
            () -> train(config, shards, new PretrainedEmbedding("other", rows), "parts", false))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("SHA-256 other, but the one that was interrupted had started from");
    Recorder parts = train(config, shards, new PretrainedEmbedding("digest", rows), "parts", false);
    assertThat(parts.snapshot).isEqualTo(calm.snapshot);
  }

  /** Counts of tokens would take a walk over all shards. */
  @Test
  void aCheckpointOfAnotherStartIsRefusedBeforeAnythingIsRead() {
    RavelConfig config = config("labelling", 2, 4, 3, "training.unknown-dropout=0.5");
    ShardSet shards = prepare(config);
    var start = new PretrainedEmbedding("digest", List.of());
    assertThatThrownBy(() -> train(config, shards, start, "refused", true))
        .isInstanceOf(StoppedException.class);
    var other = new PretrainedEmbedding("other", List.of());
    int jobs = SparkFixture.session().sparkContext().dagScheduler().numTotalJobs();
    assertThatThrownBy(() -> train(config, shards, other, "refused", false))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("SHA-256 other");
    assertThat(SparkFixture.session().sparkContext().dagScheduler().numTotalJobs()).isEqualTo(jobs);
  }

  private static Recorder train(
      RavelConfig config, ShardSet shards, PretrainedEmbedding start, String run, boolean stops) {
    return TrainingFixture.train(
        SparkFixture.session(),
        config,
        shards,
        Optional.of(start),
        new Interruption(checkpoints(config, run), () -> stops),
        new Recorder());
  }

  private static List<float[]> embedding(Recorder recorder, RavelConfig config) {
    INDArray table = recorder.snapshot.named().get("0_E");
    assertThat(table.size(1)).isEqualTo(config.model().embeddingSize());
    return IntStream.range(0, (int) table.size(0))
        .mapToObj(row -> table.getRow(row).toFloatVector())
        .toList();
  }

  @Test
  void labelsThatTheLabelSetLacksCannotBeLearned() throws IOException {
    RavelConfig config = config("labelling", 1, 4, 3, "");
    Path few = Files.createDirectories(shared.resolve("few"));
    ShardSet all = prepare(config);
    Files.writeString(few.resolve("few.txt"), "ab\tAB\n");
    RavelConfig ofFew =
        config(
            "labelling",
            1,
            1,
            1,
            "corpus.input=%s;shards.path=%s"
                .formatted(few.resolve("few.txt"), few.resolve("shards")));
    prepare(ofFew);
    RavelConfig lacking =
        config(
            "labelling",
            1,
            4,
            3,
            "target-vocabulary.from=%s;shards.path=%s"
                .formatted(few.resolve("shards"), few.resolve("lacking")));
    ShardSet shards = prepare(lacking);
    assertThat(all.targetVocabulary().size()).isEqualTo(3);
    assertThatThrownBy(() -> TrainingFixture.train(lacking, shards))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("none of its labels");
  }

  /** Whoever wants no example refused or cut allows any length. */
  @Test
  void aTrainingIsAsLargeAsItsLongestExample() {
    RavelConfig config = config("labelling", 1, 4, 3, "shards.sequence-length=1000000");
    TrainingSize size = TrainingSize.of(config, prepare(config));
    assertThat(size.sequenceLength()).isEqualTo(9);
  }

  /** Its loss would be 0 / 0, and look like a training that diverges. */
  @Test
  void aValidationSplitWithoutAnyKnownLabelIsRefused() throws IOException {
    Path folder = Files.createDirectories(shared.resolve("validation"));
    Path input = folder.resolve("validation.txt");
    String settings =
        "split.validation-input=%s;shards.path=%s".formatted(input, folder.resolve("shards"));
    RavelConfig config = config("labelling", 1, 4, 3, settings);
    Files.writeString(input, "ab\tYZ\n");
    ShardSet strange = prepare(config);
    assertThatThrownBy(() -> TaskEnds.of(strange, config))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("none of the 2 targets of the validation split");
    Files.writeString(input, "ab\tYA\n");
    assertThat(TaskEnds.of(prepare(config), config).classes()).isEqualTo(3);
  }

  /** A network for each worker, in turn, and means that are weighted with the targets. */
  private static float[] plainLoop(RavelConfig config, ShardSet shards) {
    int workers = config.averaging().workers();
    int size = config.training().minibatchSize();
    List<Example> examples = examples(shards);
    RoundPlan plan =
        new RoundPlan(
            WorkerLanes.of(examples.size(), workers, size),
            config.averaging(),
            config.training().epochs());
    Network network =
        new NetworkSpecification(
                config.model(),
                TaskEnds.of(shards, config),
                config.training(),
                LearningRateSchedule.of(
                    config.training().schedule(),
                    config.training().updater().learningRate(),
                    1,
                    config.training().epochs()),
                config.seed())
            .build();
    Floats start = Floats.of(network.parameters());
    Map<Integer, Long> counts =
        examples.stream()
            .flatMapToInt(example -> Arrays.stream(example.ids(0)))
            .boxed()
            .collect(Collectors.groupingBy(id -> id, Collectors.counting()));
    List<Integer> once = counts.keySet().stream().filter(id -> counts.get(id) == 1).toList();
    assertThat(once).hasSizeGreaterThan(10);
    for (PlannedRound round : plan) {
      MeanTree tree = new MeanTree(round.workers());
      for (int worker = 0; worker < round.workers(); worker++) {
        start.copyTo(network.parameters());
        network.setIterations((int) round.iteration(), 0);
        long targets = 0;
        List<Batch> epoch = epoch(share(examples, worker, workers, size), worker, round, config);
        SplittableRandom unknowns =
            new SplittableRandom(~WorkerRecipe.seed(config.seed(), round.number(), worker));
        int first = (int) round.firstStep();
        int end = Math.min(first + round.steps(), epoch.size());
        for (Batch batch : epoch.subList(first, end)) {
          Batch read = unknown(batch, once, config.training().unknownDropout(), unknowns);
          network.train(read, network.start());
          targets += batch.counted();
        }
        tree.add(worker, new ModelState(Floats.of(network.parameters()), Floats.none()), targets);
      }
      start = tree.mean().parameters();
    }
    return start.values();
  }

  /** Tokens that stand once become {@code <unk>}, as many as are drawn. */
  private static Batch unknown(
      Batch batch, List<Integer> once, double probability, SplittableRandom random) {
    int[] ids =
        Arrays.stream(batch.inputs().ids())
            .map(
                id ->
                    probability > 0 && once.contains(id) && random.nextDouble() < probability
                        ? 0
                        : id)
            .toArray();
    return new Batch(new Field(batch.read().steps(), batch.read().lengths(), ids), batch.targets());
  }

  /** Every lane is a contiguous run of examples; a worker's block has them step by step. */
  private static List<Example> share(List<Example> examples, int worker, int workers, int size) {
    List<List<Example>> lanes = new ArrayList<>();
    int number = workers * size;
    int from = 0;
    for (int lane = 0; lane < number; lane++) {
      int length = examples.size() / number + (lane < examples.size() % number ? 1 : 0);
      lanes.add(examples.subList(from, from + length));
      from += length;
    }
    List<Example> share = new ArrayList<>();
    for (int step = 0; step < lanes.get(0).size(); step++) {
      for (int row = 0; row < size; row++) {
        List<Example> lane = lanes.get(row * workers + worker);
        if (step < lane.size()) {
          share.add(lane.get(step));
        }
      }
    }
    return share;
  }

  private static List<Batch> epoch(
      List<Example> share, int worker, PlannedRound round, RavelConfig config) {
    int[] lengths = share.stream().mapToInt(example -> example.ids(0).length).toArray();
    long seed = WorkerRecipe.seed(config.seed(), round.epoch(), worker) * 31;
    List<Batch> batches = new ArrayList<>();
    for (int[] places :
        ShuffledBatches.of(
            lengths, config.training().minibatchSize(), config.training().lengthPool(), seed)) {
      List<Example> rows = Arrays.stream(places).mapToObj(share::get).toList();
      batches.add(
          new Batch(
              Field.of(rows.stream().map(row -> row.ids(0)).toArray(int[][]::new)),
              Field.of(rows.stream().map(row -> row.ids(1)).toArray(int[][]::new))));
    }
    return batches;
  }

  private static List<Example> examples(ShardSet shards) {
    List<Example> examples = new ArrayList<>();
    for (ShardFile file : shards.split(Split.TRAIN).files()) {
      try (ExampleReader reader =
          ExampleReader.open(
              new Configuration(),
              shards.path(),
              shards.manifest().schema(),
              file,
              0,
              file.sequences(),
              false)) {
        reader.forEachRemaining(examples::add);
      }
    }
    return examples;
  }

  private static ShardSet prepare(RavelConfig config) {
    Storage storage = new Storage(new Configuration());
    new Preparation(SparkFixture.session(), storage, config, "", true).run();
    return ShardSet.open(storage, config.shards().path());
  }

  private static RavelConfig config(
      String task, int workers, int minibatch, int period, String further) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("task", task);
    all.put("corpus.input", shared.resolve(task + ".txt").toString());
    all.put("corpus.format", "lines");
    all.put("corpus.columns.input", "1");
    all.put("corpus.columns.target", "2");
    all.put("output", shared.resolve("out").toString());
    all.put("split.validation", "0");
    all.put("split.test", "0");
    all.put("model.embedding-size", "5");
    all.put("model.hidden-size", "6");
    all.put("training.minibatch-size", Integer.toString(minibatch));
    all.put("training.epochs", "2");
    all.put("training.updater.name", "sgd");
    all.put("training.updater.learning-rate", "0.1");
    all.put("averaging.workers", Integer.toString(workers));
    all.put("averaging.period", Integer.toString(period));
    for (String setting : further.isEmpty() ? new String[0] : further.split(";", -1)) {
      String[] parts = setting.split("=", 2);
      all.put(parts[0], parts[1]);
    }
    return ConfigLoader.load("test", "", all).values();
  }
}
