package org.ravel.evaluation.measure;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ravel.config.Better;
import org.ravel.config.Task;
import org.ravel.evaluation.measure.Classes.Ranking;
import org.ravel.evaluation.measure.Classes.Reliability;
import org.ravel.evaluation.measure.Figure.Unit;

/**
 * What a model came to that gives each sequence a set of labels.
 *
 * @param targets sequences
 * @param labels how many labels there are
 * @param threshold probability from which a label was given
 * @param exact sequences whose set is right
 * @param unknown labels of sequences that training did not have: they are missed, and have no loss
 * @param nats sum of the negative log-likelihoods of all labels of all sequences
 * @param f1 of the sequences, added up; that of an empty set which was predicted is 1
 * @param baselines what counts of the training split come to on the same sequences
 * @param byLabel labels that are true or predicted anywhere
 * @param rankings how sequences with each label are scored against the rest, where there are both
 * @param reliability of all labels of all sequences: probabilities, and how often the label is
 *     there
 * @param worst what the model is most wrong about
 */
public record LabelSets(
    long targets,
    int labels,
    double threshold,
    long exact,
    long unknown,
    double nats,
    double f1,
    List<Baseline> baselines,
    List<LabelMatches> byLabel,
    List<Ranking> rankings,
    List<Reliability> reliability,
    List<WorstExample> worst)
    implements Measures {

  /**
   * Sets that take no model.
   *
   * @param matches of all labels together
   * @param exact sequences whose set is right
   * @param nats sum of the negative log-likelihoods
   * @param f1 of the sequences, added up
   * @param differenceError standard error of the model's sample F1 less the baseline's, from both
   *     on the same sequences; null with fewer than two of them
   */
  public record Baseline(
      String name, Matches matches, long exact, double nats, double f1, Double differenceError)
      implements Serializable {}

  @Override
  public String target() {
    return Task.MULTI_LABEL.target();
  }

  @Override
  public double loss() {
    return nats / targets;
  }

  /** All labels together, those among them that training did not have. */
  public Matches matches() {
    return Matches.total(byLabel).plus(new Matches(0, 0, unknown));
  }

  /** The mean of the labels' F1, each label counting the same; 0 without any. */
  public double macroF1() {
    return byLabel.stream().mapToDouble(label -> label.matches().f1()).average().orElse(0);
  }

  /** The mean of the sequences' F1. */
  public double sampleF1() {
    return f1 / targets;
  }

  /** Share of the sequences whose set is right. */
  public double exactMatch() {
    return (double) exact / targets;
  }

  /**
   * Share of wrong decisions, of one for each label of each sequence, and one for each label that
   * training did not have.
   */
  public double hammingLoss() {
    Matches all = matches();
    double wrong = (double) all.predicted() + all.gold() - 2 * all.right();
    return wrong / ((double) targets * labels + unknown);
  }

  /** The mean of the areas under the labels' ROC curves; not a number without one. */
  public double area() {
    return rankings.stream().mapToDouble(Ranking::area).average().orElse(Double.NaN);
  }

  @Override
  public Map<String, Double> course() {
    Map<String, Double> course = new LinkedHashMap<>();
    course.put("micro F1", matches().f1());
    course.put("exact match", exactMatch());
    return course;
  }

  @Override
  public List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    figures.add(Figure.of("micro F1", matches().f1(), Unit.SHARE, Better.HIGHER));
    figures.add(Figure.of("macro F1", macroF1(), Unit.SHARE, Better.HIGHER));
    figures.add(Figure.of("sample F1", sampleF1(), Unit.SHARE, Better.HIGHER));
    figures.add(Figure.of("exact match", exactMatch(), Unit.SHARE, Better.HIGHER));
    figures.add(Figure.of("Hamming loss", hammingLoss(), Unit.SHARE, Better.LOWER));
    figures.add(Figure.of("micro precision", matches().precision(), Unit.SHARE, Better.HIGHER));
    figures.add(Figure.of("micro recall", matches().recall(), Unit.SHARE, Better.HIGHER));
    figures.add(Figure.of("ROC AUC", area(), Unit.NUMBER, Better.HIGHER));
    figures.add(Figure.of("log loss", loss(), Unit.NATS, Better.LOWER));
    figures.add(
        Figure.of("calibration error", Reliability.error(reliability), Unit.SHARE, Better.LOWER));
    return figures;
  }
}
