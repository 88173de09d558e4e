package org.ravel.comparison;

import java.util.BitSet;
import org.ravel.evaluation.unit.UnitSums;

/** Two models' sums on the pieces of the same split. */
record PairedUnits(UnitSums champion, UnitSums challenger) {

  PairedUnits {
    if (champion.width() != challenger.width() || !champion.isOfSameTargets(challenger)) {
      throw new IllegalArgumentException("the two models were not measured on the same sequences");
    }
  }

  /**
   * The targets from some source files, by runs of sequences.
   *
   * @param sources indices of the source files
   * @param runLength sequences per run: the first run begins with the split's first sequence,
   *     whatever is chosen of it
   */
  PairedSample sample(BitSet sources, int runLength) {
    int width = champion.width();
    PairedSample sample = PairedSample.zero(units(sources, runLength), width);
    int unit = -1;
    int run = -1;
    for (int piece = 0; piece < champion.pieces(); piece++) {
      if (sources.get(champion.sources()[piece])) {
        if (champion.sequences()[piece] / runLength != run) {
          run = champion.sequences()[piece] / runLength;
          unit++;
        }
        int at = unit * 2 * width;
        for (int sum = 0; sum < width; sum++) {
          sample.sums()[at + sum] += champion.sum(piece, sum);
          sample.sums()[at + width + sum] += challenger.sum(piece, sum);
        }
      }
    }
    return sample;
  }

  private int units(BitSet sources, int runLength) {
    int units = 0;
    int run = -1;
    for (int piece = 0; piece < champion.pieces(); piece++) {
      if (sources.get(champion.sources()[piece])
          && champion.sequences()[piece] / runLength != run) {
        run = champion.sequences()[piece] / runLength;
        units++;
      }
    }
    return units;
  }
}
