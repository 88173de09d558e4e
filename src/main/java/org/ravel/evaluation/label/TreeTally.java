package org.ravel.evaluation.label;

import java.util.List;
import java.util.function.IntPredicate;
import org.ravel.evaluation.tally.ExactSum;
import org.ravel.evaluation.tally.Tally;
import org.ravel.evaluation.tally.TargetRow;
import org.ravel.network.head.Categorical;
import org.ravel.network.head.Prediction;
import org.ravel.sequence.Batch;
import org.ravel.sequence.Example;
import org.ravel.sequence.Preorder;

/** Counts the labels of trees: of all nodes, and of roots. */
final class TreeTally implements Tally<TreeSums> {
  private final LabelNames names;
  private final LabelGroups groups;
  private final TreeFacts training;
  private final Confusion confusion = new Confusion();
  private final WorstExamples worst = new WorstExamples();
  private final PartTally nodes;
  private final PartTally roots;
  private final PartTally groupedNodes;
  private final PartTally groupedRoots;
  private double nats;

  TreeTally(LabelNames names, LabelGroups groups, TreeFacts training) {
    this.names = names;
    this.groups = groups;
    this.training = training;
    this.nodes = new PartTally(training.nodes().size());
    this.roots = new PartTally(training.roots().size());
    this.groupedNodes = new PartTally(training.nodes().size());
    this.groupedRoots = new PartTally(training.roots().size());
  }

  @Override
  public void add(TargetRow targets, Prediction prediction) {
    Categorical labels = (Categorical) prediction;
    Phrases phrases = Phrases.of(targets.example());
    for (int node = 0; node < targets.steps(); node++) {
      Answer answer = Answer.of(names, targets, node, labels);
      nats += answer.nats();
      confusion.add(answer.gold(), answer.predicted());
      count(answer, nodes, training.nodes(), phrases, node);
      if (node == 0) {
        count(answer, roots, training.roots(), phrases, node);
        addWorst(targets.example(), answer);
      }
      if (groups.areThere() && groups.has(answer.gold())) {
        boolean isRight =
            answer.predicted() != names.other()
                && groups.best(labels, targets.row(), node) == groups.of(answer.gold());
        group(answer, isRight, groupedNodes, training.nodes(), phrases, node);
        if (node == 0) {
          group(answer, isRight, groupedRoots, training.roots(), phrases, node);
        }
      }
    }
    nodes.end();
    roots.end();
    groupedNodes.end();
    groupedRoots.end();
  }

  /** The words of nodes. */
  private record Phrases(int[] words, int[] ends, int[] leavesBefore) {
    static Phrases of(Example example) {
      Preorder shape = Batch.shape(example.values()).orElseThrow();
      return new Phrases(example.ids(0), shape.ends(), shape.leavesBefore());
    }

    int label(PhraseBaseline baseline, int node, IntPredicate among) {
      return baseline.label(words, leavesBefore[node], leavesBefore[ends[node]], among);
    }
  }

  private static void count(
      Answer answer, PartTally part, List<PhraseBaseline> baselines, Phrases phrases, int node) {
    part.add(answer.isRight());
    for (int i = 0; i < baselines.size(); i++) {
      int label = phrases.label(baselines.get(i), node, any -> true);
      part.addBaseline(i, label == answer.gold());
    }
  }

  private void group(
      Answer answer,
      boolean isRight,
      PartTally part,
      List<PhraseBaseline> baselines,
      Phrases phrases,
      int node) {
    part.add(isRight);
    for (int i = 0; i < baselines.size(); i++) {
      int label = phrases.label(baselines.get(i), node, groups::has);
      part.addBaseline(i, groups.of(label) == groups.of(answer.gold()));
    }
  }

  private void addWorst(Example example, Answer root) {
    if (!root.isRight()) {
      worst.addWhole(
          example,
          RareWords.NONE,
          new int[] {root.gold()},
          new int[] {root.predicted()},
          root.nats(),
          root.probability());
    }
  }

  @Override
  public TreeSums sums() {
    return new TreeSums(
        ExactSum.ZERO.plus(nats),
        confusion,
        nodes.sums(),
        roots.sums(),
        groupedNodes.sums(),
        groupedRoots.sums(),
        worst);
  }
}
