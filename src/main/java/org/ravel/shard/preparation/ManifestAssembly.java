package org.ravel.shard.preparation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ravel.config.ConfigNames;
import org.ravel.config.RavelConfig;
import org.ravel.config.Split;
import org.ravel.config.Task;
import org.ravel.corpus.ChunkCount;
import org.ravel.corpus.Corpus;
import org.ravel.corpus.SourceFile;
import org.ravel.corpus.Vocabulary;
import org.ravel.corpus.VocabularyDrift;
import org.ravel.sequence.Schema;
import org.ravel.shard.Manifest;
import org.ravel.shard.ManifestFile;
import org.ravel.shard.ShardSchemas;
import org.ravel.shard.ShardSet;
import org.ravel.shard.file.WrittenShard;
import org.ravel.shard.version.InputDigest;
import org.ravel.storage.Sha256;

/** Adds up what the tasks wrote. */
final class ManifestAssembly {
  private ManifestAssembly() {}

  /**
   * A shard set of one generation.
   *
   * @param prefix of the paths below the shard set's folder; empty, or a folder with a slash
   */
  static Manifest first(
      Corpus corpus,
      List<ChunkCount> chunks,
      Vocabulary vocabulary,
      int sequenceLength,
      WrittenCorpus written,
      String prefix) {
    String digest = InputDigest.of(corpus, chunks);
    Map<Split, Manifest.SplitPart> splits = parts(written, sequenceLength, prefix);
    return new Manifest(
        ManifestFile.FORMAT,
        ConfigNames.of(Task.LANGUAGE_MODEL),
        ShardSchemas.LANGUAGE_MODEL,
        sequenceLength,
        Map.of(
            ShardSchemas.VOCABULARY,
            new Manifest.VocabularyPart(
                prefix + ShardSet.VOCABULARY, vocabulary.size(), vocabulary.digest())),
        digest,
        sources(corpus.sources()),
        splits,
        List.of(
            new Manifest.Generation(
                1, digest, corpus.sources().size(), 0, 0, null, amounts(splits))));
  }

  /**
   * A shard set of independent examples.
   *
   * @param skipped malformed records that were left out
   * @param cut examples that were longer
   */
  static Manifest ofExamples(
      RavelConfig config,
      Schema schema,
      Map<String, Vocabulary> vocabularies,
      String digest,
      List<SourceFile> sources,
      List<WrittenShard> written,
      long skipped,
      long cut) {
    Map<Split, Manifest.SplitPart> splits = new EnumMap<>(Split.class);
    for (Split split : Split.values()) {
      List<WrittenShard> shards = shards(split, written);
      if (!shards.isEmpty()) {
        long steps = shards.stream().mapToLong(WrittenShard::steps).sum();
        splits.put(split, part(steps, shards, ""));
      }
    }
    Map<String, Manifest.VocabularyPart> parts = new TreeMap<>();
    vocabularies.forEach(
        (name, vocabulary) ->
            parts.put(
                name,
                new Manifest.VocabularyPart(
                    ShardSet.fileOf(name), vocabulary.size(), vocabulary.digest())));
    return new Manifest(
        ManifestFile.FORMAT,
        ConfigNames.of(config.task()),
        schema,
        config.shards().sequenceLength(),
        parts,
        digest,
        sources(sources),
        splits,
        List.of(
            new Manifest.Generation(
                1, digest, sources.size(), skipped, cut, null, amounts(splits))));
  }

  /** The same shard set with another generation. */
  static Manifest next(
      Manifest before,
      Corpus corpus,
      List<ChunkCount> chunks,
      VocabularyDrift drift,
      WrittenCorpus written,
      String prefix) {
    Map<Split, Manifest.SplitPart> added = parts(written, before.sequenceLength(), prefix);
    List<Manifest.Generation> generations = new ArrayList<>(before.generations());
    generations.add(
        new Manifest.Generation(
            generations.size() + 1,
            InputDigest.of(corpus, chunks),
            corpus.sources().size(),
            0,
            0,
            drift,
            amounts(added)));
    Map<Split, Manifest.SplitPart> splits = new EnumMap<>(Split.class);
    splits.putAll(before.splits());
    added.forEach((split, part) -> splits.merge(split, part, ManifestAssembly::joined));
    return new Manifest(
        ManifestFile.FORMAT,
        before.task(),
        before.schema(),
        before.sequenceLength(),
        before.vocabularies(),
        Sha256.of(
            generations.stream()
                .map(generation -> generation.inputDigest() + "\n")
                .collect(Collectors.joining())),
        Stream.concat(before.sources().stream(), sources(corpus.sources()).stream()).toList(),
        splits,
        List.copyOf(generations));
  }

  private static Manifest.SplitPart joined(Manifest.SplitPart a, Manifest.SplitPart b) {
    return Manifest.SplitPart.of(
        a.amount().plus(b.amount()),
        Stream.concat(a.files().stream(), b.files().stream()).toList());
  }

  private static List<Manifest.Source> sources(List<SourceFile> files) {
    return files.stream().map(file -> new Manifest.Source(file.name(), file.bytes())).toList();
  }

  private static Map<Split, Manifest.Amount> amounts(Map<Split, Manifest.SplitPart> splits) {
    Map<Split, Manifest.Amount> amounts = new EnumMap<>(Split.class);
    splits.forEach((split, part) -> amounts.put(split, part.amount()));
    return amounts;
  }

  private static Map<Split, Manifest.SplitPart> parts(
      WrittenCorpus written, int sequenceLength, String prefix) {
    Map<Split, Manifest.SplitPart> splits = new EnumMap<>(Split.class);
    for (SplitWindow window : written.windows()) {
      if (window.targets() > 0) {
        splits.put(window.split(), part(window, sequenceLength, written.shards(), prefix));
      }
    }
    return splits;
  }

  private static Manifest.SplitPart part(
      SplitWindow window, int sequenceLength, List<WrittenShard> written, String prefix) {
    Manifest.SplitPart part = part(window.tokens(), shards(window.split(), written), prefix);
    if (part.targets() != window.targets()
        || part.sequences() != window.sequences(sequenceLength)) {
      throw new IllegalStateException(
          "%s: planned %d targets, wrote %d".formatted(window, window.targets(), part.targets()));
    }
    return part;
  }

  private static List<WrittenShard> shards(Split split, List<WrittenShard> written) {
    return written.stream()
        .filter(shard -> shard.split() == split)
        .sorted(Comparator.comparingLong(shard -> shard.file().firstSequence()))
        .toList();
  }

  private static Manifest.SplitPart part(long tokens, List<WrittenShard> shards, String prefix) {
    return new Manifest.SplitPart(
        tokens,
        shards.stream().mapToLong(shard -> shard.file().targets()).sum(),
        shards.stream().mapToLong(WrittenShard::unknown).sum(),
        shards.stream().mapToLong(shard -> shard.file().sequences()).sum(),
        shards.stream().mapToLong(WrittenShard::characters).sum(),
        shards.stream().mapToLong(WrittenShard::bytes).sum(),
        shards.stream().map(shard -> shard.file().below(prefix)).toList());
  }
}
