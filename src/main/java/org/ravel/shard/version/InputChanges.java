package org.ravel.shard.version;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.ravel.corpus.SourceFile;

/**
 * How the source files differ from those that were read before.
 *
 * @param added files of new paths, with text that was not read before
 * @param changed files whose content is another one now
 * @param touched files that were written again with the same content
 * @param repeated files of new paths with the content of a file that was read: moved or copied
 * @param removed files that were read and are gone
 */
public record InputChanges(
    List<InputFile> added,
    List<InputFile> changed,
    List<InputFile> touched,
    List<InputFile> repeated,
    List<InputFile> removed) {

  /**
   * Compares. Only files that do not look as they did are read, for their digests; empty files that
   * are new do not count.
   *
   * @param digests gives the digests of files, in their order
   */
  public static InputChanges find(
      InputLedger ledger,
      List<SourceFile> listed,
      Function<List<SourceFile>, List<String>> digests) {
    Map<String, InputFile> known = ledger.files();
    List<SourceFile> unlike =
        listed.stream()
            .filter(
                file ->
                    known.containsKey(file.path())
                        ? !known.get(file.path()).looksLike(file)
                        : file.bytes() > 0)
            .map(file -> file.named(name(ledger, file)))
            .toList();
    List<String> digestsOfUnlike = digests.apply(unlike);
    Map<String, InputFile> byDigest = new HashMap<>();
    known.values().forEach(file -> byDigest.put(file.digest(), file));
    InputChanges changes =
        new InputChanges(
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>());
    Set<String> stillThere = new HashSet<>();
    listed.forEach(file -> stillThere.add(file.path()));
    for (int i = 0; i < unlike.size(); i++) {
      InputFile file = InputFile.of(unlike.get(i), digestsOfUnlike.get(i));
      InputFile before = known.get(file.path());
      if (before != null) {
        (before.digest().equals(file.digest()) ? changes.touched : changes.changed).add(file);
      } else if (byDigest.containsKey(file.digest())) {
        changes.repeated.add(file);
        stillThere.add(byDigest.get(file.digest()).path());
      } else {
        changes.added.add(file);
      }
    }
    known.values().stream()
        .filter(file -> !stillThere.contains(file.path()))
        .forEach(changes.removed::add);
    return changes;
  }

  private static String name(InputLedger ledger, SourceFile file) {
    InputFile before = ledger.files().get(file.path());
    return before == null ? ledger.nameOf(file.path()) : before.name();
  }

  /** Nothing was there before. */
  public static InputChanges first(List<InputFile> all) {
    return new InputChanges(all, List.of(), List.of(), List.of(), List.of());
  }
}
