package org.ravel.shard.version;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ravel.config.Split;
import org.ravel.sequence.Order;
import org.ravel.shard.Manifest;
import org.ravel.shard.file.PlannedShard;

/**
 * Consecutive entries of a split's manifest that are to be in one file.
 *
 * @param sources the entries
 * @param replacement the file that they are merged into; null if they are one file already
 */
record MergedFile(List<Manifest.ShardFile> sources, PlannedShard replacement)
    implements Serializable {

  /**
   * Groups a split's entries, in order, into files of a size at most, or of one entry that is
   * larger by itself.
   */
  static List<MergedFile> plan(Split split, Manifest.SplitPart part, long fileSize) {
    Map<String, Long> rows = new HashMap<>();
    part.files().forEach(file -> rows.merge(file.path(), file.sequences(), Long::sum));
    List<MergedFile> plan = new ArrayList<>();
    List<Manifest.ShardFile> group = new ArrayList<>();
    double size = 0;
    int number = 0;
    for (Manifest.ShardFile file : part.files()) {
      double bytes = (double) file.bytes() * file.sequences() / rows.get(file.path());
      if (!group.isEmpty() && size + bytes > fileSize) {
        plan.add(of(split, number++, group));
        group.clear();
        size = 0;
      }
      group.add(file);
      size += bytes;
    }
    plan.add(of(split, number, group));
    return plan;
  }

  private static MergedFile of(Split split, int number, List<Manifest.ShardFile> group) {
    boolean one = group.stream().map(Manifest.ShardFile::path).distinct().count() == 1;
    long sequences = group.stream().mapToLong(Manifest.ShardFile::sequences).sum();
    return new MergedFile(
        List.copyOf(group),
        one ? null : new PlannedShard(split, number, group.get(0).firstSequence(), sequences));
  }

  /**
   * The manifest's entries for them. Training reads whole files. Evaluation is cut by entries, so
   * those of the splits that it is made for stay. Those of independent examples stay as well: how
   * many targets a part of an entry has could not be told.
   *
   * @param merged what they were written into
   */
  List<Manifest.ShardFile> entries(Manifest.ShardFile merged, Order order) {
    if (replacement == null) {
      return sources;
    }
    if (replacement.split() == Split.TRAIN && order == Order.STREAM) {
      return List.of(merged);
    }
    List<Manifest.ShardFile> entries = new ArrayList<>();
    for (Manifest.ShardFile source : sources) {
      long row = source.firstSequence() - merged.firstSequence();
      entries.add(
          new Manifest.ShardFile(
              merged.path(),
              row,
              source.firstSequence(),
              source.sequences(),
              source.longest(),
              source.targets(),
              merged.bytes(),
              merged.sha256(),
              row == 0));
    }
    return entries;
  }
}
