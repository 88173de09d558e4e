package org.ravel.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.ravel.config.BuildInfo;
import org.ravel.error.InputException;
import org.ravel.error.StorageException;
import org.ravel.registry.Contents.Standing;
import org.ravel.registry.Decision.Action;
import org.ravel.registry.Decision.Note;
import org.ravel.registry.Registry.Change;
import org.ravel.registry.Registry.Pruning;
import org.ravel.storage.Author;

/**
 * How it is decided what counts. Each decision follows from how matters stand, and holds only if it
 * is the next one: when its number is taken, it is taken again from where matters stand then.
 */
final class Decisions {
  private final Contents contents;
  private final Author author;

  Decisions(Contents contents, Author author) {
    this.contents = contents;
    this.author = author;
  }

  Change promote(int number, OptionalInt expected, Note note) {
    return promote(
        number,
        standing -> {
          if (expected.isPresent()) {
            requireChampion(expected, standing);
          }
        },
        note);
  }

  Change promoteOnce(int number, OptionalInt before, Note note) {
    if (hasPromoted(note.runId())) {
      Standing standing = contents.standing();
      return new Change(contents.read(number, standing), standing.champion(), false);
    }
    return promote(number, standing -> requireChampion(before, standing), note);
  }

  boolean hasPromoted(String runId) {
    return contents.history().all().stream()
        .anyMatch(
            decision ->
                decision.action() == Action.PROMOTE
                    && decision.note() != null
                    && runId.equals(decision.note().runId()));
  }

  private Change promote(int number, Consumer<Standing> requirement, Note note) {
    boolean verified = false;
    while (true) {
      Standing standing = contents.standing();
      Version version = contents.read(number, standing);
      requirement.accept(standing);
      if (standing.champion().equals(OptionalInt.of(number))) {
        return new Change(version, standing.champion(), false);
      }
      if (!verified) {
        verify(version);
        verified = true;
      }
      List<Integer> champions = Retention.promoted(standing.champions(), number);
      if (decide(Action.PROMOTE, number, champions, standing.retired(), standing, note)) {
        return new Change(version, standing.champion(), true);
      }
    }
  }

  private void verify(Version version) {
    try {
      contents.versions().verify(version);
    } catch (InputException damaged) {
      // Unless a prune has retired it meanwhile: then there is no such version, and nothing
      // damaged.
      contents.read(version.number(), contents.standing());
      throw damaged;
    }
  }

  Change rollback(OptionalInt expected, Note note) {
    OptionalInt leave = expected.isPresent() ? expected : contents.standing().champion();
    while (true) {
      Standing standing = contents.standing();
      requireChampion(leave, standing);
      List<Integer> champions = standing.champions();
      if (champions.size() < 2) {
        throw new InputException(
            "%s has %s and nothing to roll back to; choose a version with ravel models promote"
                .formatted(
                    contents.folder(),
                    champions.isEmpty() ? "no champion" : "one champion, " + champions.get(0)));
      }
      List<Integer> left = champions.subList(0, champions.size() - 1);
      int before = left.get(left.size() - 1);
      Version version = contents.read(before, standing);
      verify(version);
      if (decide(Action.ROLLBACK, before, left, standing.retired(), standing, note)) {
        return new Change(version, standing.champion(), true);
      }
    }
  }

  Pruning prune(int keepVersions, int keepChampions, boolean dryRun, Note note) {
    while (true) {
      Standing standing = contents.standing();
      List<Integer> present = contents.numbers(standing);
      List<Integer> kept = Retention.of(present, standing.champions(), keepVersions, keepChampions);
      List<Integer> removed = present.stream().filter(each -> !kept.contains(each)).toList();
      if (dryRun || retire(removed, kept, standing, note)) {
        return new Pruning(kept, removed);
      }
    }
  }

  /**
   * Decides that versions are gone, then deletes them, and those of which an earlier process
   * decided it and then was killed.
   *
   * @return whether it was the next decision
   */
  private boolean retire(List<Integer> removed, List<Integer> kept, Standing standing, Note note) {
    List<Integer> retired = new ArrayList<>(standing.retired());
    retired.removeIf(each -> !contents.versions().exists(each));
    retired.addAll(removed);
    List<Integer> champions = Retention.champions(standing.champions(), kept);
    Integer champion = standing.champion().isPresent() ? standing.champion().getAsInt() : null;
    boolean decided =
        removed.isEmpty() || decide(Action.PRUNE, champion, champions, retired, standing, note);
    if (decided) {
      retired.forEach(contents.versions()::delete);
    }
    return decided;
  }

  private boolean decide(
      Action action,
      Integer version,
      List<Integer> champions,
      List<Integer> retired,
      Standing standing,
      Note note) {
    return contents
        .history()
        .append(
            new Decision(
                Decision.FORMAT,
                standing.decisions() + 1,
                action,
                version,
                List.copyOf(champions),
                List.copyOf(retired),
                author.now(),
                author.user(),
                note,
                BuildInfo.versions()));
  }

  private void requireChampion(OptionalInt expected, Standing standing) {
    if (!expected.equals(standing.champion())) {
      throw new StorageException(
          "the champion of %s is %s but should be %s: somebody has changed it, and nothing was done; look at ravel models list and decide again"
              .formatted(contents.folder(), described(standing.champion()), described(expected)));
    }
  }

  private static String described(OptionalInt champion) {
    return champion.isPresent() ? "version " + champion.getAsInt() : "none";
  }
}
