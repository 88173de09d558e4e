package org.ravel.decoding;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.ravel.error.ConfigurationException;
import org.ravel.network.Predictor;
import org.ravel.network.head.Logits;
import org.ravel.sequence.FixedShapes;

/**
 * Lets an encoder and decoder write. Sources of similar length are read and written for side by
 * side, and what is written for one does not depend on which these are. Belongs to one thread.
 */
public final class TargetWriter {
  /** Sources side by side. */
  private static final int ROWS = 32;

  /** Steps of the sources side by side, which decide how much memory these take. */
  private static final int MOST_STEPS = 1 << 14;

  private final Predictor model;
  private final WritingRules rules;
  private final FixedShapes shapes;

  /**
   * With a model.
   *
   * @param model an encoder and decoder
   * @throws ConfigurationException if the logits of a source's prefixes are more than a buffer
   *     holds
   */
  public TargetWriter(Predictor model, WritingRules rules) {
    this.model = model;
    this.rules = rules;
    // The logits of a source's prefixes take as much as those of a step of so many rows.
    int sources =
        Logits.stepsAtOnce(
            rules.config().widthKey(), rules.config().width(), model.vocabularySize());
    this.shapes = new FixedShapes(Math.min(ROWS, sources), MOST_STEPS);
  }

  /**
   * Writes.
   *
   * @return the candidates for each source, the one that counts first; none for a source without a
   *     step
   */
  public List<List<Hypothesis>> write(List<Source> sources) {
    List<List<Hypothesis>> written =
        new ArrayList<>(Collections.nCopies(sources.size(), List.of()));
    List<FixedShapes.Group> groups =
        shapes.groups(sources.stream().mapToInt(Source::steps).toArray());
    int from = 0;
    while (from < groups.size()) {
      int to = from + 1;
      while (to < groups.size() && groups.get(to).steps() == groups.get(from).steps()) {
        to++;
      }
      new SearchPool(model, rules, sources, groups.subList(from, to), written).run();
      from = to;
    }
    return written;
  }
}
