package org.ravel.evaluation.caption;

import java.util.List;
import org.ravel.sequence.Example;
import org.ravel.sequence.Origin;
import org.ravel.sequence.Values;

/** Images as shards hold them. */
final class CaptionExamples {
  private CaptionExamples() {}

  /** With features, and without a caption. */
  static Example image(long index, int width, float... features) {
    return new Example(
        index,
        List.of(
            new Values.OfReals(width, features),
            Values.text("image " + index),
            new Values.OfIds(new int[] {1, 1})),
        Origin.NOT_KEPT);
  }
}
