package org.ravel.evaluation.measure;

import java.util.ArrayList;
import java.util.List;
import org.ravel.config.Better;
import org.ravel.config.Task;
import org.ravel.evaluation.measure.Figure.Unit;

/**
 * What a labelling came to: each step of a sequence has a label.
 *
 * @param targets steps
 * @param right steps whose label is right
 * @param unknown steps whose true label training did not have: they count as wrong, and have no
 *     loss
 * @param nats sum of the other steps' negative log-likelihoods
 * @param sequences number of them
 * @param sequencesRight those in which each step is right
 * @param unseen steps whose token training did not have; see {@code cut}
 * @param unseenRight those of them that are right
 * @param cut whether unseen tokens are all those that the vocabulary lacks, some of which training
 *     has: shards do not keep their spelling
 * @param mostFrequent the label that training has most often
 * @param baselines what counts of the training split come to on the same targets
 * @param byLabel labels that are true or predicted anywhere
 * @param confusions the most frequent mistakes
 * @param matrix labels beside each other
 * @param worst what the model is most wrong about
 * @param spansByType spans, where the labels are labels of spans; else empty
 * @param byLength sequences by their length, the shortest first
 */
public record Labels(
    long targets,
    long right,
    long unknown,
    double nats,
    long sequences,
    long sequencesRight,
    long unseen,
    long unseenRight,
    boolean cut,
    String mostFrequent,
    List<Baseline> baselines,
    List<LabelMatches> byLabel,
    List<ConfusedPair> confusions,
    ConfusionMatrix matrix,
    List<WorstExample> worst,
    List<LabelMatches> spansByType,
    List<LengthMatches> byLength)
    implements LabelMeasures {

  @Override
  public String target() {
    return Task.LABELLING.target();
  }

  /** Share of the sequences in which each step is right. */
  public double sequenceAccuracy() {
    return (double) sequencesRight / sequences;
  }

  /** Share of the steps with a token that training did not have which are right. */
  public double unseenAccuracy() {
    return (double) unseenRight / unseen;
  }

  /** All spans together. */
  public Matches spans() {
    return Matches.total(spansByType);
  }

  @Override
  public List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    if (!spansByType.isEmpty()) {
      figures.add(Figure.of("span F1", spans().f1(), Unit.SHARE, Better.HIGHER));
      figures.add(Figure.of("span precision", spans().precision(), Unit.SHARE, Better.HIGHER));
      figures.add(Figure.of("span recall", spans().recall(), Unit.SHARE, Better.HIGHER));
    }
    figures.add(Figure.of("accuracy", accuracy(), Unit.SHARE, Better.HIGHER));
    if (unseen > 0) {
      figures.add(
          Figure.of(
              cut ? "accuracy on tokens outside the vocabulary" : "accuracy on unseen tokens",
              unseenAccuracy(),
              Unit.SHARE,
              Better.HIGHER));
    }
    figures.add(Figure.of("sequences all right", sequenceAccuracy(), Unit.SHARE, Better.HIGHER));
    figures.add(Figure.of("macro F1", macroF1(), Unit.SHARE, Better.HIGHER));
    figures.add(Figure.of("micro F1", microF1(), Unit.SHARE, Better.HIGHER));
    figures.add(Figure.of("log loss", loss(), Unit.NATS, Better.LOWER));
    return figures;
  }
}
