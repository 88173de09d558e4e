package org.ravel.decoding;

import java.util.Arrays;
import java.util.List;
import org.ravel.config.DecodingConfig;
import org.ravel.network.Predictor;

/** Writes the best hypothesis of each source, and tells of some of them where the model looked. */
public final class BestWriter {
  private final Predictor model;
  private final TargetWriter writer;
  private final TargetWriter looking;

  /**
   * A writer.
   *
   * @param end the id that a target begins and ends with
   * @param unknown the id that stands for what has none
   */
  public BestWriter(Predictor model, DecodingConfig decoding, int end, int unknown) {
    this.model = model;
    this.writer = new TargetWriter(model, new WritingRules(decoding, end, unknown, false));
    this.looking = new TargetWriter(model, new WritingRules(decoding, end, unknown, true));
  }

  /** Whether the model looked at the sources, once something is written. */
  public boolean looks() {
    return model.attention() != null;
  }

  /** The best hypothesis of each source. */
  public List<Hypothesis> write(List<Source> sources) {
    return best(writer, sources);
  }

  /**
   * Some of these with their attention. Unless that is kept anyway they are written once more: to
   * keep it of all would take time, and what is written of a source is always the same.
   *
   * @param written of all sources
   * @param places which of them
   */
  public List<Hypothesis> looked(List<Source> sources, List<Hypothesis> written, int[] places) {
    return written.get(0).attention() == null
        ? best(looking, Arrays.stream(places).mapToObj(sources::get).toList())
        : Arrays.stream(places).mapToObj(written::get).toList();
  }

  private static List<Hypothesis> best(TargetWriter writer, List<Source> sources) {
    return writer.write(sources).stream().map(candidates -> candidates.get(0)).toList();
  }
}
