package org.ravel.example;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.ravel.config.ConfigNames;
import org.ravel.config.MalformedText;
import org.ravel.config.ShardsConfig.Longer;
import org.ravel.config.Split;
import org.ravel.error.InputException;
import org.ravel.table.InputRow;

/**
 * How rows become examples.
 *
 * @param sources the files by their path, with their numbers
 * @param longest the most steps
 */
record ExampleRules(
    ExampleParser parser,
    ExampleSplits splits,
    Map<String, Integer> sources,
    MalformedText malformed,
    int longest,
    Longer longer)
    implements Serializable {

  /** The same for examples that are made in another way. */
  ExampleRules with(ExampleParser other) {
    return new ExampleRules(other, splits, sources, malformed, longest, longer);
  }

  /**
   * Reads rows.
   *
   * @param examples takes each example
   * @return how many malformed rows were left out
   * @throws InputException if a row is malformed and that is not allowed, or an example too long
   */
  long read(Iterator<InputRow> rows, Consumer<PlacedExample> examples) {
    long skipped = 0;
    while (rows.hasNext()) {
      InputRow row = rows.next();
      LabelledSteps example = null;
      try {
        example = parser.parse(row.record());
      } catch (MalformedExample e) {
        if (malformed != MalformedText.SKIP) {
          throw row.part()
              .refuse(row.place(), e.getMessage(), "correct it, or set corpus.malformed=skip");
        }
        skipped++;
      }
      if (example != null) {
        Split split = splits.of(row, parser.content(example));
        int source = sources.get(row.part().file());
        for (LabelledSteps fitted : fitted(row, example)) {
          examples.accept(new PlacedExample(fitted, split, source, parser.name(row.record())));
        }
      }
    }
    return skipped;
  }

  /** Of other lengths only what the task can do. */
  private String remedy() {
    List<Longer> others =
        Longer.of(parser.task()).stream().filter(one -> one != Longer.REFUSE).toList();
    return "set a larger one"
        + (others.isEmpty() ? "" : ", or shards.longer=" + ConfigNames.or(others));
  }

  private List<LabelledSteps> fitted(InputRow row, LabelledSteps example) {
    boolean asSteps = parser.targetsAreSteps();
    int targets = asSteps ? example.labels().size() : 0;
    // The features of an image are no sequence that could be longer or shorter.
    int steps =
        parser.captions() ? example.longestCaption() : Math.max(example.steps().count(), targets);
    if (steps <= longest) {
      return List.of(example);
    }
    return switch (longer) {
      case CUT ->
          List.of(
              parser.captions() ? example.captionsCutTo(longest) : example.cutTo(longest, asSteps));
      // A label of the whole is not one of its pieces: these are read one by one later.
      case PIECES -> parser.labelsSteps() ? example.pieces(longest) : List.of(example);
      case REFUSE ->
          throw new InputException(
              row.part()
                  .refuse(
                      row.place(),
                      "has %s%,d %s, but shards.sequence-length is %,d"
                          .formatted(
                              parser.captions() ? "a caption of " : "",
                              steps,
                              parser.captions() ? "tokens" : "steps",
                              longest),
                      remedy())
                  .getMessage());
    };
  }
}
