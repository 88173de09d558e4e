package org.ravel.comparison;

import java.util.Arrays;
import java.util.BitSet;
import org.ravel.evaluation.SequenceLosses;

/** Two models' losses on the pieces of the same split. */
record PairedLosses(SequenceLosses champion, SequenceLosses challenger) {

  PairedLosses {
    if (!Arrays.equals(champion.sequences(), challenger.sequences())
        || !Arrays.equals(champion.sources(), challenger.sources())
        || !Arrays.equals(champion.targets(), challenger.targets())) {
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
    PairedSample sample = PairedSample.zero(units(sources, runLength));
    double championNats = 0;
    double challengerNats = 0;
    int unit = -1;
    int run = -1;
    for (int piece = 0; piece < champion.pieces(); piece++) {
      if (sources.get(champion.sources()[piece])) {
        if (champion.sequences()[piece] / runLength != run) {
          run = champion.sequences()[piece] / runLength;
          unit++;
        }
        double mine = champion.nats()[piece];
        double theirs = challenger.nats()[piece];
        sample.differences()[unit] += theirs - mine;
        sample.targets()[unit] += champion.targets()[piece];
        sample.championHits()[unit] += champion.hits()[piece];
        sample.challengerHits()[unit] += challenger.hits()[piece];
        championNats += mine;
        challengerNats += theirs;
      }
    }
    return new PairedSample(
        sample.differences(),
        sample.targets(),
        sample.championHits(),
        sample.challengerHits(),
        championNats,
        challengerNats);
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
