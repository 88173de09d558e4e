package org.ravel.registry;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.ravel.error.InputException;
import org.ravel.storage.Drafts;
import org.ravel.storage.Storage;

/** What a registry holds: its versions, and how matters stand after the last decision. */
final class Contents {
  private final Path folder;
  private final VersionFolders versions;
  private final History history;

  Contents(Storage storage, Path folder, Drafts drafts) {
    this.folder = folder;
    this.versions = new VersionFolders(storage, folder);
    this.history = new History(storage, folder, drafts);
  }

  /**
   * How matters stand.
   *
   * @param decisions taken so far
   * @param champions the champion, as the last, and before it those to which can be rolled back
   * @param retired versions that were removed, or are about to be
   */
  record Standing(int decisions, List<Integer> champions, List<Integer> retired) {

    OptionalInt champion() {
      return champions.isEmpty()
          ? OptionalInt.empty()
          : OptionalInt.of(champions.get(champions.size() - 1));
    }

    /** Every version of which this knows. */
    IntStream versions() {
      return Stream.of(champions, retired).flatMap(List::stream).mapToInt(Integer::intValue);
    }
  }

  Path folder() {
    return folder;
  }

  VersionFolders versions() {
    return versions;
  }

  History history() {
    return history;
  }

  Standing standing() {
    Optional<Decision> last = history.last();
    return last.isEmpty()
        ? new Standing(0, List.of(), List.of())
        : new Standing(last.get().number(), last.get().champions(), last.get().retired());
  }

  /** The versions that count, in order. */
  List<Integer> numbers(Standing standing) {
    return versions.numbers().stream()
        .filter(number -> !standing.retired().contains(number))
        .toList();
  }

  /** A version that was listed; empty if it has been pruned since. */
  Optional<Version> readListed(int number) {
    try {
      return Optional.of(versions.read(number));
    } catch (InputException e) {
      if (numbers(standing()).contains(number)) {
        throw e;
      }
      return Optional.empty();
    }
  }

  /**
   * A version's description.
   *
   * @throws InputException if there is no such version, or it is damaged
   */
  Version read(int number, Standing standing) {
    requirePresent(number, standing);
    try {
      return versions.read(number);
    } catch (InputException unreadable) {
      // Unless a prune has retired it since: then there is no such version, and nothing damaged.
      requirePresent(number, standing());
      throw unreadable;
    }
  }

  private void requirePresent(int number, Standing standing) {
    if (standing.retired().contains(number) || !versions.exists(number)) {
      List<Integer> present = numbers(standing);
      throw new InputException(
          "%s has no version %d; %s"
              .formatted(
                  folder,
                  number,
                  present.isEmpty()
                      ? "it is empty: add a model with ravel models add, or check registry.path and registry.name"
                      : "it has " + Retention.shortly(present)));
    }
  }
}
