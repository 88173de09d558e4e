package org.ravel.example;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ravel.sequence.Pieces;

/**
 * An independent example as it was read.
 *
 * @param labels one for each step, or one, or a set of them, or the tokens of the target; of
 *     several captions with {@link CaptionReader#END} between two; of sets of steps with {@link
 *     StringAnswers#SET_END} behind each
 * @param cut whether it was longer
 */
public record LabelledSteps(ReadSteps steps, List<String> labels, boolean cut) {

  /** The labels without what ends sets. */
  Stream<String> names() {
    return labels.stream().filter(label -> !label.equals(StringAnswers.SET_END));
  }

  /** Tokens of the longest caption. */
  int longestCaption() {
    int longest = 0;
    int tokens = 0;
    for (String label : labels) {
      tokens = label.equals(CaptionReader.END) ? 0 : tokens + 1;
      longest = Math.max(longest, tokens);
    }
    return longest;
  }

  /** The same with the first tokens only of each caption. */
  LabelledSteps captionsCutTo(int count) {
    List<String> kept = new ArrayList<>();
    int tokens = 0;
    for (String label : labels) {
      boolean ends = label.equals(CaptionReader.END);
      tokens = ends ? 0 : tokens + 1;
      if (tokens <= count) {
        kept.add(label);
      }
    }
    return new LabelledSteps(steps, kept, true);
  }

  /**
   * The same with its first steps only.
   *
   * @param targets whether labels are steps, too, and as many of them are left at most
   */
  LabelledSteps cutTo(int count, boolean targets) {
    return new LabelledSteps(
        steps.part(0, Math.min(count, steps.count())),
        targets ? labels.subList(0, Math.min(count, labels.size())) : labels,
        true);
  }

  /** Pieces of at most so many steps, each step with its label. */
  List<LabelledSteps> pieces(int longest) {
    Pieces pieces = Pieces.of(steps.count(), longest);
    return IntStream.range(0, pieces.count())
        .mapToObj(
            piece -> {
              int from = pieces.start(piece);
              int to = pieces.start(piece + 1);
              return new LabelledSteps(steps.part(from, to), labels.subList(from, to), false);
            })
        .toList();
  }
}
