package org.ravel.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ravel.config.SweepConfig.GoalConfig;
import org.ravel.evaluation.measure.Figure;

/**
 * What one training of a sweep came to, as {@code trial.json} holds it.
 *
 * @param settings the values of what varies
 * @param name of its folder
 * @param outcome how it ended
 * @param reason why it failed; null where it did not
 * @param loss nats per target on the measured split; null where there is no finite one
 * @param figures as evaluate prints them; empty where it failed
 * @param seconds wall time of training and measuring
 */
public record SweepTrial(
    Map<String, String> settings,
    String name,
    Outcome outcome,
    String reason,
    Double loss,
    List<Figure> figures,
    double seconds) {

  public SweepTrial {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    loss = loss != null && Double.isFinite(loss) ? loss : null;
    figures = List.copyOf(figures);
  }

  /** How a training ended. */
  public enum Outcome {
    TRAINED,
    /** It diverged, or its model is worse than guessing. */
    FAILED
  }

  /** The figure of a name, or the first one for null. */
  public Optional<Figure> figure(String figure) {
    return figures.stream().filter(one -> figure == null || one.name().equals(figure)).findFirst();
  }

  /** Whether it has reached what it should. */
  boolean reaches(GoalConfig goal) {
    return figure(goal.figure())
        .filter(figure -> figure.value() != null && figure.better() != null)
        .filter(
            figure ->
                figure.value().doubleValue() == goal.value().doubleValue()
                    || figure.better().isBetter(figure.value(), goal.value()))
        .isPresent();
  }

  /**
   * What it came to, in a few words.
   *
   * @param figure the one to tell; null for the first one
   */
  public String words(String figure) {
    return switch (outcome) {
      case TRAINED ->
          figure(figure)
              .map(one -> "%s %s".formatted(one.name(), SweepReport.shown(one, one.value())))
              .orElse("trained");
      case FAILED -> "failed: " + reason;
    };
  }
}
