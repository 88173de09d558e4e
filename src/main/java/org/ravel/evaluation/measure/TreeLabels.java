package org.ravel.evaluation.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ravel.config.Better;
import org.ravel.config.Task;
import org.ravel.evaluation.measure.Figure.Unit;

/**
 * What a model of trees came to: each node that has a label is a target.
 *
 * @param targets nodes
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
 * @param parts roots first
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
  /** The name of the part that is always there. */
  public static final String ROOTS = "roots";

  @Override
  public String target() {
    return Task.TREE.target();
  }

  /** Roots are what trees are labelled for most often, and most of their nodes are words. */
  @Override
  public Map<String, Double> course() {
    Map<String, Double> course = new LinkedHashMap<>();
    course.put(Part.figure(ROOTS), parts.get(0).accuracy());
    course.put("accuracy", accuracy());
    return course;
  }

  @Override
  public List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    figures.add(figure(parts.get(0)));
    figures.add(Figure.of("accuracy", accuracy(), Unit.SHARE, Better.HIGHER));
    parts.stream().skip(1).map(TreeLabels::figure).forEach(figures::add);
    figures.add(Figure.of("macro F1", macroF1(), Unit.SHARE, Better.HIGHER));
    figures.add(Figure.of("log loss", loss(), Unit.NATS, Better.LOWER));
    return figures;
  }

  private static Figure figure(Part part) {
    return Figure.of(Part.figure(part.name()), part.accuracy(), Unit.SHARE, Better.HIGHER);
  }
}
