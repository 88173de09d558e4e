package org.ravel.shard;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ravel.config.ConfigNames;
import org.ravel.config.Split;
import org.ravel.config.Task;
import org.ravel.corpus.ChunkCount;
import org.ravel.corpus.Corpus;
import org.ravel.corpus.Vocabulary;
import org.ravel.corpus.VocabularyDrift;
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
        sources(corpus),
        splits,
        List.of(
            new Manifest.Generation(
                1, digest, corpus.sources().size(), 0, 0, null, amounts(splits))));
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
        Stream.concat(before.sources().stream(), sources(corpus).stream()).toList(),
        splits,
        List.copyOf(generations));
  }

  private static Manifest.SplitPart joined(Manifest.SplitPart a, Manifest.SplitPart b) {
    return Manifest.SplitPart.of(
        a.amount().plus(b.amount()),
        Stream.concat(a.files().stream(), b.files().stream()).toList());
  }

  private static List<Manifest.Source> sources(Corpus corpus) {
    return corpus.sources().stream()
        .map(file -> new Manifest.Source(file.name(), file.bytes()))
        .toList();
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
    List<WrittenShard> shards =
        written.stream()
            .filter(shard -> shard.split() == window.split())
            .sorted(Comparator.comparingLong(shard -> shard.file().firstSequence()))
            .toList();
    Manifest.SplitPart part =
        new Manifest.SplitPart(
            window.tokens(),
            shards.stream().mapToLong(shard -> shard.file().targets()).sum(),
            shards.stream().mapToLong(WrittenShard::unknown).sum(),
            shards.stream().mapToLong(shard -> shard.file().sequences()).sum(),
            shards.stream().mapToLong(WrittenShard::characters).sum(),
            shards.stream().mapToLong(WrittenShard::bytes).sum(),
            shards.stream().map(shard -> shard.file().below(prefix)).toList());
    if (part.targets() != window.targets()
        || part.sequences() != window.sequences(sequenceLength)) {
      throw new IllegalStateException(
          "%s: planned %d targets, wrote %d".formatted(window, window.targets(), part.targets()));
    }
    return part;
  }
}
