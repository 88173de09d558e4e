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

  /** The generations from one number to another, both included; their sequences count from 0. */
  static Manifest of(Manifest manifest, int first, int last) {
    List<Manifest.Generation> chosen =
        manifest.generations().stream()
            .filter(generation -> generation.number() >= first && generation.number() <= last)
            .toList();
    Map<Split, Manifest.SplitPart> splits = new EnumMap<>(Split.class);
    for (Split split : manifest.splits().keySet()) {
      Manifest.Amount amount = amount(chosen, split);
      if (amount.targets() > 0) {
        splits.put(split, Manifest.SplitPart.of(amount, files(manifest, split, first, amount)));
      }
    }
    return new Manifest(
        manifest.format(),
        manifest.task(),
        manifest.columns(),
        manifest.sequenceLength(),
        manifest.vocabularySize(),
        manifest.vocabularyFile(),
        manifest.vocabularyDigest(),
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
      Manifest manifest, Split split, int first, Manifest.Amount amount) {
    List<Manifest.Generation> before =
        manifest.generations().stream().filter(g -> g.number() < first).toList();
    long from = amount(before, split).sequences();
    long to = from + amount.sequences();
    List<Manifest.ShardFile> files = new ArrayList<>();
    Set<String> paths = new HashSet<>();
    for (Manifest.ShardFile file : manifest.splits().get(split).files()) {
      long start = Math.max(from, file.firstSequence());
      long end = Math.min(to, file.firstSequence() + file.sequences());
      if (start < end) {
        files.add(
            new Manifest.ShardFile(
                file.path(),
                file.firstRow() + start - file.firstSequence(),
                start - from,
                end - start,
                targets(manifest, split, end) - targets(manifest, split, start),
                file.bytes(),
                file.sha256(),
                paths.add(file.path())));
      }
    }
    return files;
  }

  /** Targets of a split's first sequences: all are full, but for the last one of a generation. */
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
