package org.ravel.comparison;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.ravel.config.Glob;
import org.ravel.shard.Manifest;

/** Named parts of a corpus, by the names of its source files. */
final class Slices {
  private Slices() {}

  /**
   * The source files of each slice.
   *
   * @param slices patterns of names, by the slice's name
   * @return indices into the sources, in the order of the slices; empty sets too
   */
  static Map<String, BitSet> of(Map<String, List<Glob>> slices, List<Manifest.Source> sources) {
    Map<String, BitSet> chosen = new LinkedHashMap<>();
    slices.forEach((name, globs) -> chosen.put(name, matching(globs, sources)));
    return chosen;
  }

  private static BitSet matching(List<Glob> globs, List<Manifest.Source> sources) {
    List<Pattern> patterns = globs.stream().map(Glob::pattern).toList();
    BitSet matching = new BitSet(sources.size());
    for (int i = 0; i < sources.size(); i++) {
      String name = sources.get(i).name();
      matching.set(i, patterns.stream().anyMatch(p -> p.matcher(name).matches()));
    }
    return matching;
  }
}
