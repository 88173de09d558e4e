package org.ravel.evaluation.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ravel.config.Better;
import org.ravel.config.Task;
import org.ravel.evaluation.measure.Figure.Unit;

/**
 * What a model of trees came to: each node that has a label is a target, or each root.
 *
 * @param targets nodes, or roots alone
 * @param right nodes whose label is right
 * @param unknown nodes whose true label training did not have: they count as wrong, and have no
 *     loss
 * @param nats sum of the others' negative log-likelihoods
 * @param mostFrequent the label that training has most often
 * @param baselines what counts of the training split come to on the same nodes
 * @param byLabel labels that are true or predicted anywhere
 * @param confusions the most frequent mistakes
 * @param matrix labels beside each other
 * @param worst the trees about whose roots the model is most wrong
 * @param parts roots first, where they are not all targets
 */
public record TreeLabels(
    long targets,
    long right,
    long unknown,
    double nats,
    String mostFrequent,
    List<Baseline> baselines,
    List<LabelMatches> byLabel,
    List<ConfusedPair> confusions,
    ConfusionMatrix matrix,
    List<WorstExample> worst,
    List<Part> parts)
    implements LabelMeasures {
  /** The name of a part. */
  public static final String ROOTS = "roots";

  @Override
  public String target() {
    return onlyRoots() ? "root" : Task.TREE.target();
  }

  private boolean onlyRoots() {
    return parts.stream().noneMatch(part -> part.name().equals(ROOTS));
  }

  private double rootAccuracy() {
    return onlyRoots() ? accuracy() : parts.get(0).accuracy();
  }

  /** Roots are what trees are labelled for most often, and most of their nodes are words. */
  @Override
  public Map<String, Double> course() {
    Map<String, Double> course = new LinkedHashMap<>();
    course.put(Part.figure(ROOTS), rootAccuracy());
    if (!onlyRoots()) {
      course.put("accuracy", accuracy());
    }
    return course;
  }

  @Override
  public List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    figures.add(share(Part.figure(ROOTS), rootAccuracy()));
    if (!onlyRoots()) {
      figures.add(share("accuracy", accuracy()));
    }
    parts.stream()
        .filter(part -> !part.name().equals(ROOTS))
        .map(part -> share(Part.figure(part.name()), part.accuracy()))
        .forEach(figures::add);
    figures.add(share("macro F1", macroF1()));
    figures.add(Figure.of("log loss", loss(), Unit.NATS, Better.LOWER));
    return figures;
  }

  private static Figure share(String name, double value) {
    return Figure.of(name, value, Unit.SHARE, Better.HIGHER);
  }
}
