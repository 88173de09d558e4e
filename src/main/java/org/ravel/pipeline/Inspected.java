package org.ravel.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.ravel.shard.Manifest;
import org.ravel.shard.ShardSet;

/**
 * Which of the new text a run learns from, as its {@code inspection.json} says.
 *
 * @param format of the file
 * @param pinnedPerplexity the champion's on the pinned holdout; null if it read nothing
 * @param readings of the new generations by the champion; none if it cannot read them
 * @param fresh numbers of the new generations that are learned from
 * @param withheld numbers of all generations that are left out, of this run and of earlier ones
 */
record Inspected(
    int format,
    Double pinnedPerplexity,
    List<TextReading> readings,
    List<Integer> fresh,
    List<Integer> withheld)
    implements StageResult {

  /** All that is not left out. */
  ShardSet learned(ShardSet all) {
    if (withheld.isEmpty()) {
      return all;
    }
    return all.generations(
        all.manifest().generations().stream()
            .map(Manifest.Generation::number)
            .filter(number -> !withheld.contains(number))
            .collect(Collectors.toSet()));
  }

  /** What a reader of the report should know of it. */
  List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    for (TextReading reading : readings) {
      String files =
          reading.strange().stream()
              .map(file -> "%s (%.2f)".formatted(file.name(), file.perplexity()))
              .collect(Collectors.joining(", "));
      if (reading.tooStrange()) {
        remarks.add(
            "Generation %d is strange to the champion: perplexity %.2f, %.2f times that on the pinned holdout%s. It is %s."
                .formatted(
                    reading.generation(),
                    reading.perplexity(),
                    reading.ratio(),
                    files.isEmpty() ? "" : "; most of all " + files,
                    withheld.contains(reading.generation()) ? "left out" : "learned from"));
      } else if (!files.isEmpty()) {
        remarks.add(
            "Generation %d is learned from, but some files in it are strange to the champion (their perplexity): %s."
                .formatted(reading.generation(), files));
      }
    }
    if (!withheld.isEmpty()) {
      remarks.add(
          "Left out of training and holdouts, from this run or an earlier one: %s."
              .formatted(generations(withheld)));
    }
    return remarks;
  }

  /** Why nothing is learned, in words. */
  String reason() {
    return "all that is new is left out, %s; look at it, and take it in with retraining.inspection.admit if it is right"
        .formatted(
            readings.stream()
                .filter(TextReading::tooStrange)
                .map(
                    reading ->
                        "the champion's perplexity on generation %d is %.2f times that on the pinned holdout"
                            .formatted(reading.generation(), reading.ratio()))
                .reduce((one, other) -> one + " and " + other)
                .orElse("as retraining.inspection.withhold says"));
  }

  private static String generations(List<Integer> numbers) {
    return (numbers.size() == 1 ? "generation " : "generations ")
        + numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }
}
