package org.ravel.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ravel.corpus.SourceFile;
import org.ravel.error.InputException;
import org.ravel.wording.Phrases;

/**
 * Files whose same lines belong together: their paths differ in the end only, such as {@code
 * train.de} and {@code train.en}, or both with the suffix of a compressed file.
 *
 * @param first those that are read, in the order of their paths
 * @param second those that are predicted, in the order of theirs
 * @param partners the path of each of the second, with that of the first
 */
public record FilePairs(
    List<SourceFile> first, List<SourceFile> second, Map<String, String> partners) {

  /**
   * What names files.
   *
   * @param input the setting with the files
   * @param columns the setting, or group of settings, with their ends
   */
  public record Keys(String input, String columns) {}

  /**
   * Finds the pairs among files; files with other ends are none of theirs.
   *
   * @param read the end of those that are read
   * @param predicted the end of those that are predicted
   * @throws InputException if there is none, or one of a pair is missing
   */
  public static FilePairs of(Keys keys, List<SourceFile> files, String read, String predicted) {
    Map<String, SourceFile> first = ending(files, read);
    Map<String, SourceFile> second = ending(files, predicted);
    if (first.isEmpty() && second.isEmpty()) {
      throw new InputException(
          "%s has %s, but none that ends with .%s or .%s, as %s says; name the ends of yours there"
              .formatted(
                  keys.input(),
                  Phrases.count(files.size(), "file"),
                  read,
                  predicted,
                  keys.columns()));
    }
    requirePartner(keys.input(), first, second, predicted);
    requirePartner(keys.input(), second, first, read);
    Map<String, String> partners = new HashMap<>();
    second.forEach((base, file) -> partners.put(file.path(), first.get(base).path()));
    return new FilePairs(
        new ArrayList<>(first.values()), new ArrayList<>(second.values()), partners);
  }

  /** By what stands before the end. */
  private static Map<String, SourceFile> ending(List<SourceFile> files, String end) {
    Map<String, SourceFile> found = new LinkedHashMap<>();
    for (SourceFile file : files) {
      String path = file.path();
      String plain = file.compressed() ? path.substring(0, path.lastIndexOf('.')) : path;
      if (plain.endsWith("." + end)) {
        String base = plain.substring(0, plain.length() - end.length());
        SourceFile other = found.put(base, file);
        if (other != null) {
          throw new InputException(
              "%s and %s are the same file, compressed and not; leave one of them out"
                  .formatted(other.path(), path));
        }
      }
    }
    return found;
  }

  private static void requirePartner(
      String key, Map<String, SourceFile> files, Map<String, SourceFile> others, String end) {
    files.forEach(
        (base, file) -> {
          if (!others.containsKey(base)) {
            throw new InputException(
                "%s has no partner %s%s among the files of %s; add it, or leave the file out"
                    .formatted(file.path(), base, end, key));
          }
        });
  }

  /** All of them, in the order of their paths. */
  public List<SourceFile> all() {
    List<SourceFile> all = new ArrayList<>(first);
    all.addAll(second);
    all.sort((a, b) -> a.path().compareTo(b.path()));
    return all;
  }
}
