package org.ravel.shard.preparation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ravel.config.ConfigNames;
import org.ravel.config.RavelConfig;
import org.ravel.config.Split;
import org.ravel.corpus.SourceFile;
import org.ravel.corpus.Vocabulary;
import org.ravel.corpus.VocabularyDrift;
import org.ravel.sequence.Schema;
import org.ravel.series.SeriesTable;
import org.ravel.shard.Manifest;
import org.ravel.shard.ManifestFile;
import org.ravel.shard.ShardSchemas;
import org.ravel.shard.ShardSet;
import org.ravel.shard.file.WrittenShard;
import org.ravel.storage.Sha256;

/** Adds up what the tasks wrote. */
final class ManifestAssembly {
  private ManifestAssembly() {}

  /**
   * A shard set of one generation.
   *
   * @param vocabularies by their names
   * @param series that the examples are, if they are any
   * @param prefix of the paths below the shard set's folder; empty, or a folder with a slash
   */
  static Manifest first(
      RavelConfig config,
      Schema schema,
      Map<String, Vocabulary> vocabularies,
      Optional<SeriesTable> series,
      WrittenGeneration written,
      String prefix) {
    Map<String, Manifest.VocabularyPart> parts = new TreeMap<>();
    series.ifPresent(table -> parts.put(ShardSchemas.SERIES, part(table, prefix)));
    vocabularies.forEach(
        (name, vocabulary) ->
            parts.put(
                name,
                new Manifest.VocabularyPart(
                    prefix + ShardSet.fileOf(name), vocabulary.size(), vocabulary.digest())));
    return new Manifest(
        ManifestFile.format(schema),
        ConfigNames.of(config.task()),
        schema,
        config.shards().sequenceLength(),
        parts,
        written.inputDigest(),
        sources(written.files()),
        below(prefix, written.splits()),
        List.of(generation(1, written, null)));
  }

  /**
   * The same shard set with another generation.
   *
   * @param series as they are with it, if the examples are any
   */
  static Manifest next(
      Manifest before,
      Optional<SeriesTable> series,
      WrittenGeneration written,
      VocabularyDrift drift,
      String prefix) {
    Map<String, Manifest.VocabularyPart> parts = new TreeMap<>(before.vocabularies());
    series.ifPresent(table -> parts.put(ShardSchemas.SERIES, part(table, prefix)));
    List<Manifest.Generation> generations = new ArrayList<>(before.generations());
    generations.add(generation(generations.size() + 1, written, drift));
    Map<Split, Manifest.SplitPart> splits = new EnumMap<>(Split.class);
    splits.putAll(before.splits());
    below(prefix, written.splits())
        .forEach((split, part) -> splits.merge(split, part, ManifestAssembly::joined));
    return new Manifest(
        before.format(),
        before.task(),
        before.schema(),
        before.sequenceLength(),
        parts,
        Sha256.of(
            generations.stream()
                .map(generation -> generation.inputDigest() + "\n")
                .collect(Collectors.joining())),
        Stream.concat(before.sources().stream(), sources(written.files()).stream()).toList(),
        splits,
        List.copyOf(generations));
  }

  private static Manifest.VocabularyPart part(SeriesTable table, String prefix) {
    return new Manifest.VocabularyPart(
        prefix + SeriesTable.FILE, table.series().size(), table.digest());
  }

  /**
   * What was written of a split.
   *
   * @param tokens of it; of independent examples, their steps
   * @param written shards of all splits
   */
  static Manifest.SplitPart part(Split split, long tokens, List<WrittenShard> written) {
    List<WrittenShard> shards = shards(split, written);
    return new Manifest.SplitPart(
        tokens,
        shards.stream().mapToLong(shard -> shard.file().targets()).sum(),
        shards.stream().mapToLong(WrittenShard::unknown).sum(),
        shards.stream().mapToLong(shard -> shard.file().sequences()).sum(),
        shards.stream().mapToLong(WrittenShard::characters).sum(),
        shards.stream().mapToLong(WrittenShard::bytes).sum(),
        shards.stream().map(WrittenShard::file).toList());
  }

  /** What was written of independent examples, by split. */
  static Map<Split, Manifest.SplitPart> parts(List<WrittenShard> written) {
    Map<Split, Manifest.SplitPart> splits = new EnumMap<>(Split.class);
    for (Split split : Split.values()) {
      List<WrittenShard> shards = shards(split, written);
      if (!shards.isEmpty()) {
        long steps = shards.stream().mapToLong(WrittenShard::steps).sum();
        splits.put(split, part(split, steps, written));
      }
    }
    return splits;
  }

  /** Those of a split, in their order. */
  static List<WrittenShard> shards(Split split, List<WrittenShard> written) {
    return written.stream()
        .filter(shard -> shard.split() == split)
        .sorted(Comparator.comparingLong(shard -> shard.file().firstSequence()))
        .toList();
  }

  private static Manifest.Generation generation(
      int number, WrittenGeneration written, VocabularyDrift drift) {
    Map<Split, Manifest.Amount> amounts = new EnumMap<>(Split.class);
    written.splits().forEach((split, part) -> amounts.put(split, part.amount()));
    return new Manifest.Generation(
        number,
        written.inputDigest(),
        written.files().size(),
        written.skipped(),
        written.cut(),
        drift,
        amounts);
  }

  private static Manifest.SplitPart joined(Manifest.SplitPart a, Manifest.SplitPart b) {
    return Manifest.SplitPart.of(
        a.amount().plus(b.amount()),
        Stream.concat(a.files().stream(), b.files().stream()).toList());
  }

  private static Map<Split, Manifest.SplitPart> below(
      String prefix, Map<Split, Manifest.SplitPart> splits) {
    Map<Split, Manifest.SplitPart> below = new EnumMap<>(Split.class);
    splits.forEach(
        (split, part) ->
            below.put(
                split,
                Manifest.SplitPart.of(
                    part.amount(),
                    part.files().stream().map(file -> file.below(prefix)).toList())));
    return below;
  }

  private static List<Manifest.Source> sources(List<SourceFile> files) {
    return files.stream().map(file -> new Manifest.Source(file.name(), file.bytes())).toList();
  }
}
