package org.ravel.evaluation.text;

import java.util.List;
import org.apache.spark.broadcast.Broadcast;
import org.ravel.evaluation.tally.TallySource;
import org.ravel.sequence.Example;
import org.ravel.sequence.Lanes;

/**
 * Makes the tallies of a language model.
 *
 * @param baselines what they lose on each run
 * @param lanes that a block is divided into; their sequences are its runs
 * @param positions of a sequence
 * @param unknown id of {@code <unk>}
 */
public record TextTallies(Broadcast<BaselineRuns> baselines, int lanes, int positions, int unknown)
    implements TallySource<TextSums> {

  @Override
  public TextTally begin(List<Example> block) {
    return new TextTally(
        block, Lanes.of(block.size(), lanes), positions, unknown, baselines.value());
  }
}
