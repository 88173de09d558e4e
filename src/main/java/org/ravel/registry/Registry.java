package org.ravel.registry;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.apache.hadoop.fs.Path;
import org.ravel.error.InputException;
import org.ravel.registry.Contents.Standing;
import org.ravel.registry.Decision.Note;
import org.ravel.storage.Author;
import org.ravel.storage.Claim;
import org.ravel.storage.Drafts;
import org.ravel.storage.Storage;

/**
 * A registry on storage: {@code versions/000001} and so on, and the decisions about the champion,
 * {@code champion/000001.json} and so on.
 *
 * <p>Any number of processes may read and write it at a time. A writer reads how matters stand,
 * makes what comes next ready aside, and claims the next number; when another one was faster, it
 * looks again. A process that is killed leaves a draft that nobody looks at.
 */
public final class Registry {
  private final String name;
  private final Contents contents;
  private final Drafts drafts;
  private final Additions additions;
  private final Decisions decisions;

  /**
   * A registry, which need not be there.
   *
   * @param path the folder of the registries
   * @param name of the one
   * @throws org.ravel.error.ConfigurationException if the path is on an object store
   */
  public Registry(Storage storage, String path, String name) {
    this(storage, path, name, Clock.systemUTC());
  }

  Registry(Storage storage, String path, String name, Clock clock) {
    this.name = name;
    Path folder = new Path(storage.qualified(path), name);
    Claim.requireAtomic("registry.path", folder);
    Author author = new Author(clock);
    this.drafts = new Drafts(storage, folder, clock);
    this.contents = new Contents(storage, folder, drafts);
    this.additions = new Additions(storage, contents, drafts, author);
    this.decisions = new Decisions(contents, author);
  }

  /**
   * What became of a model that was to be added.
   *
   * @param version the model's
   * @param isNew false if the registry had the same network already
   */
  public record Added(Version version, boolean isNew) {}

  /**
   * What a decision came to.
   *
   * @param champion after it
   * @param before the champion before; empty if there was none
   * @param isNew false if it was champion already
   */
  public record Change(Version champion, OptionalInt before, boolean isNew) {}

  /**
   * What pruning left and removed.
   *
   * @param kept versions
   * @param removed versions
   */
  public record Pruning(List<Integer> kept, List<Integer> removed) {}

  /** Its folder. */
  public Path folder() {
    return contents.folder();
  }

  /** The folder of a version's model. */
  public Path folder(Version version) {
    return contents.versions().folder(version.number());
  }

  /** How users refer to a version. */
  public ModelReference reference(Version version) {
    return new ModelReference(name, OptionalInt.of(version.number()));
  }

  /** Its versions in order. */
  public List<Version> versions() {
    return contents.numbers(contents.standing()).stream()
        .map(contents::readListed)
        .flatMap(Optional::stream)
        .toList();
  }

  /** What was decided, in order. */
  public List<Decision> history() {
    return contents.history().all();
  }

  /** The champion's number; empty if there is none. */
  public OptionalInt champion() {
    return contents.standing().champion();
  }

  /**
   * A version that a reference names; the champion as it is now if it names none.
   *
   * @throws InputException if there is none
   */
  public Version resolve(ModelReference reference) {
    Standing standing = contents.standing();
    OptionalInt number =
        reference.version().isPresent() ? reference.version() : standing.champion();
    if (number.isEmpty()) {
      throw new InputException(
          "%s has no champion; choose one with ravel models promote, or name a version: registry://%s/VERSION"
              .formatted(contents.folder(), name));
    }
    return contents.read(number.getAsInt(), standing);
  }

  /**
   * Verifies the version's files against the digests with which it was added.
   *
   * @throws InputException if one is missing, altered or cut off
   */
  public void verify(Version version) {
    contents.versions().verify(version);
  }

  /**
   * Adds a model, unless its network is there already.
   *
   * @param model a folder as {@code train} publishes it; it is copied
   * @throws InputException if it is no whole model, the parent was never given out, or the run has
   *     made another version
   * @throws StorageException if the storage refuses
   */
  public Added add(Path model, Provenance provenance) {
    return additions.add(model, provenance);
  }

  /**
   * The same with a model that does not lie anywhere yet.
   *
   * @param model writes it into a folder that is not there
   */
  public Added add(Consumer<Path> model, Provenance provenance) {
    return additions.add(model, provenance);
  }

  /**
   * Makes a version the champion.
   *
   * @param expected the champion that it is to replace; empty for whichever it is
   * @throws InputException if there is no such version, or it is damaged
   * @throws StorageException if the champion is not the expected one, or the storage refuses
   */
  public Change promote(int number, OptionalInt expected, Note note) {
    return decisions.promote(number, expected, note);
  }

  /**
   * Makes a version the champion for a run, if matters stand as they did when the run began.
   *
   * @param before the champion that it is to replace; empty for none
   * @param note with the run's id: a run promotes once, whatever became of the champion since, and
   *     if it has done so nothing changes
   * @throws InputException if there is no such version, or it is damaged
   * @throws StorageException if the champion is not the expected one, or the storage refuses
   */
  public Change promoteOnce(int number, OptionalInt before, Note note) {
    return decisions.promoteOnce(number, before, note);
  }

  /** Whether a run has made a version the champion. */
  public boolean hasPromoted(String runId) {
    return decisions.hasPromoted(runId);
  }

  /**
   * Makes the champion before the present one champion again.
   *
   * @param expected the champion to leave; empty for the one that it is now
   * @throws InputException if there was none before, or it is damaged
   * @throws StorageException if the champion is not the expected one or another process changes it
   *     meanwhile, or the storage refuses
   */
  public Change rollback(OptionalInt expected, Note note) {
    return decisions.rollback(expected, note);
  }

  /**
   * Removes old versions. It is decided first, in the same row as promotions: so a version that
   * becomes champion meanwhile stays, and one that is about to go cannot become champion.
   *
   * @param keepVersions the last versions that stay, at least 1: the last number is never given out
   *     again
   * @param keepChampions the champion and those before it that stay
   * @param dryRun whether nothing is removed
   */
  public Pruning prune(int keepVersions, int keepChampions, boolean dryRun, Note note) {
    Pruning pruning = decisions.prune(keepVersions, keepChampions, dryRun, note);
    if (!dryRun) {
      drafts.removeLeft();
    }
    return pruning;
  }
}
