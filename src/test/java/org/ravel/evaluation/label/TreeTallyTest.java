package org.ravel.evaluation.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.ravel.config.LabelGroupConfig;
import org.ravel.evaluation.measure.ConfusedPair;
import org.ravel.evaluation.measure.Figure;
import org.ravel.evaluation.measure.LabelMeasures;
import org.ravel.evaluation.measure.TreeLabels;
import org.ravel.evaluation.pair.PairTable;
import org.ravel.evaluation.tally.TargetRow;
import org.ravel.sequence.Alignment;
import org.ravel.sequence.Batch;
import org.ravel.sequence.Example;
import org.ravel.sequence.Origin;
import org.ravel.sequence.Preorder;
import org.ravel.sequence.Values;
import org.ravel.shard.ShardSchemas;

class TreeTallyTest {
  /** By frequency, as ids are. */
  private static final LabelNames NAMES = new LabelNames(List.of("2", "3", "1", "4", "0"));

  private static final LabelGroups GROUPS =
      LabelGroups.of(
          List.of(
              new LabelGroupConfig("bad", List.of("0", "1")),
              new LabelGroupConfig("good", List.of("3", "4"))),
          NAMES);
  private static final LabelGroups NO_GROUPS = LabelGroups.of(List.of(), NAMES);
  private static final int WORDS = 5;

  /**
   * A tree with what a model says of it.
   *
   * @param gold by node, or of the root alone
   * @param nats by node and label
   */
  private record PredictedTree(int[] words, int[] children, int[] gold, double[][] nats) {

    Example example(long index) {
      return new Example(
          index,
          List.of(
              new Values.OfIds(words),
              new Values.OfChildren(new Preorder(children)),
              new Values.OfIds(gold)),
          Origin.of(0));
    }

    int answer(int node) {
      return IntStream.range(0, nats[node].length)
          .reduce((a, b) -> nats[node][b] < nats[node][a] ? b : a)
          .orElseThrow();
    }

    void addTo(TreeTally tally, long index) {
      Batch batch = Batch.of(ShardSchemas.ofTrees(false, 0), List.of(example(index)));
      int[] answers = IntStream.range(0, nats.length).map(this::answer).toArray();
      tally.add(
          new TargetRow(0, example(index), 0, batch, 0),
          new PredictedRow(words, gold, answers, nats));
    }
  }

  private static double[] nats(double... probabilities) {
    return Arrays.stream(probabilities).map(p -> -Math.log(p)).toArray();
  }

  private static NaiveBayes bayes(Alignment targets, List<PredictedTree> training) {
    PairTable table = new PairTable(12);
    training.forEach(tree -> table.countAll(targets, tree.example(0)));
    List<Long> pairs = new ArrayList<>();
    List<Long> counts = new ArrayList<>();
    table
        .entries()
        .forEachRemaining(
            entry -> {
              pairs.add(entry._1());
              counts.add(entry._2());
            });
    LabelCounts.Pairs part =
        new LabelCounts.Pairs(
            pairs.stream().mapToLong(x -> x).toArray(),
            counts.stream().mapToLong(x -> x).toArray());
    return NaiveBayes.of(LabelCounts.of(List.of(part), WORDS, NAMES.names().size()));
  }

  /** (3 (2 w0) (1 w1)) and (0 w1), whose gold labels are ids 1, 0, 2 and 4. */
  private static List<PredictedTree> two() {
    return List.of(
        new PredictedTree(
            new int[] {0, 1},
            new int[] {2, 0, 0},
            new int[] {1, 0, 2},
            new double[][] {
              // The most probable label is 2, but together 3 and 4 are more probable than 0 and 1.
              nats(0.4, 0.25, 0.2, 0.1, 0.05),
              nats(0.6, 0.1, 0.1, 0.1, 0.1),
              // 1 is right, but 3 and 4 together are more probable than 0 and 1.
              nats(0.05, 0.3, 0.35, 0.25, 0.05)
            }),
        new PredictedTree(
            new int[] {1},
            new int[] {0},
            new int[] {4},
            new double[][] {nats(0.1, 0.1, 0.5, 0.1, 0.2)}));
  }

  /** The others by their ids. */
  private static MostFrequentLabel always(int first) {
    return new MostFrequentLabel(
        IntStream.concat(
                IntStream.of(first),
                IntStream.range(0, NAMES.names().size()).filter(label -> label != first))
            .toArray());
  }

  private static TreeFacts constants() {
    return new TreeFacts(List.of(always(0), always(2)), List.of(always(1), always(4)));
  }

  private static TreeLabels measures(
      List<PredictedTree> trees, LabelGroups groups, TreeFacts training) {
    TreeTally tally = new TreeTally(NAMES, groups, training);
    for (int i = 0; i < trees.size(); i++) {
      trees.get(i).addTo(tally, i);
    }
    return tally.sums().measures(PredictedRow.names(NAMES), groups, training);
  }

  @Test
  void agreesWithArithmeticByHand() {
    TreeLabels labels = measures(two(), GROUPS, constants());

    assertThat(labels.targets()).isEqualTo(4);
    assertThat(labels.right()).isEqualTo(2);
    assertThat(labels.loss()).isCloseTo(-Math.log(0.25 * 0.6 * 0.35 * 0.2) / 4, within(1e-15));
    assertThat(labels.mostFrequent()).isEqualTo("2");
    assertThat(labels.baselines())
        .extracting(LabelMeasures.Baseline::right)
        .containsExactly(1L, 1L);
    assertThat(labels.parts())
        .extracting(
            LabelMeasures.Part::name, LabelMeasures.Part::targets, LabelMeasures.Part::right)
        .containsExactly(
            tuple("roots", 2L, 0L),
            tuple("roots, bad or good", 2L, 2L),
            // Not the leaf with the label 2.
            tuple("all nodes, bad or good", 3L, 2L));
    // Always 3 and always 0 on the labels 3 and 0; always 2, which is in no group, becomes 3.
    assertThat(labels.parts())
        .extracting(part -> part.baselines().stream().map(b -> b.right()).toList())
        .containsExactly(List.of(1L, 1L), List.of(1L, 1L), List.of(1L, 2L));
    assertThat(labels.confusions())
        .containsExactlyInAnyOrder(new ConfusedPair("3", "2", 1), new ConfusedPair("0", "1", 1));
    assertThat(labels.worst())
        .extracting(worst -> worst.index() + ": " + worst.gold() + worst.predicted())
        .containsExactly("1: [0][1]", "0: [3][2]");
    assertThat(labels.course()).containsEntry("accuracy of roots", 0.0).containsKey("accuracy");
    assertThat(labels.figures())
        .extracting(Figure::name)
        .containsExactly(
            "accuracy of roots",
            "accuracy",
            "accuracy of roots, bad or good",
            "accuracy of all nodes, bad or good",
            "macro F1",
            "log loss");
  }

  @Test
  void differencesToBaselinesAreCountedTreeByTree() {
    // The model less "always 2": 2 − 1 of 3 nodes, and 0 − 0 of 1; 1/4 on the mean.
    double[] residuals = {1 - 3 / 4.0, 0 - 1 / 4.0};
    double error = Math.sqrt(2 * (residuals[0] * residuals[0] + residuals[1] * residuals[1])) / 4;
    assertThat(measures(two(), NO_GROUPS, constants()).baselines().get(0).differenceError())
        .isCloseTo(error, within(1e-15));
  }

  /** Trees of which only the roots have labels have one kind of target. */
  @Test
  void rootsAloneAreAllTargets() {
    List<PredictedTree> roots =
        two().stream()
            .map(
                tree ->
                    new PredictedTree(
                        tree.words(), tree.children(), new int[] {tree.gold()[0]}, tree.nats()))
            .toList();
    TreeLabels labels = measures(roots, GROUPS, constants());
    assertThat(labels.targets()).isEqualTo(2);
    assertThat(labels.parts())
        .extracting(LabelMeasures.Part::name)
        .containsExactly("roots, bad or good");
    assertThat(labels.target()).isEqualTo("root");
    assertThat(labels.course()).containsExactly(entry("accuracy of roots", 0.0));
    assertThat(labels.figures())
        .extracting(Figure::name)
        .containsExactly(
            "accuracy of roots", "accuracy of roots, bad or good", "macro F1", "log loss");
  }

  @Test
  void aModelWhoseOutputsAreNotNumbersIsNeverRight() {
    double[] nothing = {Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN};
    PredictedTree tree =
        new PredictedTree(
            new int[] {1}, new int[] {0}, new int[] {4}, new double[][] {nothing.clone()});
    TreeLabels labels = measures(List.of(tree), GROUPS, constants());
    assertThat(labels.right()).isZero();
    assertThat(labels.parts()).extracting(LabelMeasures.Part::right).containsOnly(0L);
    assertThat(labels.loss()).isNaN();
  }

  /** Of targets that are not there no accuracy can be told. */
  @Test
  void groupsWithoutATargetAreNoParts() {
    LabelGroups absent =
        LabelGroups.of(List.of(new LabelGroupConfig("odd", List.of(NAMES.name(3)))), NAMES);
    TreeLabels labels = measures(two(), absent, constants());
    assertThat(labels.parts()).extracting(LabelMeasures.Part::name).containsExactly("roots");
    assertThat(labels.figures()).extracting(Figure::value).doesNotContain(Double.NaN);
  }

  /** A label that training does not have is wrong, has no loss and is in no group. */
  @Test
  void labelsThatTrainingLacksAreWrong() {
    PredictedTree tree =
        new PredictedTree(
            new int[] {1},
            new int[] {0},
            new int[] {NAMES.other()},
            new double[][] {nats(0.1, 0.1, 0.5, 0.1, 0.2)});
    List<PredictedTree> trees = new ArrayList<>(two());
    trees.add(tree);
    TreeLabels labels = measures(trees, GROUPS, constants());
    assertThat(labels.targets()).isEqualTo(5);
    assertThat(labels.unknown()).isEqualTo(1);
    assertThat(labels.loss()).isEqualTo(measures(two(), GROUPS, constants()).loss());
    assertThat(labels.parts()).extracting(LabelMeasures.Part::targets).containsExactly(3L, 2L, 3L);
  }

  /** Cut into blocks whose sums travel, and held against loops over all nodes. */
  @Test
  void blocksComeToWhatAPlainLoopCounts() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<PredictedTree> training = trees(random, 40);
    List<PredictedTree> trees = trees(random, 60);
    TreeFacts facts =
        new TreeFacts(
            List.of(always(0), bayes(Alignment.NODES, training)),
            List.of(always(3), bayes(Alignment.WHOLE, training)));
    TreeLabels expected = inBlocks(trees, facts, random);
    for (int order = 0; order < 4; order++) {
      assertThat(inBlocks(trees, facts, random)).as("seed %d", seed).isEqualTo(expected);
    }
    PlainLoop loop = new PlainLoop(training);
    for (PredictedTree tree : trees) {
      loop.add(tree);
    }
    assertThat(expected.right()).as("seed %d", seed).isEqualTo(loop.right[0]);
    assertThat(expected.baselines().get(1).right()).isEqualTo(loop.bayes[0]);
    for (int part = 0; part < 3; part++) {
      LabelMeasures.Part found = expected.parts().get(part);
      assertThat(found.targets()).as("seed %d", seed).isEqualTo(loop.targets[part + 1]);
      assertThat(found.right()).as("seed %d", seed).isEqualTo(loop.right[part + 1]);
      assertThat(found.baselines().get(1).right())
          .as("seed %d", seed)
          .isEqualTo(loop.bayes[part + 1]);
    }
  }

  private static TreeLabels inBlocks(List<PredictedTree> trees, TreeFacts facts, Random random) {
    List<TreeSums> sums = new ArrayList<>();
    for (int from = 0; from < trees.size(); from += 7) {
      TreeTally tally = new TreeTally(NAMES, GROUPS, facts);
      for (int i = from; i < Math.min(from + 7, trees.size()); i++) {
        trees.get(i).addTo(tally, i);
      }
      sums.add(PredictedRow.travelled(tally.sums()));
    }
    Collections.shuffle(sums, random);
    return sums.stream()
        .reduce(TreeSums::plus)
        .orElseThrow()
        .measures(PredictedRow.names(NAMES), GROUPS, facts);
  }

  private static List<PredictedTree> trees(Random random, int count) {
    List<PredictedTree> trees = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<Integer> children = new ArrayList<>();
      int leaves = grow(random, 3, children);
      double[][] nats = new double[children.size()][];
      Arrays.setAll(nats, node -> probabilities(random));
      trees.add(
          new PredictedTree(
              random.ints(leaves, 0, WORDS).toArray(),
              children.stream().mapToInt(x -> x).toArray(),
              random.ints(children.size(), 0, NAMES.names().size()).toArray(),
              nats));
    }
    return trees;
  }

  private static int grow(Random random, int height, List<Integer> children) {
    int count = height == 0 || random.nextInt(4) == 0 ? 0 : 2 + random.nextInt(2);
    children.add(count);
    int leaves = count == 0 ? 1 : 0;
    for (int child = 0; child < count; child++) {
      leaves += grow(random, height - 1, children);
    }
    return leaves;
  }

  private static double[] probabilities(Random random) {
    double[] numbers = random.doubles(NAMES.names().size(), 0.01, 1).toArray();
    double sum = Arrays.stream(numbers).sum();
    return nats(Arrays.stream(numbers).map(x -> x / sum).toArray());
  }

  /** All nodes, roots, roots in groups, nodes in groups, in this order. */
  private static final class PlainLoop {
    final long[] targets = new long[4];
    final long[] right = new long[4];
    final long[] bayes = new long[4];
    private final List<PredictedTree> training;

    PlainLoop(List<PredictedTree> training) {
      this.training = training;
    }

    void add(PredictedTree tree) {
      for (int node = 0; node < tree.gold().length; node++) {
        int gold = tree.gold()[node];
        int[] words = words(tree, node);
        count(0, tree.answer(node) == gold, bayes(words, false, id -> true) == gold);
        if (node == 0) {
          count(1, tree.answer(node) == gold, bayes(words, true, id -> true) == gold);
        }
        if (gold != 0) {
          boolean good = gold == 1 || gold == 3;
          double[] nats = tree.nats()[node];
          double both = Math.exp(-nats[1]) + Math.exp(-nats[3]);
          boolean modelIsRight = both > Math.exp(-nats[2]) + Math.exp(-nats[4]) == good;
          if (node == 0) {
            int found = bayes(words, true, id -> id != 0);
            count(2, modelIsRight, (found == 1 || found == 3) == good);
          }
          int found = bayes(words, false, id -> id != 0);
          count(3, modelIsRight, (found == 1 || found == 3) == good);
        }
      }
    }

    private void count(int part, boolean modelIsRight, boolean bayesIsRight) {
      targets[part]++;
      right[part] += modelIsRight ? 1 : 0;
      bayes[part] += bayesIsRight ? 1 : 0;
    }

    /** The words below a node: those of leaves until the node's subtree has ended. */
    private static int[] words(PredictedTree tree, int node) {
      int open = 1;
      int last = node;
      while (open > 0) {
        open += tree.children()[last++] - 1;
      }
      int before = leaves(tree, node);
      return Arrays.copyOfRange(tree.words(), before, leaves(tree, last));
    }

    private static int leaves(PredictedTree tree, int nodes) {
      return (int) Arrays.stream(tree.children(), 0, nodes).filter(x -> x == 0).count();
    }

    private int bayes(int[] words, boolean roots, IntPredicate among) {
      int best = -1;
      double bestScore = Double.NEGATIVE_INFINITY;
      for (int label = 0; label < NAMES.names().size(); label++) {
        double score = among.test(label) ? score(words, roots, label) : Double.NEGATIVE_INFINITY;
        if (score > bestScore) {
          best = label;
          bestScore = score;
        }
      }
      return best;
    }

    private double score(int[] words, boolean roots, int label) {
      long[] counts = new long[WORDS];
      boolean[] seen = new boolean[WORDS];
      long nodes = 0;
      for (PredictedTree tree : training) {
        for (int node = 0; node < (roots ? 1 : tree.gold().length); node++) {
          boolean counted = tree.gold()[node] == label;
          nodes += counted ? 1 : 0;
          for (int word : words(tree, node)) {
            seen[word] = true;
            counts[word] += counted ? 1 : 0;
          }
        }
      }
      long all = Arrays.stream(counts).sum();
      long different = IntStream.range(0, WORDS).filter(word -> seen[word]).count();
      double score = Math.log((double) nodes);
      for (int word : words) {
        score += Math.log((counts[word] + 1.0) / (all + different));
      }
      return score;
    }
  }
}
