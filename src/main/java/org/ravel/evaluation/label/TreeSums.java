package org.ravel.evaluation.label;

import java.util.ArrayList;
import java.util.List;
import org.ravel.evaluation.measure.LabelMeasures;
import org.ravel.evaluation.measure.TreeLabels;
import org.ravel.evaluation.tally.ExactSum;
import org.ravel.evaluation.tally.Sums;

/**
 * The counts of trees' labels on any number of blocks.
 *
 * @param groupedNodes those of nodes whose label is in a group
 * @param groupedRoots those of such roots
 */
public record TreeSums(
    ExactSum nats,
    Confusion confusion,
    PartSums nodes,
    PartSums roots,
    PartSums groupedNodes,
    PartSums groupedRoots,
    WorstExamples worst)
    implements Sums<TreeSums> {

  @Override
  public TreeSums plus(TreeSums other) {
    return new TreeSums(
        nats.plus(other.nats),
        confusion.plus(other.confusion),
        nodes.plus(other.nodes),
        roots.plus(other.roots),
        groupedNodes.plus(other.groupedNodes),
        groupedRoots.plus(other.groupedRoots),
        worst.plus(other.worst));
  }

  public TreeLabels measures(WorstExamples.Names of, LabelGroups groups, TreeFacts training) {
    LabelNames names = of.labels();
    boolean onlyRoots = nodes.targets() == roots.targets();
    List<LabelMeasures.Part> parts = new ArrayList<>();
    if (!onlyRoots) {
      parts.add(roots.measures(TreeLabels.ROOTS, training.roots()));
    }
    // Labels of groups may be nowhere in a split: of nothing there is no accuracy.
    if (groupedRoots.targets() > 0) {
      parts.add(groupedRoots.measures("roots, " + groups.words(), training.roots()));
    }
    if (groupedNodes.targets() > 0 && !onlyRoots) {
      parts.add(groupedNodes.measures("all nodes, " + groups.words(), training.nodes()));
    }
    return new TreeLabels(
        nodes.targets(),
        nodes.right(),
        confusion.unknown(names),
        nats.value(),
        names.name(training.mostFrequent()),
        nodes.baselines().measures(training.nodes()),
        confusion.byLabel(names),
        confusion.largest(names),
        confusion.matrix(names),
        worst.measures(of),
        parts);
  }
}
