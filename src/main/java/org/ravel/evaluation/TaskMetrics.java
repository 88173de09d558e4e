package org.ravel.evaluation;

import java.util.Set;
import org.ravel.config.GateConfig.Metric;
import org.ravel.error.ConfigurationException;
import org.ravel.evaluation.caption.CaptionUnits;
import org.ravel.evaluation.forecast.SeriesUnits;
import org.ravel.evaluation.label.LabelNames;
import org.ravel.evaluation.label.LabelUnits;
import org.ravel.evaluation.label.SetUnits;
import org.ravel.evaluation.label.SpanLabels;
import org.ravel.evaluation.recognition.RecognitionUnits;
import org.ravel.evaluation.translation.DecodedUnits;
import org.ravel.evaluation.unit.TextUnits;
import org.ravel.evaluation.unit.UnitMetrics;
import org.ravel.shard.ShardSet;
import org.ravel.wording.Phrases;

/** The metrics by which models of a task are compared. */
final class TaskMetrics {
  private TaskMetrics() {}

  /**
   * Those of models of some shards.
   *
   * @param wanted beside those that are always shown
   * @param threshold probability from which a label is one of a set
   * @throws ConfigurationException if the shards' labels do not have one
   */
  static UnitMetrics of(ShardSet shards, Set<Metric> wanted, double threshold) {
    return switch (shards.manifest().schema().targets()) {
      case NEXT_STEP -> new TextUnits();
      case OWN_STEPS -> {
        if (wanted.stream().noneMatch(Metric::isOfWritten)) {
          yield new TextUnits();
        }
        yield shards.manifest().schema().readsNumbers() ? new CaptionUnits() : new DecodedUnits();
      }
      case HORIZON, VALUES -> new SeriesUnits();
      case WHOLE, NODES ->
          new LabelUnits(
              LabelNames.of(shards.targetVocabulary()), null, wanted.contains(Metric.MACRO_F1));
      case SET ->
          new SetUnits(
              LabelNames.of(shards.targetVocabulary()),
              threshold,
              wanted.contains(Metric.MACRO_F1));
      case STEP_SETS -> new RecognitionUnits(shards.manifest().schema().sets(), threshold);
      case SAME_STEP -> {
        LabelNames names = LabelNames.of(shards.targetVocabulary());
        SpanLabels spans = SpanLabels.of(names.names()).orElse(null);
        if (spans == null && wanted.contains(Metric.SPAN_F1)) {
          throw new ConfigurationException(
              "a rule of retraining.gate.rules has metric = span-f1, but the labels of %s are not all O, or B-, I-, E- or S- before a type, such as %s; use accuracy or macro-f1"
                  .formatted(shards.path(), Phrases.shown(names.names().get(0))));
        }
        yield new LabelUnits(names, spans, wanted.contains(Metric.MACRO_F1));
      }
    };
  }
}
