package org.ravel.decoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ravel.config.ConfigLoader;
import org.ravel.config.DecodingConfig;
import org.ravel.error.ConfigurationException;
import org.ravel.kernel.recurrence.Cell;
import org.ravel.network.Chain;
import org.ravel.network.EncoderDecoder;
import org.ravel.network.HiddenState;
import org.ravel.network.NetworkSnapshot;
import org.ravel.network.Predictor;
import org.ravel.network.Stack;
import org.ravel.network.Topology;
import org.ravel.network.attention.AttentionLayer;
import org.ravel.network.feeding.FeedingLayer;
import org.ravel.network.head.Categorical;
import org.ravel.network.head.Prediction;
import org.ravel.network.head.SoftmaxLayer;
import org.ravel.network.input.EmbeddingLayer;
import org.ravel.network.input.NumbersLayer;
import org.ravel.network.input.TokenRecurrentLayer;
import org.ravel.network.layer.RecurrentLayer;
import org.ravel.network.module.Layer;
import org.ravel.network.module.ParameterShape;
import org.ravel.network.pooling.ContextLayer;
import org.ravel.network.pooling.PoolingLayer;
import org.ravel.sequence.Field;
import org.ravel.sequence.Pairs;
import org.ravel.sequence.Steps;
import org.ravel.sequence.Values;

class TargetWriterTest {
  private static final int UNKNOWN = 0;
  private static final int END = 1;
  private static final int SYMBOLS = 5;
  private static final int WIDTH = 6;
  private static final int[] SOURCE = {2, 4, 3};

  private final NetworkSnapshot network = network(SYMBOLS, WIDTH);

  private static NetworkSnapshot network(int symbols, int width) {
    return network(
        symbols,
        width,
        List.of(new AttentionLayer(width, width, width, AttentionLayer.Score.GENERAL, 0)));
  }

  private static NetworkSnapshot network(int symbols, int width, List<Layer> layers) {
    RecurrentLayer cell = cell(width, width);
    return network(
        width,
        new EncoderDecoder(
            new Stack(new TokenRecurrentLayer(symbols, 1, null, cell), List.of()),
            PoolingLayer.Rule.LAST,
            new Chain(
                new TokenRecurrentLayer(symbols, 1, null, cell),
                layers,
                new SoftmaxLayer(width, symbols, 0, null))));
  }

  /** Each step reads the end of the source beside the symbol before. */
  private static NetworkSnapshot networkWithContext(int symbols, int width) {
    return embedded(
        symbols,
        width,
        List.of(
            new ContextLayer(width, width, PoolingLayer.Rule.LAST),
            cell(2 * width, width),
            new AttentionLayer(width, width, width, AttentionLayer.Score.GENERAL, 0)));
  }

  /** Each step reads what the one before has seen. */
  private static NetworkSnapshot networkWithFeeding(int symbols, int width) {
    return embedded(
        symbols,
        width,
        List.of(
            new FeedingLayer(
                width,
                List.of(
                    cell(2 * width, width),
                    new AttentionLayer(width, width, width, AttentionLayer.Score.GENERAL, 0)))));
  }

  private static NetworkSnapshot embedded(int symbols, int width, List<Layer> layers) {
    return network(
        width,
        new EncoderDecoder(
            new Stack(new TokenRecurrentLayer(symbols, 1, null, cell(width, width)), List.of()),
            PoolingLayer.Rule.LAST,
            new Chain(
                new EmbeddingLayer(symbols, width),
                layers,
                new SoftmaxLayer(width, symbols, 0, null))));
  }

  private static RecurrentLayer cell(int inputs, int units) {
    return new RecurrentLayer(Cell.GRU_RESET_AFTER, inputs, units, false, 1);
  }

  private static NetworkSnapshot network(int width, EncoderDecoder both) {
    long count = both.parameters().stream().mapToLong(ParameterShape::numbers).sum();
    float[] numbers = new float[(int) count];
    Random random = new Random(17);
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) (random.nextGaussian() * Math.sqrt(6.0 / width));
    }
    return new NetworkSnapshot(both, numbers);
  }

  /** As configured with settings of {@code decoding}, such as {@code beam=3}. */
  private static DecodingConfig config(String... settings) {
    Map<String, String> all = new LinkedHashMap<>();
    for (String setting : settings) {
      all.put("decoding." + setting.split("=", 2)[0], setting.split("=", 2)[1]);
    }
    return ConfigLoader.load("test", "", all).values().decoding().seeded(5);
  }

  private static WritingRules rules(boolean attention, String... settings) {
    return new WritingRules(config(settings), END, UNKNOWN, attention);
  }

  private static List<Source> sources(int[]... ids) {
    List<Source> sources = new ArrayList<>();
    for (int[] one : ids) {
      sources.add(new Source(List.of(new Values.OfIds(one)), sources.size()));
    }
    return sources;
  }

  private List<List<Hypothesis>> write(WritingRules rules, List<Source> sources) {
    return write(network, rules, sources);
  }

  private static List<List<Hypothesis>> write(
      NetworkSnapshot network, WritingRules rules, List<Source> sources) {
    try (Predictor model = network.get()) {
      return new TargetWriter(model, rules).write(sources);
    }
  }

  private List<Hypothesis> write(String... settings) {
    return write(rules(false, settings), sources(SOURCE)).get(0);
  }

  /** A candidate, made all at once after the true beginning. */
  private record Known(int[] ids, double logProbability, List<double[]> attention) {}

  private Known known(int[] ids) {
    int[] given = new int[ids.length + 1];
    given[0] = END;
    System.arraycopy(ids, 0, given, 1, ids.length);
    try (Predictor model = network.get();
        Categorical prediction =
            model.predict(new Pairs(Field.of(SOURCE), Field.of(given)), model.start())) {
      double sum = 0;
      List<double[]> attention = new ArrayList<>();
      for (int step = 0; step <= ids.length; step++) {
        sum -= prediction.nats(0, step, step < ids.length ? ids[step] : END);
        attention.add(model.attention().of(0, step));
      }
      return new Known(ids, sum, attention);
    }
  }

  /** The beam that leaves nothing out finds the best of all that can be written, in their order. */
  @ParameterizedTest
  @CsvSource({"0, power, 0", "1, power, 0", "2, power, 0", "0.6, wu, 0", "1, power, 0.7"})
  void aWideBeamFindsTheBestOfAll(double alpha, String rule, double beta) {
    List<Hypothesis> found =
        write(
            "beam=200",
            "candidates=5",
            "longest=4",
            "length-penalty=" + alpha,
            "length-rule=" + rule,
            "coverage-penalty=" + beta);
    List<Known> best =
        all(4).stream()
            .map(this::known)
            .sorted(Comparator.comparingDouble(one -> -penalized(one, alpha, rule, beta)))
            .limit(5)
            .toList();
    assertThat(found).hasSameSizeAs(best);
    for (int i = 0; i < best.size(); i++) {
      assertThat(found.get(i).ids()).containsExactly(best.get(i).ids());
      assertThat(found.get(i).logProbability())
          .isCloseTo(best.get(i).logProbability(), within(1e-4));
      assertThat(found.get(i).penalizedScore())
          .isCloseTo(penalized(best.get(i), alpha, rule, beta), within(1e-4));
    }
  }

  /** As Wu et al. write it. */
  private static double penalized(Known one, double alpha, String rule, double beta) {
    double length = one.ids().length + 1;
    double penalty = Math.pow(rule.equals("wu") ? (5 + length) / 6 : length, alpha);
    double coverage = 0;
    for (int step = 0; step < SOURCE.length; step++) {
      int at = step;
      double weights = one.attention().stream().mapToDouble(ofSymbol -> ofSymbol[at]).sum();
      coverage += Math.log(Math.min(weights, 1));
    }
    return one.logProbability() / penalty + beta * coverage;
  }

  /** All sequences of ordinary symbols up to a length. */
  private static List<int[]> all(int longest) {
    List<int[]> all = new ArrayList<>(List.of(new int[0]));
    for (int i = 0; i < all.size(); i++) {
      int[] ids = all.get(i);
      if (ids.length < longest) {
        for (int id = END + 1; id < SYMBOLS; id++) {
          int[] longer = Arrays.copyOf(ids, ids.length + 1);
          longer[ids.length] = id;
          all.add(longer);
        }
      }
    }
    return all;
  }

  /** Symbol by symbol it looks where it does when all symbols are read at once. */
  @Test
  void eachSymbolSaysWhereItLooks() {
    Hypothesis found = write(rules(true, "beam=3", "shortest=3"), sources(SOURCE)).get(0).get(0);
    List<double[]> attention = known(found.ids()).attention();
    assertThat(found.attention()).hasSize(found.ids().length + 1);
    assertThat(found.alignment()).hasSize(found.ids().length);
    for (int i = 0; i < attention.size(); i++) {
      assertThat(found.attention().get(i)).containsExactly(attention.get(i), within(1e-5));
      assertThat(Arrays.stream(found.attention().get(i)).sum()).isCloseTo(1, within(1e-9));
    }
    for (int i = 0; i < found.ids().length; i++) {
      double[] weights = attention.get(i);
      assertThat(weights[found.alignment()[i]])
          .isEqualTo(Arrays.stream(weights).max().orElseThrow());
    }
  }

  /** Nobody has asked for it. */
  @Test
  void whereItLooksIsNotKeptForNothing() {
    assertThat(write("beam=2").get(0).attention()).isNull();
    assertThat(write("beam=2", "coverage-penalty=0.1").get(0).attention()).isNotNull();
  }

  @Test
  void anUnknownSymbolIsTheSourcesThatWasLookedAt() {
    Hypothesis one =
        new Hypothesis(
            new int[] {3, UNKNOWN, UNKNOWN},
            -1,
            -1,
            List.of(
                new double[] {1, 0},
                new double[] {0.2, 0.8},
                new double[] {0.6, 0.4},
                new double[] {0, 1}));
    assertThat(one.texts(id -> "t" + id, UNKNOWN, List.of("a", "b")))
        .containsExactly("t3", "b", "a");
  }

  /** By itself it never comes. */
  @Test
  void theUnknownSymbolIsWrittenWhereItIsReplaced() {
    String[] drawn = {"method=sampling", "candidates=50"};
    assertThat(write(drawn)).allSatisfy(one -> assertThat(one.ids()).doesNotContain(UNKNOWN));
    String[] replaced = {"method=sampling", "candidates=50", "replace-unknown=true"};
    assertThat(write(replaced)).anySatisfy(one -> assertThat(one.ids()).contains(UNKNOWN));
  }

  /** A beam of one takes the most probable symbol at each step. */
  @Test
  void aNarrowBeamIsGreedy() {
    int[] found = write("longest=8").get(0).ids();
    List<Integer> expected = new ArrayList<>();
    int next = next(expected);
    while (next != END && expected.size() < 8) {
      expected.add(next);
      next = next(expected);
    }
    assertThat(found).containsExactly(expected.stream().mapToInt(id -> id).toArray());
  }

  private int next(List<Integer> before) {
    int best = END;
    double bestLog = Double.NEGATIVE_INFINITY;
    int[] given = new int[before.size() + 1];
    given[0] = END;
    for (int i = 0; i < before.size(); i++) {
      given[i + 1] = before.get(i);
    }
    try (Predictor model = network.get();
        Categorical prediction =
            model.predict(new Pairs(Field.of(SOURCE), Field.of(given)), model.start())) {
      for (int id = END; id < SYMBOLS; id++) {
        double log = -prediction.nats(0, before.size(), id);
        if (log > bestLog) {
          bestLog = log;
          best = id;
        }
      }
    }
    return best;
  }

  @Test
  void lengthsAreKept() {
    for (String method : List.of("beam=1", "beam=3", "method=sampling")) {
      int[] longer = write(method, "length-penalty=0", "shortest=6", "longest=7").get(0).ids();
      assertThat(longer.length).as(method).isBetween(6, 7);
      int[] shorter = write(method, "length-penalty=3", "longest=2").get(0).ids();
      assertThat(shorter.length).as(method).isLessThanOrEqualTo(2);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void nothingIsRepeated(int size) {
    for (String method : List.of("beam=3", "method=sampling")) {
      int[] ids = write(method, "shortest=8", "longest=10", "no-repeat-ngram=" + size).get(0).ids();
      List<List<Integer>> ngrams = new ArrayList<>();
      for (int from = 0; from + size <= ids.length; from++) {
        ngrams.add(Arrays.stream(ids, from, from + size).boxed().toList());
      }
      assertThat(ngrams).as("%s: %s", method, Arrays.toString(ids)).doesNotHaveDuplicates();
    }
  }

  /** There are three symbols, and six are wanted of which none comes again. */
  @Test
  void theEndComesWhereNothingElseCan() {
    for (String method : List.of("beam=1", "beam=4", "method=sampling")) {
      assertThat(write(method, "shortest=6", "no-repeat-ngram=1").get(0).ids())
          .as(method)
          .containsExactlyInAnyOrder(2, 3, 4);
    }
  }

  /** As often as the model says, where the unknown symbol cannot come. */
  @Test
  void drawsComeAsOftenAsTheyAreProbable() {
    int count = 4_000;
    Map<List<Integer>, Integer> drawn = new HashMap<>();
    // A source for each: what is drawn differs by its number.
    int[][] same = new int[count / 100][];
    Arrays.fill(same, SOURCE);
    WritingRules rules = rules(false, "method=sampling", "candidates=100", "longest=2");
    for (List<Hypothesis> candidates : write(rules, sources(same))) {
      for (Hypothesis one : candidates) {
        drawn.merge(Arrays.stream(one.ids()).boxed().toList(), 1, Integer::sum);
      }
    }
    double total = 0;
    for (int[] ids : all(2)) {
      double probability = probabilityOfDrawing(ids, 2);
      total += probability;
      double error = 4 * Math.sqrt(probability * (1 - probability) / count) + 1e-3;
      int found = drawn.getOrDefault(Arrays.stream(ids).boxed().toList(), 0);
      assertThat((double) found / count)
          .as(Arrays.toString(ids))
          .isCloseTo(probability, within(error));
    }
    assertThat(total).isCloseTo(1, within(1e-6));
  }

  private double probabilityOfDrawing(int[] ids, int longest) {
    int[] given = new int[ids.length + 1];
    given[0] = END;
    System.arraycopy(ids, 0, given, 1, ids.length);
    try (Predictor model = network.get();
        Categorical prediction =
            model.predict(new Pairs(Field.of(SOURCE), Field.of(given)), model.start())) {
      double product = 1;
      for (int step = 0; step <= ids.length && step < longest; step++) {
        double known = 1 - Math.exp(-prediction.nats(0, step, UNKNOWN));
        int symbol = step < ids.length ? ids[step] : END;
        product *= Math.exp(-prediction.nats(0, step, symbol)) / known;
      }
      return product;
    }
  }

  /** The score is the model's own, whatever is drawn from. */
  @Test
  void whatIsDrawnHasTheProbabilityThatTheModelGives() {
    for (Hypothesis one :
        write("method=sampling", "candidates=5", "sampling.temperature=2", "longest=5")) {
      assertThat(one.logProbability()).isCloseTo(known(one.ids()).logProbability(), within(1e-4));
    }
  }

  /** A source's number decides, and the seed. */
  @Test
  void drawsFollowFromSeedAndNumber() {
    String[] settings = {"method=sampling", "candidates=3", "shortest=4", "longest=9"};
    List<int[]> first = ids(write(settings));
    assertThat(first).usingRecursiveComparison().isEqualTo(ids(write(settings)));
    WritingRules rules = rules(false, settings);
    List<Source> other = List.of(new Source(sources(SOURCE).get(0).read(), 1));
    assertThat(first).usingRecursiveComparison().isNotEqualTo(ids(write(rules, other).get(0)));
    String[] reseeded = {
      "method=sampling", "candidates=3", "shortest=4", "longest=9", "sampling.seed=6"
    };
    assertThat(first).usingRecursiveComparison().isNotEqualTo(ids(write(reseeded)));
    assertThat(first.get(0)).as("candidates differ").isNotEqualTo(first.get(1));
  }

  private static List<int[]> ids(List<Hypothesis> written) {
    return written.stream().map(Hypothesis::ids).toList();
  }

  /**
   * To the last bit, whatever is written beside it, and after whatever was written in its place.
   * The products are of sizes whose sums the native code divides.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "beam=3,candidates=2 | plain",
        "method=sampling,candidates=3 | plain",
        "beam=3,candidates=2 | context",
        "beam=3,candidates=2 | feeding"
      })
  void whatIsBesideItDoesNotMatter(String method, String kind) {
    Random random = new Random(3);
    int[][] ids = new int[150][];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = random.ints(random.nextInt(8), 2, 300).toArray();
    }
    List<String> settings = new ArrayList<>(List.of(method.split(",")));
    settings.add("longest=12");
    settings.add("coverage-penalty=" + (method.startsWith("beam") ? "0.2" : "0"));
    WritingRules rules = rules(true, settings.toArray(String[]::new));
    List<Source> sources = sources(ids);
    NetworkSnapshot wide =
        switch (kind) {
          case "context" -> networkWithContext(300, 96);
          case "feeding" -> networkWithFeeding(300, 96);
          default -> network(300, 96);
        };
    List<List<Hypothesis>> together = write(wide, rules, sources);
    for (int i = 0; i < ids.length; i += 7) {
      List<Hypothesis> alone = write(wide, rules, List.of(sources.get(i))).get(0);
      assertThat(together.get(i)).hasSize(ids[i].length == 0 ? 0 : rules.config().candidates());
      assertThat(together.get(i)).usingRecursiveComparison().isEqualTo(alone);
    }
  }

  /** A buffer holds the logits of a source's beginnings. */
  @Test
  void aBeamThatIsTooWideIsRefused() {
    Predictor large = vocabulary(3_000_000);
    assertThatThrownBy(() -> new TargetWriter(large, rules(false, "beam=1000")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "decoding.beam is 1000 but must be at most 178 with a vocabulary of 3000000 tokens");
  }

  /** Nobody can say where a model looks that does not look. */
  @Test
  void whoAsksWhereItLooksNeedsAttention() {
    WritingRules.requireAttention(null, network(SYMBOLS, WIDTH, List.of()).topology());
    WritingRules.requireAttention("decoding.coverage-penalty", network.topology());
    WritingRules.requireAttention(
        "decoding.coverage-penalty", networkWithFeeding(SYMBOLS, WIDTH).topology());
    String key = config("coverage-penalty=0.2").attentionKey();
    assertThatThrownBy(
            () -> WritingRules.requireAttention(key, network(SYMBOLS, WIDTH, List.of()).topology()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("decoding.coverage-penalty asks where in the source the model looks");
  }

  /** Features have no token that could stand in place of an unknown one. */
  @Test
  void unknownTokensAreReplacedByThoseOfTextsOnly() {
    Topology text = network(SYMBOLS, WIDTH, List.of()).topology();
    Topology features =
        new EncoderDecoder(
            new Stack(new NumbersLayer(WIDTH), List.of()),
            PoolingLayer.Rule.MEAN,
            ((EncoderDecoder) text).decoder());
    WritingRules.requireTokens(config("replace-unknown=true"), text);
    WritingRules.requireTokens(config(), features);
    assertThatThrownBy(() -> WritingRules.requireTokens(config("replace-unknown=true"), features))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("decoding.replace-unknown is true, but the model reads features");
  }

  /** Of which nothing but its size is asked. */
  private static Predictor vocabulary(int size) {
    return new Predictor() {
      @Override
      public int vocabularySize() {
        return size;
      }

      @Override
      public HiddenState start() {
        throw new AssertionError("nothing is decoded");
      }

      @Override
      public Prediction answer(Steps inputs, HiddenState state) {
        throw new AssertionError("nothing is decoded");
      }

      @Override
      public void close() {}
    };
  }

  @Test
  void theBestSymbolsAreTheLargestInOrder() {
    float none = Float.NEGATIVE_INFINITY;
    assertThat(new BestSymbols(4).choose(new float[] {none, 1, 5, 5, 3, 8}))
        .containsExactly(5, 2, 3, 4);
    assertThat(new BestSymbols(4).choose(new float[] {none, 1, 5, 5, 3, none}))
        .containsExactly(2, 3, 4, 1);
    assertThat(new BestSymbols(9).choose(new float[] {none, 1, 5})).containsExactly(2, 1);
    assertThat(new BestSymbols(2).choose(new float[] {none, none})).isEmpty();
    float nan = Float.NaN;
    assertThat(new BestSymbols(2).choose(new float[] {3, nan, 5})).containsExactly(1, 2);
    assertThat(new BestSymbols(2).choose(new float[] {nan, nan, 5})).containsExactly(0, 1);
    assertThat(new BestSymbols(2).choose(new float[] {3, nan, none, 5, nan, nan}))
        .containsExactly(1, 4);
  }
}
