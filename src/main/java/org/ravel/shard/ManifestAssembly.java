package org.ravel.shard;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.ravel.config.Split;
import org.ravel.corpus.ChunkCount;
import org.ravel.corpus.Corpus;
import org.ravel.corpus.Vocabulary;

/** Adds up what the tasks wrote. */
final class ManifestAssembly {
  private ManifestAssembly() {}

  static Manifest of(
      Corpus corpus,
      List<ChunkCount> chunks,
      Vocabulary vocabulary,
      List<SplitWindow> windows,
      int sequenceLength,
      List<WrittenShard> written) {
    Map<Split, Manifest.SplitPart> splits = new EnumMap<>(Split.class);
    for (SplitWindow window : windows) {
      if (window.targets() > 0) {
        splits.put(window.split(), part(window, sequenceLength, written));
      }
    }
    return new Manifest(
        ManifestFile.FORMAT,
        ManifestFile.LANGUAGE_MODEL,
        SequenceSchema.columns(),
        sequenceLength,
        vocabulary.size(),
        vocabulary.digest(),
        InputDigest.of(corpus, chunks),
        corpus.sources().stream()
            .map(file -> new Manifest.Source(file.name(), file.bytes()))
            .toList(),
        splits);
  }

  private static Manifest.SplitPart part(
      SplitWindow window, int sequenceLength, List<WrittenShard> written) {
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
            shards.stream().map(WrittenShard::file).toList());
    if (part.targets() != window.targets()
        || part.sequences() != window.sequences(sequenceLength)) {
      throw new IllegalStateException(
          "%s: planned %d targets, wrote %d".formatted(window, window.targets(), part.targets()));
    }
    return part;
  }
}
