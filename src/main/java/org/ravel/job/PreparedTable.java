package org.ravel.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ravel.config.Split;
import org.ravel.sequence.Alignment;
import org.ravel.sequence.Order;
import org.ravel.shard.Manifest;
import org.ravel.wording.Phrases;

/** What a preparation has made, for the console. */
final class PreparedTable {
  private PreparedTable() {}

  static List<String> lines(Manifest manifest, double seconds) {
    boolean stream = manifest.schema().order() == Order.STREAM;
    long bytes = manifest.sources().stream().mapToLong(Manifest.Source::bytes).sum();
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s, %s, %s%s, in %.1f s"
            .formatted(
                Phrases.count(manifest.sources().size(), "file"),
                Phrases.count(bytes, "byte"),
                manifest
                    .scaling()
                    .map(scaling -> Phrases.count(scaling.width(), "number") + " a step")
                    .orElseGet(() -> "vocabulary of %,d".formatted(manifest.vocabularySize())),
                stream ? "" : targets(manifest),
                seconds));
    for (Map.Entry<Split, Manifest.SplitPart> split : manifest.splits().entrySet()) {
      String key = split.getKey().key();
      lines.add(
          stream
              ? stream(key, split.getValue(), manifest.sequenceLength())
              : examples(key, split.getValue(), isText(manifest)));
    }
    long skipped = manifest.generations().stream().mapToLong(Manifest.Generation::skipped).sum();
    if (skipped > 0) {
      lines.add(
          manifest.generations().size() == 1
              ? "left out: %s".formatted(Phrases.count(skipped, "malformed record"))
              : "left out: %s, malformed or with a label that is none of the shards' labels"
                  .formatted(Phrases.count(skipped, "record")));
    }
    long cut = manifest.generations().stream().mapToLong(Manifest.Generation::cut).sum();
    if (cut > 0) {
      lines.add(
          "cut to %s: %s"
              .formatted(
                  Phrases.count(manifest.sequenceLength(), "step"), Phrases.count(cut, "example")));
    }
    return lines;
  }

  private static String targets(Manifest manifest) {
    int size = manifest.targetVocabularySize();
    if (manifest.schema().targets() == Alignment.VALUES) {
      return ", %s to predict".formatted(Phrases.count(size, "number"));
    }
    return isText(manifest)
        ? ", of targets %,d".formatted(size)
        : ", " + Phrases.count(size, "label");
  }

  private static boolean isText(Manifest manifest) {
    return manifest.schema().targets() == Alignment.OWN_STEPS;
  }

  private static String stream(String split, Manifest.SplitPart part, int length) {
    return "  %-10s %,12d tokens in %s of %d, %s"
        .formatted(
            split,
            part.tokens(),
            Phrases.count(part.sequences(), "sequence"),
            length,
            Phrases.count(part.files().size(), "shard file"));
  }

  private static String examples(String split, Manifest.SplitPart part, boolean text) {
    int longest = part.files().stream().mapToInt(Manifest.ShardFile::longest).max().orElse(0);
    String unknown =
        part.unknown() == 0
            ? ""
            : text
                ? ", %s <unk>".formatted(Phrases.count(part.unknown(), "target is", "targets are"))
                : ", %s the training split does not have"
                    .formatted(
                        Phrases.count(part.unknown(), "target is a label", "targets are labels"));
    return "  %-10s %,12d examples of %s, the longest of %,d, %s%s"
        .formatted(
            split,
            part.sequences(),
            Phrases.count(part.tokens(), "step"),
            longest,
            Phrases.count(part.files().size(), "shard file"),
            unknown);
  }
}
