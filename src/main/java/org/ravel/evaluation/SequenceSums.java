package org.ravel.evaluation;

import java.util.List;
import org.ravel.network.Categorical;
import org.ravel.shard.Sequence;

/** What is counted for each sequence of a block and each of its sources. */
final class SequenceSums implements TargetSink {
  /** Each sequence's first piece. */
  private final int[] first;

  private final SequenceLosses losses;

  SequenceSums(List<Sequence> block) {
    first = new int[block.size()];
    int pieces = 0;
    for (int place = 0; place < block.size(); place++) {
      first[place] = pieces;
      pieces += block.get(place).sources().length;
    }
    losses = SequenceLosses.zero(pieces);
    for (int place = 0; place < block.size(); place++) {
      Sequence sequence = block.get(place);
      for (int part = 0; part < sequence.sources().length; part++) {
        losses.sequences()[first[place] + part] = Math.toIntExact(sequence.index());
        losses.sources()[first[place] + part] = sequence.sources()[part];
      }
    }
  }

  @Override
  public void add(Target target, Categorical prediction, int row, int step) {
    int piece = first[target.place()] + target.part();
    double nats = prediction.nats(row, step, target.token());
    losses.nats()[piece] += nats;
    losses.targets()[piece]++;
    // A model whose outputs are not numbers has hit nothing.
    if (Double.isFinite(nats) && prediction.rank(row, step, target.token()) < 1) {
      losses.hits()[piece]++;
    }
  }

  SequenceLosses losses() {
    return losses;
  }
}
