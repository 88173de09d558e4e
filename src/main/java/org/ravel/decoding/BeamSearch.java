package org.ravel.decoding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ravel.config.DecodingConfig;
import org.ravel.error.ConfigurationException;
import org.ravel.network.HiddenState;
import org.ravel.network.Predictor;
import org.ravel.network.head.Categorical;
import org.ravel.network.head.Logits;
import org.ravel.sequence.Batch;
import org.ravel.sequence.Field;
import org.ravel.sequence.FixedShapes;

/**
 * Looks for the most probable translations, by following a number of beginnings for each source
 * (Graves 2012; Sutskever et al. 2014) until as many have ended. Sources of similar length are
 * translated side by side, and what is found does not depend on which these are. The unknown token
 * is never written. Belongs to one thread.
 */
public final class BeamSearch {
  /** Sources side by side. */
  private static final int ROWS = 32;

  /** Steps of the sources side by side, which decide how much memory these take. */
  private static final int MOST_STEPS = 1 << 14;

  private static final int NONE = -1;

  private final Predictor model;
  private final DecodingConfig config;
  private final int end;
  private final int unknown;
  private final FixedShapes shapes;
  private final float[] logits;
  private final Candidates candidates;

  /**
   * A search.
   *
   * @param model an encoder and decoder
   * @param end the id that a target begins and ends with
   * @param unknown the id that stands for what has none
   * @throws ConfigurationException if the logits of a source's beginnings are more than a buffer
   *     holds
   */
  public BeamSearch(Predictor model, DecodingConfig config, int end, int unknown) {
    this.model = model;
    this.config = config;
    this.end = end;
    this.unknown = unknown;
    // The logits of a source's beginnings take as much as those of a step of so many rows.
    int sources = Logits.stepsAtOnce("decoding.beam", config.beam(), model.vocabularySize());
    this.shapes = new FixedShapes(Math.min(ROWS, sources), MOST_STEPS);
    this.logits = new float[model.vocabularySize()];
    // One of those of each beginning may be its end.
    this.candidates = new Candidates(2 * config.beam());
  }

  /**
   * Translates.
   *
   * @param sources ids of their tokens
   * @return a translation for each; null for a source without a token
   */
  public Hypothesis[] decode(List<int[]> sources) {
    Hypothesis[] translations = new Hypothesis[sources.size()];
    int[] lengths = sources.stream().mapToInt(source -> source.length).toArray();
    for (FixedShapes.Group group : shapes.groups(lengths)) {
      Beam[] beams = decode(group, sources);
      for (int i = 0; i < beams.length; i++) {
        translations[group.places().get(i)] = beams[i].best();
      }
    }
    return translations;
  }

  private Beam[] decode(FixedShapes.Group group, List<int[]> sources) {
    int[][] read = new int[group.rows()][];
    int[][] begin = new int[group.rows()][];
    Arrays.fill(read, new int[0]);
    Beam[] beams = new Beam[group.places().size()];
    for (int i = 0; i < beams.length; i++) {
      read[i] = sources.get(group.places().get(i));
      begin[i] = new int[] {end, end};
      beams[i] = new Beam(config, end);
    }
    HiddenState state = model.start();
    Batch first = Batch.pairs(read, group.steps(), begin, 1);
    try (Categorical prediction = model.predict(first.read(), state)) {
      advance(beams, prediction, 1);
    }
    // From here on each source has a row for each beginning.
    int wide = 1;
    while (Arrays.stream(beams).anyMatch(beam -> !beam.beginnings().isEmpty())) {
      state = state.select(parents(beams, group.rows(), wide));
      wide = config.beam();
      try (Categorical prediction = model.predict(last(beams, group.rows()), state)) {
        advance(beams, prediction, wide);
      }
    }
    return beams;
  }

  /** The rows that the beginnings continue; any where there is none. */
  private int[] parents(Beam[] beams, int rows, int wide) {
    int[] parents = new int[rows * config.beam()];
    for (int row = 0; row < rows; row++) {
      Arrays.fill(parents, row * config.beam(), (row + 1) * config.beam(), row * wide);
    }
    for (int i = 0; i < beams.length; i++) {
      List<Beam.Beginning> beginnings = beams[i].beginnings();
      for (int j = 0; j < beginnings.size(); j++) {
        parents[i * config.beam() + j] = i * wide + beginnings.get(j).parent();
      }
    }
    return parents;
  }

  /** The tokens that the beginnings end with. */
  private Field last(Beam[] beams, int rows) {
    int[][] last = new int[rows * config.beam()][];
    Arrays.fill(last, new int[0]);
    for (int i = 0; i < beams.length; i++) {
      List<Beam.Beginning> beginnings = beams[i].beginnings();
      for (int j = 0; j < beginnings.size(); j++) {
        last[i * config.beam() + j] = new int[] {beginnings.get(j).last()};
      }
    }
    return Field.of(last);
  }

  private void advance(Beam[] beams, Categorical prediction, int wide) {
    for (int i = 0; i < beams.length; i++) {
      if (!beams[i].beginnings().isEmpty()) {
        beams[i].advance(next(beams[i], prediction, i * wide));
      }
    }
  }

  private List<Beam.Next> next(Beam beam, Categorical prediction, int firstRow) {
    List<Beam.Next> all = new ArrayList<>();
    for (int j = 0; j < beam.beginnings().size(); j++) {
      double before = beam.beginnings().get(j).logProbability();
      for (int id : ids(beam, prediction, firstRow + j)) {
        all.add(new Beam.Next(j, id, before - prediction.nats(firstRow + j, 0, id)));
      }
    }
    return all;
  }

  private int[] ids(Beam beam, Categorical prediction, int row) {
    if (beam.mustEnd()) {
      return new int[] {end};
    }
    prediction.logits(row, 0, logits);
    return candidates.choose(logits, unknown, beam.mayEnd() ? NONE : end);
  }
}
