package org.ravel.pipeline;

import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.ravel.config.Glob;
import org.ravel.config.RetrainingConfig.InspectionConfig;
import org.ravel.error.ConfigurationException;
import org.ravel.shard.Manifest;

/**
 * The generations that the configuration admits or withholds by the names of their files.
 *
 * @param withheld numbers of the generations that are left out
 * @param admitted numbers of the generations that are trained on, whatever inspection finds
 */
record GenerationFilter(NavigableSet<Integer> withheld, NavigableSet<Integer> admitted) {

  /**
   * The filter for a shard set.
   *
   * @throws ConfigurationException if a pattern fits no file, or the first generation is to be left
   *     out
   */
  static GenerationFilter of(InspectionConfig config, Manifest manifest) {
    NavigableSet<Integer> admitted = matching("admit", config.admit(), manifest);
    NavigableSet<Integer> withheld = matching("withhold", config.withhold(), manifest);
    withheld.removeAll(admitted);
    if (withheld.contains(manifest.generations().get(0).number())) {
      throw new ConfigurationException(
          "retraining.inspection.withhold is %s and fits files of the first generation, which the pinned holdout is cut from; leave them out of corpus.input and make the shards again (ravel prepare --overwrite)"
              .formatted(words(config.withhold())));
    }
    return new GenerationFilter(withheld, admitted);
  }

  private static NavigableSet<Integer> matching(String key, List<Glob> globs, Manifest manifest) {
    NavigableSet<Integer> numbers = new TreeSet<>();
    for (Glob glob : globs) {
      Pattern pattern = glob.pattern();
      List<Integer> found =
          manifest.generations().stream()
              .filter(
                  generation ->
                      manifest.sourcesOf(generation).stream()
                          .anyMatch(source -> pattern.matcher(source.name()).matches()))
              .map(Manifest.Generation::number)
              .toList();
      if (found.isEmpty()) {
        throw new ConfigurationException(
            "retraining.inspection.%s has the pattern %s, which fits no file of the shards; the names are those in the reports and in the manifest, such as %s"
                .formatted(key, glob, manifest.sources().get(0).name()));
      }
      numbers.addAll(found);
    }
    return numbers;
  }

  private static String words(List<Glob> globs) {
    return globs.stream().map(Glob::text).collect(Collectors.joining(", ", "[", "]"));
  }
}
