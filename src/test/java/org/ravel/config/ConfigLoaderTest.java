package org.ravel.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ravel.error.ConfigurationException;

class ConfigLoaderTest {

  @Test
  void defaultsAreThoseOfReferenceConf() {
    RavelConfig config = load("", Map.of());
    assertThat(config.output()).isEqualTo("ravel-output");
    assertThat(config.seed()).isEqualTo(1);
    assertThat(config.corpus())
        .isEqualTo(
            new CorpusConfig(
                List.of(),
                CorpusFormat.TEXT,
                StepKind.TOKENS,
                new ColumnsConfig(
                    List.of(), List.of(), null, List.of(), null, null, null, ",", true),
                new TreesConfig(TreesConfig.Labels.NODES, 2, TreesConfig.OneChild.REFUSE),
                new CaptionsConfig(List.of(), null, List.of()),
                TokenizerKind.CHARACTER,
                false,
                Documents.NONE,
                MalformedText.FAIL,
                new ByteSize(32 << 20)));
    assertThat(config.vocabulary()).isEqualTo(new VocabularyConfig(0, 1, null));
    assertThat(config.scaling())
        .isEqualTo(new ScalingConfig(ScalingConfig.ScalingRule.STANDARD, null));
    assertThat(config.forecasting())
        .isEqualTo(
            new ForecastingConfig(
                1,
                24,
                false,
                "auto",
                0,
                ForecastingConfig.Transform.NONE,
                ForecastingConfig.Predict.VALUE,
                ForecastingConfig.Read.VALUE,
                null,
                null));
    assertThat(config.split())
        .isEqualTo(new SplitConfig(SplitConfig.By.TOKENS, 0.05, 0.05, List.of(), List.of()));
    assertThat(config.shards())
        .isEqualTo(new ShardsConfig("ravel-output/shards", 64, ShardsConfig.Longer.REFUSE, false));
    assertThat(config.model())
        .isEqualTo(
            new ModelConfig(
                "ravel-output/model",
                null,
                ModelConfig.NetworkKind.RECURRENT,
                new NGramConfig(5, NGramConfig.Smoothing.KNESER_NEY, null),
                new MixtureConfig(List.of()),
                new AutoregressiveConfig(
                    24,
                    0,
                    AutoregressiveConfig.Order.ALL,
                    AutoregressiveConfig.Strategy.ITERATED,
                    0),
                new LinearDynamicConfig(LinearDynamicConfig.Structure.LEVEL, 4, 200, 1e-6),
                new HiddenMarkovConfig(
                    64, 1, 100, 1e-4, 0.1, 1e-3, HiddenMarkovConfig.StateDecoding.VITERBI),
                new WindowConfig(3, 3),
                ModelConfig.Composition.N_ARY,
                ModelConfig.CellKind.LSTM,
                128,
                new PretrainedConfig(null, false),
                new CharactersConfig(CharactersConfig.Network.NONE, 25, 25, 3),
                new SeriesEmbeddingConfig(0, 0.05),
                256,
                1,
                false,
                ModelConfig.Pooling.MAX,
                new DecoderConfig(
                    1,
                    null,
                    DecoderConfig.Attention.GENERAL,
                    false,
                    false,
                    DecoderConfig.Image.INITIAL_STATE),
                new DenseConfig(List.of(), DenseConfig.ActivationKind.TANH),
                ModelConfig.HeadKind.SOFTMAX,
                ModelConfig.OutputKind.SQUARED_ERROR,
                List.of(0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.975),
                0.0,
                ModelConfig.DropoutMask.STEP,
                0.0,
                0.0,
                false,
                new InitialisationConfig(
                    InitialisationConfig.WeightDistribution.UNIFORM,
                    InitialisationConfig.RecurrentWeights.SAME,
                    InitialisationConfig.Biases.UNIFORM,
                    100,
                    null,
                    InitialisationConfig.SoftmaxBias.SAME,
                    15,
                    1.0,
                    null,
                    null),
                new LstmConfig(0.0, false),
                new GruConfig(GruConfig.Reset.AFTER, 0.0),
                new JordanConfig(null, false),
                new HigherOrderConfig(List.of(1, 2)),
                new StartConfig(false, 0.0),
                false));
    assertThat(config.training().path()).isEqualTo("ravel-output/training");
    assertThat(config.training().updater())
        .isEqualTo(
            new UpdaterConfig(UpdaterConfig.Kind.ADAM, 0.002, 0.9, 0, 0.95, 0.9, 0.999, 1e-8, 0));
    assertThat(config.evaluation())
        .isEqualTo(
            new EvaluationConfig(
                "ravel-output/report",
                "ravel-output/shards",
                Split.TEST,
                true,
                32,
                1024,
                0.5,
                null,
                List.of(),
                List.of(),
                null));
    assertThat(config.generation())
        .isEqualTo(new GenerationConfig(500, "", 1.0, 0, 1.0, null, null));
    assertThat(config.decoding())
        .isEqualTo(
            new DecodingConfig(
                DecodingConfig.Method.BEAM,
                1,
                1,
                1.0,
                DecodingConfig.LengthRule.POWER,
                0.0,
                0,
                100,
                0,
                false,
                new DecodingConfig.SamplingConfig(1.0, 0, 1.0, null)));
    assertThat(config.scoring())
        .isEqualTo(
            new ScoringConfig(
                "ravel-output/scores",
                List.of(),
                ScoringConfig.Format.TEXT,
                ScoringConfig.TextUnit.LINE,
                "text",
                null,
                "",
                true,
                OutputFormat.PARQUET,
                "",
                32,
                new ByteSize(4 << 20)));
    assertThat(config.prediction())
        .isEqualTo(
            new PredictionConfig(
                "ravel-output/predictions",
                List.of(),
                null,
                List.of(),
                null,
                null,
                List.of(),
                null,
                null,
                null,
                null,
                MalformedText.FAIL,
                null,
                false,
                0.5,
                List.of(0.1, 0.5, 0.9),
                null,
                PredictionConfig.Alignments.NONE,
                "",
                new ByteSize(4 << 20)));
    assertThat(config.features())
        .isEqualTo(
            new FeaturesConfig(
                "ravel-output/features",
                List.of(),
                FeaturesConfig.Form.VECTOR,
                List.of(7, 7),
                new FeaturesConfig.NetworkFile(null, null, null, FeaturesConfig.Layout.NCHW, null),
                new ImageConfig(
                    224,
                    224,
                    ImageConfig.Fit.CROP,
                    256,
                    ImageConfig.Channels.RGB,
                    1 / 255d,
                    List.of(0.485, 0.456, 0.406),
                    List.of(0.229, 0.224, 0.225)),
                MalformedText.FAIL,
                new ByteSize(8 << 20)));
    assertThat(config.sweep())
        .isEqualTo(
            new SweepConfig(
                "ravel-output/sweep", List.of(), 0, 0, new SweepConfig.GoalConfig(null, null)));
    assertThat(config.lab())
        .isEqualTo(
            new LabConfig(
                "ravel-output/lab",
                null,
                null,
                new LabConfig.SamplesConfig(null, null, null),
                List.of(),
                null,
                LabConfig.Form.FULL,
                List.of(),
                null,
                List.of(),
                List.of()));
    assertThat(config.registry())
        .isEqualTo(new RegistryConfig("ravel-output/registry", "default", 10, 3));
    RetrainingConfig retraining = config.retraining();
    assertThat(retraining.path()).isEqualTo("ravel-output/registry/default/runs");
    assertThat(retraining.warmStart()).isEqualTo(RetrainingConfig.WarmStartRule.CHAMPION);
    assertThat(retraining.trainOn()).isEqualTo(RetrainingConfig.TrainOn.ALL);
    assertThat(retraining.lock()).isEqualTo(new RetrainingConfig.LockConfig(10));
    assertThat(retraining.inspection())
        .isEqualTo(new RetrainingConfig.InspectionConfig(4.0, List.of(), List.of()));
    assertThat(retraining.slices()).isEmpty();
    assertThat(retraining.gate()).isEqualTo(new GateConfig(Split.TEST, 0.95, 2000, 1, List.of()));
    assertThat(retraining.gate().rules(Task.LANGUAGE_MODEL))
        .containsExactly(
            perplexity(GateConfig.Holdout.PINNED, null, 1.0, true),
            perplexity(GateConfig.Holdout.PINNED, "each", 1.01, false),
            perplexity(GateConfig.Holdout.NEW, null, 1.01, false))
        .isEqualTo(retraining.gate().rules(Task.TRANSLATION))
        .isEqualTo(retraining.gate().rules(Task.CAPTIONING));
    assertThat(retraining.gate().rules(Task.LABELLING))
        .containsExactly(
            accuracy(GateConfig.Holdout.PINNED, null, 1.0),
            accuracy(GateConfig.Holdout.PINNED, "each", 0.98),
            accuracy(GateConfig.Holdout.NEW, null, 0.99))
        .isEqualTo(retraining.gate().rules(Task.CLASSIFICATION));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"training {}", "training { updater {} }", "retraining {}\nretraining.slices {}"})
  void aGroupMayBeEmpty(String file) {
    assertThat(load(file, Map.of())).isEqualTo(load("", Map.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"retrainig {}", "training { updatr {} }"})
  void anEmptyGroupThatIsNoneIsRefused(String file) {
    assertThatThrownBy(() -> load(file, Map.of()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll("which is no setting; did you mean ");
  }

  @Test
  void everySettingCanBeSet() {
    String file =
        """
        output = "hdfs:///o"
        seed = 2
        corpus { input = ["hdfs:///a", "/b c"], format = text
          columns { input = [], target = [], separator = ";", label-separator = " and ", header = false },
          trees { labels = root-of-tagged, children = 4, one-child = merge }, tokenizer = word, lower-case = true,
          documents = line, malformed = replace, chunk-size = 1MB }
        vocabulary { max-size = 10, min-count = 3, from = "hdfs:///v" }
        scaling.rule = none
        forecasting { horizon = 24, context = 48, wide = true, frequency = 1 hour, season = 168,
          transform = log, predict = seasonal-change, read = change, validation-from = 2016-01-01,
          test-from = 2017-01-01 }
        target-vocabulary.from = "hdfs:///l"
        split { by = documents, validation = 0.1, test = 0.2, validation-input = [],
          test-input = [] }
        shards { path = "s", sequence-length = 5, longer = cut, spelling = false }
        model { path = "m", weights-from = null, kind = recurrent, ngram { order = 3, smoothing = witten-bell, from = n },
          mixture.models = [b, c],
          autoregressive { lags = 30, season-lags = 2, order = aic, strategy = direct, ridge = 0.5 },
          linear-dynamic { structure = trend-season, states = 7, iterations = 8, tolerance = 0.25 },
          hidden-markov { states = 5, restarts = 3, iterations = 9, tolerance = 0.01, smoothing = 0.5,
            variance-floor = 0.25, decoding = posterior },
          window { before = 4, after = 5 }, composition = gated-sum, cell = elman,
          embedding-size = 7,
          pretrained { file = null, frozen = false }
          characters { network = none, embedding-size = 21, hidden-size = 22, window = 4 }
          series-embedding { size = 0, dropout = 0.5 }
          hidden-size = 7, layers = 8,
          pooling = mean, decoder { layers = 9, hidden-size = 7, attention = additive, context-at-each-step = true,
            input-feeding = true }
          dense { sizes = [], activation = relu }, dropout = 0.25,
          dropout-mask = sequence, embedding-dropout = 0, weight-dropout = 0, tie-embeddings = true
          initialisation { weights = he-normal, recurrent-weights = orthogonal, biases = uniform,
            longest-dependency = 12, embedding-deviation = 0.35, softmax-bias = frequencies,
            incoming = 3, deviation = 0.6, input-deviation = 0.05, spectral-radius = 1.1 }
          lstm { forget-gate-bias = 0.5, peepholes = true }
          gru { reset = before, update-gate-bias = 0.25 }
          jordan { outputs = 6, hidden-feedback = true }, higher-order { back = [2, 4] },
          start { learned = false, value = 0 }, shortcut = false }
        training { path = "t", method = averaging, evolution { search = cma-es, population = 12,
            deviation = 2, growth = 3, decay = 0.5 }, engine = dl4j, minibatch-size = 4, length-pool = 8, epochs = 6,
          carry-state = false, state-reset = 0.2, clip-norm = 7.5,
          unknown-dropout = 0, class-weights { rule = none, given {} }, label-smoothing = 0.15, loss-over = nodes
          activation-regularisation = 0, temporal-regularisation = 0, attention-regularisation = 0
          hessian-free { damping = 2, structural-damping = 0.03, iterations = 50, start-decay = 0.9 }
          updater { name = nesterov, learning-rate = 0.1, momentum = 0.2, momentum-growth-steps = 0, decay = 0.3, beta1 = 0.4,
            beta2 = 0.5, epsilon = 0.6, weight-decay = 0.7 }
          schedule { name = cosine, warmup-epochs = 0.5, step-epochs = 2, decay = 0.7,
            final-fraction = 0.8 }
          weight-averaging { name = none, start = 0.35, decay = 0.45 }
          validation { every-rounds = 9, patience = 10, min-improvement = 0.01, above-uniform = publish }
          checkpoint { every-rounds = 18, every-minutes = 1.5, keep = 19 }
          sample { sentences = 4, length = 11, prime = "p", temperature = 0.9 } }
        prepare { changed-files = add,
          drift { max-unknown-increase = 0.01, max-divergence = 0.25, max-new-labels = 0.02,
            max-label-divergence = 0.5, action = fail } }
        compaction { file-size = 1MiB, keep-days = 4 }
        averaging { workers = 3, period = 5, first-period = 2, growth-epochs = 2.5,
          outer { step = plain, learning-rate = 0.6, momentum = 0.7, nesterov = false }
          warmup-periods = 8, scale-learning-rate = true, reduction = driver }
        evaluation { path = "e", shards = "x", split = train, carry-state = false, threshold = 0.25,
          minibatch-size = 12, block-sequences = 13, source-entropy = 1.5, label-groups = [], images = null,
          baselines = [b] }
        generation { length = 14, prime = "q", temperature = 0, top-k = 15, top-p = 0.5,
          seed = 16, output = "g" }
        decoding { beam = 5, candidates = 4, length-penalty = 0.5, length-rule = wu,
          coverage-penalty = 0.2, shortest = 2, longest = 200, no-repeat-ngram = 3,
          replace-unknown = true, sampling.seed = 23 }
        scoring { path = "y", input = ["z", "zz"], format = json, documents = file, column = "c",
          target-column = td, prime = "r", score-end = false, output-format = csv, prefix = "lm_", minibatch-size = 17,
          chunk-size = 18 }
        prediction { path = pp, input = [pi], format = columns, columns = [3], label-columns = [4],
          separator = "|", header = false, tokenizer = word, tree-labels = none, malformed = skip,
          output-format = parquet, probabilities = true, threshold = 0.75,
          alignments = pharaoh, quantiles = [0.2, 0.8], horizon = 12, prefix = "p_",
          chunk-size = 23 }
        features { path = "f", input = [fi], form = grid, grid = [3, 4],
          network { file = fn, input = in, output = out, layout = nhwc, output-layout = nchw }
          image { height = 31, width = 32, fit = stretch, shorter-side = 33, channels = bgr, scale = 0.5,
            mean = [1, 2, 3], deviation = [4, 5, 6] }
          malformed = skip, chunk-size = 24 }
        sweep { path = "w", over = ["seed = 1..3", "model.hidden-size = 2, 3"], draws = 4, parallel = 5,
          goal { figure = accuracy, value = 0.5 } }
        lab { path = "la", title = Counting, question = "Who counts?", variants = [x, y], variant = z
          samples { training = "--a 1", validation = "--b 2", test = "--c 3" }
          form = quick, quick = ["seed=7"], inspect = "--d 4", pictures = [states], rows = [one.conf] }
        registry { path = "r", name = "books", keep-versions = 20, keep-champions = 21 }
        retraining { path = "n", warm-start = none, train-on = new, lock.lease-minutes = 0.5
          inspection { perplexity-ratio-below = 23, withhold = ["w/*"], admit = ["w/a", b] }
          slices { novels = ["novels/*", "n.txt"] }
          gate { split = validation, confidence = 0.9, resamples = 999, run-length = 22,
            rules = [{ holdout = new, slice = novels, metric = accuracy, ratio-above = 0.99,
              confident = true }] } }
        """;
    assertThat(load(file, Map.of()))
        .isEqualTo(
            new RavelConfig(
                "hdfs:///o",
                Task.LANGUAGE_MODEL,
                2,
                new CorpusConfig(
                    List.of("hdfs:///a", "/b c"),
                    CorpusFormat.TEXT,
                    StepKind.TOKENS,
                    new ColumnsConfig(
                        List.of(), List.of(), null, List.of(), null, null, ";", " and ", false),
                    new TreesConfig(
                        TreesConfig.Labels.ROOT_OF_TAGGED, 4, TreesConfig.OneChild.MERGE),
                    new CaptionsConfig(List.of(), null, List.of()),
                    TokenizerKind.WORD,
                    true,
                    Documents.LINE,
                    MalformedText.REPLACE,
                    new ByteSize(1_000_000)),
                new VocabularyConfig(10, 3, "hdfs:///v"),
                new TargetVocabularyConfig(0, 1, "hdfs:///l", false),
                new ScalingConfig(ScalingConfig.ScalingRule.NONE, null),
                new ForecastingConfig(
                    24,
                    48,
                    true,
                    "1 hour",
                    168,
                    ForecastingConfig.Transform.LOG,
                    ForecastingConfig.Predict.SEASONAL_CHANGE,
                    ForecastingConfig.Read.CHANGE,
                    "2016-01-01",
                    "2017-01-01"),
                new SplitConfig(SplitConfig.By.DOCUMENTS, 0.1, 0.2, List.of(), List.of()),
                new ShardsConfig("s", 5, ShardsConfig.Longer.CUT, false),
                new PrepareConfig(
                    PrepareConfig.ChangedFiles.ADD,
                    new PrepareConfig.DriftConfig(
                        0.01, 0.25, 0.02, 0.5, PrepareConfig.DriftConfig.Action.FAIL)),
                new CompactionConfig(new ByteSize(1 << 20), 4),
                new ModelConfig(
                    "m",
                    null,
                    ModelConfig.NetworkKind.RECURRENT,
                    new NGramConfig(3, NGramConfig.Smoothing.WITTEN_BELL, "n"),
                    new MixtureConfig(List.of("b", "c")),
                    new AutoregressiveConfig(
                        30,
                        2,
                        AutoregressiveConfig.Order.AIC,
                        AutoregressiveConfig.Strategy.DIRECT,
                        0.5),
                    new LinearDynamicConfig(LinearDynamicConfig.Structure.TREND_SEASON, 7, 8, 0.25),
                    new HiddenMarkovConfig(
                        5, 3, 9, 0.01, 0.5, 0.25, HiddenMarkovConfig.StateDecoding.POSTERIOR),
                    new WindowConfig(4, 5),
                    ModelConfig.Composition.GATED_SUM,
                    ModelConfig.CellKind.ELMAN,
                    7,
                    new PretrainedConfig(null, false),
                    new CharactersConfig(CharactersConfig.Network.NONE, 21, 22, 4),
                    new SeriesEmbeddingConfig(0, 0.5),
                    7,
                    8,
                    false,
                    ModelConfig.Pooling.MEAN,
                    new DecoderConfig(
                        9,
                        7,
                        DecoderConfig.Attention.ADDITIVE,
                        true,
                        true,
                        DecoderConfig.Image.INITIAL_STATE),
                    new DenseConfig(List.of(), DenseConfig.ActivationKind.RELU),
                    ModelConfig.HeadKind.SOFTMAX,
                    ModelConfig.OutputKind.SQUARED_ERROR,
                    List.of(0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.975),
                    0.25,
                    ModelConfig.DropoutMask.SEQUENCE,
                    0,
                    0,
                    true,
                    new InitialisationConfig(
                        InitialisationConfig.WeightDistribution.HE_NORMAL,
                        InitialisationConfig.RecurrentWeights.ORTHOGONAL,
                        InitialisationConfig.Biases.UNIFORM,
                        12,
                        0.35,
                        InitialisationConfig.SoftmaxBias.FREQUENCIES,
                        3,
                        0.6,
                        0.05,
                        1.1),
                    new LstmConfig(0.5, true),
                    new GruConfig(GruConfig.Reset.BEFORE, 0.25),
                    new JordanConfig(6, true),
                    new HigherOrderConfig(List.of(2, 4)),
                    new StartConfig(false, 0),
                    false),
                new TrainingConfig(
                    "t",
                    TrainingConfig.Method.AVERAGING,
                    new EvolutionConfig(EvolutionConfig.SearchKind.CMA_ES, 12, 2, 3, 0.5),
                    new HessianFreeConfig(2, 0.03, 50, 0.9),
                    TrainingConfig.EngineKind.DL4J,
                    4,
                    8,
                    6,
                    false,
                    0.2,
                    TrainingConfig.KernelKind.FAST,
                    7.5,
                    0,
                    new ClassWeightsConfig(ClassWeightsConfig.WeightRule.NONE, Map.of()),
                    0.15,
                    TrainingConfig.LossOver.NODES,
                    0,
                    0,
                    0,
                    new UpdaterConfig(
                        UpdaterConfig.Kind.NESTEROV, 0.1, 0.2, 0, 0.3, 0.4, 0.5, 0.6, 0.7),
                    new ScheduleConfig(ScheduleConfig.Kind.COSINE, 0.5, 2, 0.7, 0.8),
                    new WeightAveragingConfig(WeightAveragingConfig.WeightMean.NONE, 0.35, 0.45),
                    new TrainingConfig.ValidationConfig(
                        9,
                        TrainingConfig.ValidationConfig.BestBy.LOSS,
                        10,
                        0.01,
                        TrainingConfig.ValidationConfig.AboveUniform.PUBLISH),
                    new TrainingConfig.CheckpointConfig(18, 1.5, 19),
                    new TrainingConfig.SampleConfig(4, 11, "p", 0.9)),
                new AveragingConfig(
                    3,
                    5,
                    2,
                    2.5,
                    AveragingConfig.UpdaterState.AVERAGE,
                    new AveragingConfig.OuterConfig(
                        AveragingConfig.OuterConfig.Step.PLAIN, 0.6, 0.7, false),
                    8,
                    true,
                    AveragingConfig.DivergenceRule.STOP,
                    AveragingConfig.Reduction.DRIVER),
                new EvaluationConfig(
                    "e", "x", Split.TRAIN, false, 12, 13, 0.25, 1.5, List.of(), List.of("b"), null),
                new GenerationConfig(14, "q", 0, 15, 0.5, 16L, "g"),
                new DecodingConfig(
                    DecodingConfig.Method.BEAM,
                    5,
                    4,
                    0.5,
                    DecodingConfig.LengthRule.WU,
                    0.2,
                    2,
                    200,
                    3,
                    true,
                    new DecodingConfig.SamplingConfig(1.0, 0, 1.0, 23L)),
                new ScoringConfig(
                    "y",
                    List.of("z", "zz"),
                    ScoringConfig.Format.JSON,
                    ScoringConfig.TextUnit.FILE,
                    "c",
                    "td",
                    "r",
                    false,
                    OutputFormat.CSV,
                    "lm_",
                    17,
                    new ByteSize(18)),
                new PredictionConfig(
                    "pp",
                    List.of("pi"),
                    CorpusFormat.COLUMNS,
                    List.of("3"),
                    null,
                    null,
                    List.of("4"),
                    "|",
                    false,
                    TokenizerKind.WORD,
                    TreesConfig.Labels.NONE,
                    MalformedText.SKIP,
                    OutputFormat.PARQUET,
                    true,
                    0.75,
                    List.of(0.2, 0.8),
                    12,
                    PredictionConfig.Alignments.PHARAOH,
                    "p_",
                    new ByteSize(23)),
                new FeaturesConfig(
                    "f",
                    List.of("fi"),
                    FeaturesConfig.Form.GRID,
                    List.of(3, 4),
                    new FeaturesConfig.NetworkFile(
                        "fn", "in", "out", FeaturesConfig.Layout.NHWC, FeaturesConfig.Layout.NCHW),
                    new ImageConfig(
                        31,
                        32,
                        ImageConfig.Fit.STRETCH,
                        33,
                        ImageConfig.Channels.BGR,
                        0.5,
                        List.of(1.0, 2.0, 3.0),
                        List.of(4.0, 5.0, 6.0)),
                    MalformedText.SKIP,
                    new ByteSize(24)),
                new SweepConfig(
                    "w",
                    List.of("seed = 1..3", "model.hidden-size = 2, 3"),
                    4,
                    5,
                    new SweepConfig.GoalConfig("accuracy", 0.5)),
                new LabConfig(
                    "la",
                    "Counting",
                    "Who counts?",
                    new LabConfig.SamplesConfig("--a 1", "--b 2", "--c 3"),
                    List.of("x", "y"),
                    "z",
                    LabConfig.Form.QUICK,
                    List.of("seed=7"),
                    "--d 4",
                    List.of("states"),
                    List.of("one.conf")),
                new RegistryConfig("r", "books", 20, 21),
                new RetrainingConfig(
                    "n",
                    RetrainingConfig.WarmStartRule.NONE,
                    RetrainingConfig.TrainOn.NEW,
                    new RetrainingConfig.LockConfig(0.5),
                    new RetrainingConfig.InspectionConfig(
                        23.0, List.of(new Glob("w/*")), List.of(new Glob("w/a"), new Glob("b"))),
                    new GateConfig(
                        Split.VALIDATION,
                        0.9,
                        999,
                        22,
                        List.of(
                            new GateConfig.RuleConfig(
                                GateConfig.Holdout.NEW,
                                "novels",
                                GateConfig.Metric.ACCURACY,
                                null,
                                0.99,
                                true))),
                    Map.of("novels", List.of(new Glob("novels/*"), new Glob("n.txt"))))));
  }

  @Test
  void aLineThatFallsFromTheEndOfTheWarmupNeedsTimeToFall() {
    String file = "training { epochs = 3, schedule { name = linear, warmup-epochs = %s } }";
    assertThat(load(file.formatted("2.5"), Map.of()).training().schedule().warmupEpochs())
        .isEqualTo(2.5);
    assertThatThrownBy(() -> load(file.formatted("3"), Map.of()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(
            "training.schedule.warmup-epochs is 3.0 but must be below training.epochs, which is 3");
  }

  @Test
  void singleSettingsStandAboveTheFile() {
    RavelConfig config =
        load(
            "shards.sequence-length = 5, output = x",
            Map.of(
                "shards.sequence-length", "7",
                "corpus.input", "hdfs:///a,hdfs:///b",
                "output", "hdfs://host:8020/out",
                "generation.prime", "# not a {comment}",
                "evaluation.source-entropy", "null"));
    assertThat(config.shards().sequenceLength()).isEqualTo(7);
    assertThat(config.corpus().input()).containsExactly("hdfs:///a", "hdfs:///b");
    assertThat(config.shards().path()).isEqualTo("hdfs://host:8020/out/shards");
    assertThat(config.generation().prime()).isEqualTo("# not a {comment}");
    assertThat(config.evaluation().sourceEntropy()).isNull();
  }

  @Test
  void oneInputNeedsNoList() {
    assertThat(load("corpus.input = \"a\"", Map.of()).corpus().input()).containsExactly("a");
    assertThat(load("", Map.of("corpus.input", "[a, b]")).corpus().input())
        .containsExactly("a", "b");
  }

  @Test
  void theTextOfAConfigurationGivesItAgain() {
    ConfigLoader.Loaded loaded =
        ConfigLoader.load("test.conf", "", Map.of("seed", "9", "corpus.input", "a,b"));
    assertThat(ConfigLoader.load("again", loaded.text(), Map.of()).values())
        .isEqualTo(loaded.values());
  }

  @Test
  void aSingleSettingGetsTheTypeOfItsDefault() {
    RavelConfig defaults = load("", Map.of());
    Config reference = ConfigFactory.parseString(loaded("", Map.of()).text());
    for (Map.Entry<String, ConfigValue> entry : reference.entrySet()) {
      ConfigValue standard = entry.getValue();
      if (standard.valueType() == ConfigValueType.LIST) {
        continue;
      }
      String text = String.valueOf(standard.unwrapped());
      ConfigLoader.Loaded loaded = loaded("", Map.of(entry.getKey(), text));
      assertThat(loaded.values()).as(entry.getKey()).isEqualTo(defaults);
      assertThat(ConfigFactory.parseString(loaded.text()).getValue(entry.getKey()).valueType())
          .as(entry.getKey())
          .isEqualTo(standard.valueType());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "evaluation.source-entropy, 1.5, NUMBER",
    "generation.seed, 7, NUMBER",
    "averaging.outer.momentum, 5e-1, NUMBER",
    "vocabulary.from, 7, STRING",
    "generation.output, true, STRING",
    "generation.prime, 1, STRING",
    "corpus.chunk-size, 64, STRING",
  })
  void aSettingWithoutADefaultGetsTheTypeOfItsRecord(
      String key, String value, ConfigValueType type) {
    assertThat(
            ConfigFactory.parseString(loaded("", Map.of(key, value)).text())
                .getValue(key)
                .valueType())
        .isEqualTo(type);
  }

  @ParameterizedTest
  @ValueSource(strings = {"retraining.slices.$x", "retraining.slices.", "a..b", ".", ""})
  void whatIsNoKeyIsRefusedAsSuch(String key) {
    assertThatThrownBy(() -> load("", Map.of(key, "x")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("--set sets " + key + ", which is no setting");
  }

  @Test
  void aSliceWhoseNameIsNoKeyIsRefused() {
    assertThatThrownBy(() -> load("retraining.slices { \"a$b\" = [x] }", Map.of()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("a$b");
  }

  @Test
  void allThatIsWrongIsToldAtOnce() {
    String file =
        "modl = {}, training = 5, model { hidden-size = many, tie-embeddings = true, layers = 0 }";
    assertThatThrownBy(
            () -> load(file, Map.of("averaging.worker", "3", "corpus.lower-case", "maybe")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll(
            "6 things are wrong with the configuration:",
            "test.conf sets modl, which is no setting; did you mean model?",
            "test.conf sets training, which is a group",
            "model.hidden-size is \"many\"",
            "model.layers is 0",
            "--set sets averaging.worker,",
            "corpus.lower-case is \"maybe\"")
        // It is the hidden size that is wrong, not what depends on it.
        .hasMessageNotContaining("tie-embeddings");
  }

  @Test
  void faultsInListsAndInGroupsOfTheUsersNamesAreToldAtOnce() {
    String file = "retraining { slices { a = [], b = [\"{\"] }, gate.rules = [{ holdout = 5 }] }";
    assertThatThrownBy(() -> load(file, Map.of()))
        .hasMessageContainingAll("slices.a is empty", "slices.b", "gate.rules[0].holdout");
  }

  @Test
  void unknownKeysAreRefusedWithTheNearestOne() {
    assertThatThrownBy(() -> load("averaging.worker = 3", Map.of()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("test.conf sets averaging.worker")
        .hasMessageContaining("did you mean averaging.workers?");
    assertThatThrownBy(() -> load("", Map.of("model.hiddensize", "3")))
        .hasMessageContaining("--set sets model.hiddensize")
        .hasMessageContaining("did you mean model.hidden-size?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "seed                            | many  | be a whole number",
        "averaging.workers               | 1.5   | be a whole number",
        "averaging.workers               | 0     | be at least 1",
        "averaging.workers               | null  | be a whole number",
        "averaging.first-period          | 9     | be between 0 and averaging.period = 8",
        "averaging.updater-state         | sum   | be one of average, keep, reset",
        "averaging.outer.momentum        | 1     | be at least 0 and below 1",
        "averaging.outer.step            | adam  | be one of plain, bmuf, diloco",
        "averaging.reduction             | tree  | be one of auto, driver, executors",
        "training.engine                 | spark | be one of ravel, dl4j",
        "training.checkpoint.keep        | 0     | be at least 1",
        "training.clip-norm              | -1    | be 0 or more",
        "training.label-smoothing        | 1     | be at least 0 and below 1",
        "model.tie-embeddings            | true  | be model.hidden-size, which is 256, with",
        "model.initialisation.weights    | gauss | be one of glorot-normal, glorot-uniform, he-normal, uniform, normal, sparse",
        "model.initialisation.incoming   | 0     | be at least 1",
        "model.initialisation.deviation  | 0     | be above 0",
        "model.initialisation.spectral-radius | -1 | be above 0",
        "training.updater.momentum-growth-steps | -1 | be at least 0",
        "training.updater.momentum-growth-steps | 250 | be nesterov",
        "model.initialisation.biases     | one   | be one of zero, uniform, chrono",
        "model.initialisation.longest-dependency | 1 | be at least 2",
        "model.initialisation.embedding-deviation | 0 | be above 0 and finite",
        "model.kind                      | cnn   | be one of recurrent, window",
        "model.kind                      | tree  | be recurrent, window, ngram, mixture or hidden-markov with task = language-model",
        "model.window.before             | -1    | be at least 0",
        "model.window.after              | 1001  | be at most 1,000",
        "model.dense.sizes               | [0]   | be a list of numbers of units, each from 1 to",
        "model.dense.activation          | gelu  | be one of tanh, relu, sigmoid, identity",
        "model.gru.update-gate-bias      | Infinity | be finite",
        "model.jordan.outputs            | 0     | be at least 1",
        "training.epochs                 | 0     | be at least 1",
        "model.start.value               | 0.5   | be labelling, classification, multi-label, recognition or regression with",
        "model.start.learned             | true  | be labelling, classification, multi-label, recognition or regression with",
        "model.higher-order.back         | []    | have at least one number of steps",
        "model.higher-order.back         | [2, 2] | ascend between 1 and 1,000",
        "training.unknown-dropout        | 1.5   | be at least 0 and at most 1",
        "training.class-weights.rule     | balanced | be none with task = language-model",
        "training.class-weights.rule     | given | be none or balanced without weights in",
        "training.class-weights.given.A  | 0     | be above 0 and finite",
        "training.class-weights.given.A  | heavy | be a number",
        "training.updater.name           | adagrad | be one of sgd, nesterov, rmsprop, adam",
        "training.updater.learning-rate  | 0     | be above 0",
        "training.updater.weight-decay   | -1    | be 0 or more and finite",
        "training.activation-regularisation | -1 | be 0 or more and finite",
        "training.temporal-regularisation | Infinity | be 0 or more and finite",
        "training.attention-regularisation | -1 | be 0 or more and finite",
        "training.attention-regularisation | 1 | be 0 with task = language-model",
        "model.embedding-dropout         | 1     | be at least 0 and below 1",
        "model.weight-dropout            | -0.1  | be at least 0 and below 1",
        "training.weight-averaging.name  | swa   | be one of none, tail, exponential",
        "training.weight-averaging.start | 1     | be at least 0 and below 1",
        "training.weight-averaging.decay | 1     | be above 0 and below 1",
        "training.schedule.decay         | 2     | be above 0 and at most 1",
        "shards.sequence-length          | 0     | be at least 1",
        "model.dropout                   | 1     | be at least 0 and below 1",
        "split.test                      | 1     | be at least 0 and below 1",
        "corpus.tokenizer                | bpe   | be one of character, byte, word, whitespace",
        "corpus.lower-case               | maybe | be true or false",
        "corpus.lower-case               | true  | be false with corpus.tokenizer = character",
        "corpus.chunk-size               | big   | be a size such as 32MiB",
        "vocabulary.max-size             | 2     | be 0 (no limit) or 3 and more",
        "evaluation.block-sequences      | 5     | be at least 32",
        "evaluation.split                | dev   | be one of train, validation, test",
        "training.kernels                | stock | be fast with training.engine = ravel",
        "generation.temperature          | NaN   | be 0 or more and finite",
        "model.hidden-size               | 1048577 | be at most 1,048,576",
        "model.layers                    | 101   | be at most 100",
        "shards.sequence-length          | 1048577 | be at most 1,048,576",
        "training.length-pool            | 0     | be at least 1",
        "training.minibatch-size         | 65537 | be at most 65,536",
        "evaluation.minibatch-size       | 65537 | be at most 65,536",
        "scoring.minibatch-size          | 65537 | be at most 65,536",
        "averaging.workers               | 10001 | be at most 10,000",
        "model.pretrained.frozen         | true  | be false without model.pretrained.file",
        "model.pretrained.file           | ''    | name a path",
        "model.pretrained.file           | v.txt | be null with task = language-model",
        "model.characters.network        | deep  | be one of none, recurrent, convolution",
        "model.characters.network        | recurrent | be none with task = language-model",
        "model.characters.hidden-size    | 0     | be at least 1",
        "model.series-embedding.size     | -1    | be at least 0",
        "model.series-embedding.dropout  | 1.0   | be at least 0 and below 1",
        "shards.spelling                 | true  | be false with task = language-model",
        "training.validation.best-by     | score | be loss or last with task = language-model",
        "model.path                      | ''    | name a path",
        "scoring.format                  | xml   | be one of text, parquet, csv, json",
        "scoring.documents               | none  | be one of line, file",
        "scoring.output-format           | text  | be one of parquet, csv, json",
        "scoring.column                  | ''    | name a column",
        "scoring.minibatch-size          | 0     | be at least 1",
        "scoring.chunk-size              | 0     | be at least 1",
        "retraining.path                 | ''    | name a path",
        "retraining.warm-start           | best  | be one of champion, none",
        "retraining.train-on             | old   | be one of all, new",
        "retraining.lock.lease-minutes   | 0     | be above 0",
        "retraining.inspection.perplexity-ratio-below | 1 | be above 1, or null for no limit",
        "retraining.gate.split           | train | be validation or test",
        "retraining.gate.confidence      | 1     | be above 0.5 and below 1",
        "retraining.gate.resamples       | 399   | be between 400 and 1,000,000 with",
        "retraining.gate.run-length      | 0     | be at least 1",
        "retraining.slices               | 5     | have the type it has in reference.conf",
        "retraining.slices.each          | [a]   | be another one",
        "retraining.slices._a            | [a]   | be 1 to 64 letters",
        "retraining.slices.plays         | []    | list patterns",
        "retraining.slices.plays         | [\"a{b\"] | a { is not closed",
        "training                        | 5     | a group of settings",
      })
  void brokenRulesNameKeyValueRuleAndRemedy(String key, String value, String rule) {
    String file = key + " = " + (value.isEmpty() ? "\"\"" : value);
    assertThatThrownBy(() -> load(file, Map.of()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(key)
        .hasMessageContaining(rule);
  }

  @Test
  void aWindowOfALanguageModelSeesWhatWasBefore() {
    Map<String, String> window = Map.of("model.kind", "window", "model.window.after", "0");
    assertThat(load("", window).model().window().before()).isEqualTo(3);
    assertThatThrownBy(() -> load("", Map.of("model.kind", "window")))
        .hasMessageContaining(
            "model.window.after is 3 but must be 0 with task = language-model, which would read");
    assertThatThrownBy(() -> load("model.tie-embeddings = true, model.dense.sizes = [9]", window))
        .hasMessageContaining(
            "model.dense.sizes is [9] but must end with model.embedding-size, which is 128, with model.tie-embeddings = true");
    assertThatThrownBy(() -> load("training.engine = dl4j", window))
        .hasMessageContaining(
            "model.kind is \"window\" but must be recurrent with training.engine = dl4j");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "metric = perplexity, ratio-below = 1                  | .holdout is not set but must be",
        "holdout = old, metric = perplexity, ratio-below = 1   | .holdout is \"old\" but must be one of pinned, new",
        "holdout = new, ratio-below = 1                        | .metric is not set",
        "holdout = new, metric = rank, ratio-below = 1         | .metric is \"rank\" but must be one of perplexity, span-f1, micro-f1, macro-f1, rmse, bleu, chrf, cider, accuracy, loss",
        "holdout = new, metric = span-f1, ratio-above = 1      | .metric is \"span-f1\" but must be one of perplexity, accuracy, loss with task",
        "holdout = new, metric = chrf, ratio-above = 1         | .metric is \"chrf\" but must be one of perplexity, accuracy, loss with task",
        "holdout = new, metric = perplexity                    | .ratio-below is not set but must be given with metric = perplexity",
        "holdout = new, metric = accuracy                      | .ratio-above is not set but must be given with metric = accuracy",
        "holdout = new, metric = accuracy, ratio-below = 1     | .ratio-below is 1.0 but must not be given with metric = accuracy",
        "holdout = new, metric = perplexity, ratio-below = 0   | .ratio-below is 0.0 but must be above 0",
        "holdout = new, metric = perplexity, ratio-below = 1, slice = b | .slice is \"b\" but must be left out, \"each\", or one of retraining.slices: a",
        "holdout = new, metric = perplexity, ratio-blow = 1    | .ratio-blow is no setting; what can stand there is confident, holdout, metric, ratio-above, ratio-below, slice",
      })
  void aBrokenRuleOfTheGateIsNamedByItsPlace(String rule, String message) {
    String file =
        "retraining { slices { a = [a] }, gate.rules = [{ holdout = new, metric = perplexity,"
            + " ratio-below = 1 }, { %s }] }".formatted(rule);
    assertThatThrownBy(() -> load(file, Map.of()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("retraining.gate.rules[1]" + message);
  }

  @Test
  void rulesAndSlicesCanBeSetOneByOne() {
    RetrainingConfig config =
        load(
                "retraining.slices { b = b.txt }",
                Map.of(
                    "retraining.slices.a",
                    "x/*,y/*",
                    "retraining.gate.rules",
                    "[{ holdout = new, slice = a, metric = perplexity, ratio-below = 2 }]"))
            .retraining();
    assertThat(config.slices())
        .containsExactly(
            Map.entry("a", List.of(new Glob("x/*"), new Glob("y/*"))),
            Map.entry("b", List.of(new Glob("b.txt"))));
    assertThat(config.gate().rules())
        .containsExactly(perplexity(GateConfig.Holdout.NEW, "a", 2, false));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cell = elman                            | model.cell is \"elman\" but must be lstm or gru with",
        "cell = lstm, lstm.forget-gate-bias = 1  | model.lstm.forget-gate-bias is 1.0 but must be 0 with",
        "cell = gru, gru.update-gate-bias = -0.5 | model.gru.update-gate-bias is -0.5 but must be 0 with",
      })
  void chronoDecidesTheGatesAlone(String settings, String message) {
    assertThatThrownBy(
            () ->
                load("model { initialisation.biases = chrono, %s }".formatted(settings), Map.of()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(message + " model.initialisation.biases = chrono");
  }

  @ParameterizedTest
  @CsvSource({
    "corpus.input, s3a://AKIA:hush@bucket/text",
    "corpus.input, '/a,ftp://me:hush@host/b'",
    "scoring.input, ftp://me:hush@host/b",
    "vocabulary.from, ftp://me:hush@host/b",
    "training.path, s3a://AKIA:hush@bucket",
    "registry.path, s3a://AKIA:hush@bucket/r",
  })
  void pathsHoldNoPasswordAndTheMessageNeither(String key, String value) {
    assertThatThrownBy(() -> load("", Map.of(key, value)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("%s is not shown but must hold no password", key)
        .hasMessageContaining("credential provider")
        .hasMessageNotContaining("hush");
  }

  @ParameterizedTest
  @ValueSource(strings = {"hdfs://me@host:8020/a:b@c", "s3a://bucket/a@b:c@d", "/a:b@c", "a@b:c"})
  void othersMayHaveColonsAndAtSigns(String path) {
    assertThat(load("", Map.of("output", path)).output()).isEqualTo(path);
  }

  @ParameterizedTest
  @CsvSource({
    "averaging.updater-state, keep, '\"keep\"', be average",
    "averaging.outer.step, bmuf, '\"bmuf\"', be plain",
    "averaging.on-divergence, skip, '\"skip\"', be stop",
    "averaging.reduction, executors, '\"executors\"', be auto or driver",
    "training.unknown-dropout, 0.5, 0.5, be 0",
    "training.activation-regularisation, 2, 2.0, be 0",
    "training.temporal-regularisation, 1, 1.0, be 0",
    "model.embedding-dropout, 0.1, 0.1, be 0",
    "model.weight-dropout, 0.5, 0.5, be 0",
    "training.weight-averaging.name, tail, '\"tail\"', be none",
    "model.dense.sizes, 80, [80], be empty",
  })
  void whatTheDl4jEngineCannotDoIsRefused(String key, String value, String shown, String rule) {
    String file = "training.engine = dl4j, averaging.outer.step = plain";
    assertThatThrownBy(() -> load(file, Map.of(key, value)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("%s is %s but must %s with training.engine", key, shown, rule);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "model.ngram.order     | 0     | model.ngram.order is 0 but must be at least 1",
        "model.ngram.order     | 7     | model.ngram.order is 7 but must be at most 6",
        "model.autoregressive.lags        | 0    | model.autoregressive.lags is 0 but must be at least 1, or model.autoregressive.season-lags",
        "model.autoregressive.lags        | 1025 | model.autoregressive.lags is 1025 but must be at most 1,024",
        "model.autoregressive.season-lags | -1   | model.autoregressive.season-lags is -1 but must be at least 0",
        "model.autoregressive.ridge       | -1   | model.autoregressive.ridge is -1.0 but must be 0 or more",
        "model.linear-dynamic.states      | 201  | model.linear-dynamic.states is 201 but must be at most 200",
        "model.linear-dynamic.iterations  | 0    | model.linear-dynamic.iterations is 0 but must be at least 1",
        "model.linear-dynamic.tolerance   | -1   | model.linear-dynamic.tolerance is -1.0 but must be 0 or more",
        "model.hidden-markov.states       | 2001 | model.hidden-markov.states is 2001 but must be at most 2,000",
        "model.hidden-markov.restarts     | 0    | model.hidden-markov.restarts is 0 but must be at least 1",
        "model.hidden-markov.iterations   | 0    | model.hidden-markov.iterations is 0 but must be at least 1",
        "model.hidden-markov.tolerance    | -1   | model.hidden-markov.tolerance is -1.0 but must be 0 or more",
        "model.hidden-markov.smoothing    | 0    | model.hidden-markov.smoothing is 0.0 but must be above 0",
        "model.hidden-markov.smoothing    | 1e-300 | model.hidden-markov.smoothing is 1.0E-300 but must be from 1e-9 to 1e9",
        "model.hidden-markov.variance-floor | 0  | model.hidden-markov.variance-floor is 0.0 but must be from 1e-9 to 1",
        "model.hidden-markov.variance-floor | 1.5 | model.hidden-markov.variance-floor is 1.5 but must be from 1e-9 to 1",
        "model.hidden-markov.smoothing    | 1e300 | model.hidden-markov.smoothing is 1.0E300 but must be from 1e-9 to 1e9",
        "model.ngram.smoothing | katz  | be one of kneser-ney, witten-bell",
        "retraining.train-on   | new   | be all with model.kind = ngram, which is fitted anew each time",
        "training.engine       | dl4j  | be ravel with model.kind = ngram",
      })
  void whatIsNoModelOfNGramsIsRefused(String key, String value, String message) {
    assertThatThrownBy(() -> load("model.kind = ngram", Map.of(key, value)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "model.mixture.models  | [a,b,a]  | model.mixture.models is \"a\" but must name each model once",
        "retraining.train-on   | new      | be all with model.kind = mixture",
        "training.engine       | dl4j     | be ravel with model.kind = mixture",
      })
  void whatIsNoMixtureIsRefused(String key, String value, String message) {
    assertThatThrownBy(
            () -> load("model { kind = mixture, mixture.models = [a, b] }", Map.of(key, value)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({
    "labelling, 'recurrent, window or hidden-markov'",
    "classification, recurrent or window",
    "translation, recurrent",
    "tree, tree"
  })
  void otherTasksHaveNoNGrams(String task, String kinds) {
    String file =
        "task = %s, corpus { format = %s, columns { input = [1], target = [2] } }"
            .formatted(task, task.equals("tree") ? "trees" : "csv");
    assertThatThrownBy(() -> load(file, Map.of("model.kind", "ngram")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("\"ngram\" but must be %s with task = %s", kinds, task);
  }

  @Test
  void sizesOfDenseLayersAreWholeNumbers() {
    Map<String, String> line = Map.of("model.dense.sizes", "[80, 40]");
    assertThat(load("", line).model().dense().sizes()).containsExactly(80, 40);
    assertThat(load("model.dense.sizes = [80]", Map.of()).model().summary(Task.LANGUAGE_MODEL))
        .isEqualTo("LSTM, 1 × 256 units, dense 80 tanh");
    assertThatThrownBy(() -> load("model.dense.sizes = [80, wide]", Map.of()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("model.dense.sizes[1] is \"wide\" but must be a whole number");
    assertThatThrownBy(() -> load("model.dense.sizes = [1.5]", Map.of()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("model.dense.sizes");
    assertThatThrownBy(
            () ->
                load(
                    "model { embedding-size = 256, dense.sizes = [80], tie-embeddings = true }",
                    Map.of()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("model.dense.sizes is [80] but must be empty with model.tie");
  }

  @Test
  void weightsOfLabelsAreNumbersByName() {
    String file =
        "task = labelling, corpus { format = lines, columns { input = [1], target = [2] } }";
    Map<String, String> settings =
        Map.of(
            "training.class-weights.rule", "given",
            "training.class-weights.given.B-NP", "2.5",
            "training.class-weights.given.\".\"", "3");
    assertThat(load(file, settings).training().classWeights().given())
        .isEqualTo(Map.of("B-NP", 2.5, ".", 3.0));
    assertThatThrownBy(() -> load(file, Map.of("training.class-weights.given.A", "2")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("training.class-weights.rule is \"none\" but must be given with");
    assertThatThrownBy(() -> load(file + ", model.head = crf", settings))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("training.class-weights.rule is \"given\" but must be none with")
        .hasMessageContaining("model.head = crf");
  }

  @Test
  void aWindowIsForLabels() {
    String file = "task = %s, corpus.format = lines, corpus.columns { input = [1], target = [2] }";
    Map<String, String> window = Map.of("model.kind", "window", "model.dense.sizes", "80");
    for (String key :
        List.of(
            "model.weight-dropout",
            "training.activation-regularisation",
            "training.temporal-regularisation")) {
      assertThatThrownBy(
              () -> load(file.formatted("labelling") + ", model.kind = window", Map.of(key, "0.5")))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("%s is 0.5 but must be 0 with model.kind = window", key);
    }
    assertThat(load(file.formatted("labelling"), window).model().summary(Task.LABELLING))
        .isEqualTo("window of 7 steps, dense 80 tanh");
    assertThat(load(file.formatted("classification"), window).model().kind())
        .isEqualTo(ModelConfig.NetworkKind.WINDOW);
    assertThatThrownBy(
            () -> load(file.formatted("labelling") + ", model.bidirectional = true", window))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("model.bidirectional is true but must be false with model.kind");
  }

  @Test
  void stockLayersHaveNoTiedEmbeddings() {
    Map<String, String> settings =
        Map.of(
            "training.engine", "dl4j",
            "averaging.outer.step", "plain",
            "training.kernels", "stock",
            "training.carry-state", "false",
            "model.embedding-size", "256",
            "model.tie-embeddings", "true");
    assertThatThrownBy(() -> load("", settings))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(
            "model.tie-embeddings is true but must be false with training.kernels = stock");
  }

  @Test
  void brokenHoconNamesTheFileAndLine() {
    assertThatThrownBy(() -> load("a = {\nb = ]", Map.of()))
        .hasMessageContaining("test.conf is not valid HOCON")
        .hasMessageContaining("2");
  }

  private static GateConfig.RuleConfig perplexity(
      GateConfig.Holdout holdout, String slice, double ratioBelow, boolean confident) {
    return new GateConfig.RuleConfig(
        holdout, slice, GateConfig.Metric.PERPLEXITY, ratioBelow, null, confident);
  }

  private static GateConfig.RuleConfig accuracy(
      GateConfig.Holdout holdout, String slice, double ratioAbove) {
    return new GateConfig.RuleConfig(
        holdout, slice, GateConfig.Metric.ACCURACY, null, ratioAbove, false);
  }

  private static RavelConfig load(String file, Map<String, String> settings) {
    return loaded(file, settings).values();
  }

  private static ConfigLoader.Loaded loaded(String file, Map<String, String> settings) {
    return ConfigLoader.load("test.conf", file, settings);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "corpus.format=csv | corpus.format is \"csv\" but must be text with task = language-model",
        "task=fishing | task is \"fishing\" but must be one of language-model, labelling, classification",
        "task=labelling | be one of conllu, columns, lines, csv, json, parquet with task = labelling",
        "task=classification;corpus.format=conllu | be one of lines, csv, json, parquet, folders",
        "task=labelling;corpus.format=csv | corpus.columns.input is empty but must name a column",
        "task=labelling;corpus.format=conllu;corpus.columns.input=form;corpus.columns.target=upos;model.characters.network=convolution | shards.spelling is false but must be true with model.characters.network = convolution",
        "task=labelling;corpus.format=lines;corpus.columns.input=word | be the number of a column",
        "task=labelling;corpus.format=conllu;corpus.columns.input=word | be one of id, form, lemma",
        "task=classification;corpus.format=folders;corpus.columns.target=x | be empty with corpus.format = folders",
        "task=classification;corpus.format=folders | be documents with corpus.format = folders",
        "corpus.columns.separator=ab | be one character",
        "scoring.format=pairs | scoring.target-column is null but must be the end of files' names",
        "scoring.format=pairs;scoring.column=a/b;scoring.target-column=en | scoring.column is [a/b] but must be the end of files' names",
        "scoring.target-column=text | be another one than scoring.column",
        "corpus.malformed=skip | be fail or replace with task = language-model",
        "split.test-input=/a | be empty with task = language-model"
      })
  void whatATaskCannotHaveIsRefused(String settings, String message) {
    Map<String, String> all =
        Arrays.stream(settings.split(";"))
            .collect(
                Collectors.toMap(
                    s -> s.substring(0, s.indexOf('=')), s -> s.substring(s.indexOf('=') + 1)));
    assertThatThrownBy(() -> load("", all))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(message);
  }

  /** Shards and runs that an older version made can be added to and resumed. */
  @Test
  void aSettingThatIsNewerThanAConfigurationHadItsDefault() {
    String now = ConfigLoader.load("test", "", Map.of("corpus.input", "/a")).text();
    String before =
        now.lines()
            .filter(line -> !line.contains("longer") && !line.contains("task"))
            .collect(Collectors.joining("\n"));
    assertThat(before).isNotEqualTo(now);
    List<String> groups = List.of("task", "shards");
    assertThat(ConfigDifference.between(before, now, groups, List.of())).isEmpty();
    String cut = ConfigLoader.load("test", "", Map.of("shards.longer", "cut")).text();
    assertThat(ConfigDifference.between(before, cut, groups, List.of()))
        .containsExactly("shards.longer (refuse → cut)");
  }
}
