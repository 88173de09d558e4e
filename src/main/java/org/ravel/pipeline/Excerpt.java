package org.ravel.pipeline;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.ravel.config.Split;
import org.ravel.sequence.Alignment;
import org.ravel.sequence.Example;
import org.ravel.sequence.Texts;
import org.ravel.sequence.Values;
import org.ravel.shard.Manifest;
import org.ravel.shard.ShardSet;
import org.ravel.shard.file.ExampleReader;
import org.ravel.wording.Phrases;

/** The beginning of a text as the shards hold it, for a person to look at. */
final class Excerpt {
  private static final int CHARACTERS = 400;

  /** A file that does not begin among the first sequences is not looked for in all of them. */
  private static final int MOST_SEQUENCES = 5_000;

  /** For a label that the shards' labels lack. */
  private static final String UNKNOWN = "?";

  private Excerpt() {}

  /**
   * Of a source file.
   *
   * @param source its name in the manifest; null for whatever text comes first
   * @return empty if the file is not among the first sequences
   */
  static String of(Configuration hadoop, ShardSet text, String source) {
    StringBuilder excerpt = new StringBuilder();
    int looked = 0;
    for (Map.Entry<Split, Manifest.SplitPart> split : text.manifest().splits().entrySet()) {
      for (Manifest.ShardFile file : split.getValue().files()) {
        try (ExampleReader reader =
            ExampleReader.open(
                hadoop, text.path(), text.manifest().schema(), file, 0, file.sequences(), false)) {
          while (reader.hasNext() && looked++ < MOST_SEQUENCES) {
            excerpt.append(of(reader.next(), text, source));
            if (excerpt.codePointCount(0, excerpt.length()) >= CHARACTERS) {
              return excerpt.substring(0, excerpt.offsetByCodePoints(0, CHARACTERS)) + "…";
            }
          }
        }
      }
      // Text of another split does not follow.
      if (excerpt.length() > 0) {
        return excerpt.toString();
      }
    }
    return "";
  }

  private static String of(Example example, ShardSet text, String source) {
    return switch (text.manifest().schema().targets()) {
      case NEXT_STEP -> stream(example, text, source);
      // They are not inspected.
      case HORIZON, VALUES -> "";
      case OWN_STEPS -> isOf(example, 0, text, source) ? paired(example, text) : "";
      case STEP_SETS ->
          isOf(example, 0, text, source) ? text.vocabulary().decode(example.ids(0)) + "\n" : "";
      case SAME_STEP, WHOLE, SET, NODES ->
          isOf(example, 0, text, source) ? labelled(example, text) : "";
    };
  }

  private static boolean isOf(Example example, int part, ShardSet text, String source) {
    int number = example.origin().sources()[part];
    return source == null || source.equals(text.manifest().sources().get(number).name());
  }

  /** The targets of a sequence that come from the source, and the split's first token. */
  private static String stream(Example example, ShardSet text, String source) {
    StringBuilder excerpt = new StringBuilder();
    int[] ids = example.ids(0);
    int[] starts = example.origin().starts();
    for (int part = 0; part < starts.length; part++) {
      if (isOf(example, part, text, source)) {
        int to = part + 1 == starts.length ? ids.length - 1 : starts[part + 1];
        // Target t is the token after the one of time step t; the first token of all is no target.
        boolean first = example.index() == 0 && part == 0;
        int[] tokens = Arrays.copyOfRange(ids, first ? 0 : starts[part] + 1, to + 1);
        excerpt.append(text.vocabulary().decode(tokens));
      }
    }
    return excerpt.toString();
  }

  /**
   * A line for an example: its tokens and their labels, or its label and its tokens. Real numbers
   * are only counted.
   */
  private static String labelled(Example example, ShardSet text) {
    int[] labels = example.ids(example.values().size() - 1);
    if (!(example.values().get(0) instanceof Values.OfIds tokens)) {
      return "%s: %s\n"
          .formatted(labels(labels, text), Phrases.count(example.values().get(0).steps(), "step"));
    }
    int[] ids = tokens.ids();
    Alignment targets = text.manifest().schema().targets();
    if (targets.isOfWhole()) {
      return "%s: %s\n".formatted(labels(labels, text), text.vocabulary().decode(ids));
    }
    if (targets == Alignment.NODES) {
      // The root's label.
      return "%s: %s\n".formatted(label(labels[0], text), text.vocabulary().decode(ids));
    }
    return IntStream.range(0, ids.length)
        .mapToObj(
            step ->
                "%s/%s"
                    .formatted(
                        text.vocabulary().decode(new int[] {ids[step]}), label(labels[step], text)))
        .collect(Collectors.joining(" ", "", "\n"));
  }

  /** A line for an example: what is read, and the texts to write. */
  private static String paired(Example example, ShardSet text) {
    Values read = example.values().get(0);
    String source =
        read instanceof Values.OfIds tokens
            ? text.vocabulary().decode(tokens.ids())
            : Phrases.count(read.steps(), "step");
    return Texts.of(example.ids(example.values().size() - 1)).stream()
        .map(target -> text.targetVocabulary().decode(Texts.inner(target)))
        .collect(Collectors.joining(" | ", source + " → ", "\n"));
  }

  private static String labels(int[] ids, ShardSet text) {
    return Arrays.stream(ids).mapToObj(id -> label(id, text)).collect(Collectors.joining(" "));
  }

  private static String label(int id, ShardSet text) {
    return id == text.targetVocabulary().unknown() ? UNKNOWN : text.targetVocabulary().token(id);
  }
}
