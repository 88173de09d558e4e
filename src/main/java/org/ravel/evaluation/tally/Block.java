package org.ravel.evaluation.tally;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.ravel.shard.Manifest.ShardFile;
import org.ravel.shard.Manifest.SplitPart;

/**
 * The unit of work: consecutive sequences of one shard file. Blocks follow from the manifest and
 * the block size alone, so what is measured in one does not depend on where it is measured.
 *
 * @param file the shard file
 * @param firstRow the block's first sequence, counted from the beginning of the file
 * @param rows number of its sequences
 */
public record Block(ShardFile file, long firstRow, int rows) implements Serializable {
  /** Tasks per core, so that the slowest task does not keep the others waiting for long. */
  private static final int TASKS_PER_CORE = 3;

  /** A task that is lost is repeated: this bounds what is repeated. */
  private static final int MOST_PER_TASK = 16;

  /** Cuts a split's files into blocks, in corpus order. */
  public static List<Block> plan(SplitPart part, int sequencesPerBlock) {
    List<Block> blocks = new ArrayList<>();
    for (ShardFile file : part.files()) {
      for (long row = 0; row < file.sequences(); row += sequencesPerBlock) {
        blocks.add(new Block(file, row, (int) Math.min(sequencesPerBlock, file.sequences() - row)));
      }
    }
    return blocks;
  }

  /** How many tasks so many blocks are spread over; each gets at least one. */
  public static int tasks(int blocks, int cores) {
    int enough = Math.max(TASKS_PER_CORE * cores, (blocks - 1) / MOST_PER_TASK + 1);
    return Math.min(blocks, enough);
  }
}
