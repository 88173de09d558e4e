package org.ravel.shard;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ravel.config.Split;

/** A manifest of some generations only, over the same files. */
final class GenerationView {
  private GenerationView() {}

  /** The generations with some numbers, in their order; their sequences count from 0. */
  static Manifest of(Manifest manifest, Set<Integer> numbers) {
    List<Manifest.Generation> chosen =
        manifest.generations().stream()
            .filter(generation -> numbers.contains(generation.number()))
            .toList();
    Map<Split, Manifest.SplitPart> splits = new EnumMap<>(Split.class);
    for (Split split : manifest.splits().keySet()) {
      Manifest.Amount amount = amount(chosen, split);
      if (amount.targets() > 0) {
        splits.put(split, Manifest.SplitPart.of(amount, files(manifest, split, numbers)));
      }
    }
    return new Manifest(
        manifest.format(),
        manifest.task(),
        manifest.schema(),
        manifest.sequenceLength(),
        manifest.vocabularies(),
        manifest.inputDigest(),
        manifest.sources(),
        splits,
        chosen);
  }

  private static Manifest.Amount amount(List<Manifest.Generation> generations, Split split) {
    return generations.stream()
        .map(generation -> generation.splits().getOrDefault(split, Manifest.Amount.NONE))
        .reduce(Manifest.Amount.NONE, Manifest.Amount::plus);
  }

  private static List<Manifest.ShardFile> files(
      Manifest manifest, Split split, Set<Integer> numbers) {
    List<Manifest.ShardFile> files = new ArrayList<>();
    Set<String> paths = new HashSet<>();
    long index = 0;
    for (Range range : ranges(manifest, split, numbers)) {
      for (Manifest.ShardFile file : manifest.splits().get(split).files()) {
        long start = Math.max(range.from(), file.firstSequence());
        long end = Math.min(range.to(), file.firstSequence() + file.sequences());
        if (start < end) {
          files.add(
              new Manifest.ShardFile(
                  file.path(),
                  file.firstRow() + start - file.firstSequence(),
                  index + start - range.from(),
                  end - start,
                  file.longest(),
                  end - start == file.sequences()
                      ? file.targets()
                      : targets(manifest, split, end) - targets(manifest, split, start),
                  file.bytes(),
                  file.sha256(),
                  paths.add(file.path())));
        }
      }
      index += range.to() - range.from();
    }
    return files;
  }

  /** Consecutive sequences of a split, from one index to another, which is not included. */
  private record Range(long from, long to) {}

  /** Those of neighbours are one: of a file that holds several generations there is one entry. */
  private static List<Range> ranges(Manifest manifest, Split split, Set<Integer> numbers) {
    List<Range> ranges = new ArrayList<>();
    long from = 0;
    for (Manifest.Generation generation : manifest.generations()) {
      long to = from + generation.splits().getOrDefault(split, Manifest.Amount.NONE).sequences();
      if (numbers.contains(generation.number())) {
        int last = ranges.size() - 1;
        if (last >= 0 && ranges.get(last).to() == from) {
          ranges.set(last, new Range(ranges.get(last).from(), to));
        } else {
          ranges.add(new Range(from, to));
        }
      }
      from = to;
    }
    return ranges;
  }

  /**
   * Targets of the first sequences of a stream: all are full, but for the last one of a generation.
   * No entry of independent examples holds several generations, so that none is divided.
   */
  private static long targets(Manifest manifest, Split split, long sequences) {
    long targets = 0;
    long rest = sequences;
    for (Manifest.Generation generation : manifest.generations()) {
      Manifest.Amount amount = generation.splits().getOrDefault(split, Manifest.Amount.NONE);
      if (rest <= amount.sequences()) {
        return targets + Math.min(rest * manifest.sequenceLength(), amount.targets());
      }
      targets += amount.targets();
      rest -= amount.sequences();
    }
    return targets;
  }
}
