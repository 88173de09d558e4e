package org.ravel.registry;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.ravel.config.BuildInfo;
import org.ravel.error.InputException;
import org.ravel.model.ModelDescription;
import org.ravel.model.ModelStore;
import org.ravel.registry.Contents.Standing;
import org.ravel.registry.Registry.Added;
import org.ravel.registry.Version.StoredFile;
import org.ravel.storage.Author;
import org.ravel.storage.Drafts;
import org.ravel.storage.Storage;

/** How versions are added. */
final class Additions {
  private final ModelStore models;
  private final Contents contents;
  private final Drafts drafts;
  private final Author author;

  Additions(Storage storage, Contents contents, Drafts drafts, Author author) {
    this.models = new ModelStore(storage);
    this.contents = contents;
    this.drafts = drafts;
    this.author = author;
  }

  /** Of a model that is written for it, into a folder that goes again. */
  Added add(Consumer<Path> model, Provenance provenance) {
    try (Drafts.Draft draft = drafts.open()) {
      Path folder = new Path(draft.folder(), "model");
      model.accept(folder);
      return add(folder, provenance);
    }
  }

  Added add(Path model, Provenance provenance) {
    // What is no model is refused before anything is made for it.
    models.requirePresent(model);
    try (Drafts.Draft draft = drafts.open()) {
      drafts.removeLeft();
      Map<String, StoredFile> files =
          contents.versions().copy(model, provenance.evaluation(), draft.folder());
      ModelDescription description = models.verify(draft.folder());
      return claim(draft.folder(), version(description, provenance, files));
    }
  }

  /** Claims the next number, again and again: whenever it is taken, another process got on. */
  private Added claim(Path draft, Version unnumbered) {
    Map<Integer, Version> known = new TreeMap<>();
    while (true) {
      Standing standing = contents.standing();
      List<Integer> taken = contents.versions().numbers();
      for (int number : taken) {
        if (!standing.retired().contains(number) && !known.containsKey(number)) {
          contents.readListed(number).ifPresent(version -> known.put(number, version));
        }
      }
      for (Version other : known.values()) {
        if (other.model().networkDigest().equals(unnumbered.model().networkDigest())) {
          return new Added(other, false);
        }
        requireOtherRun(other, unnumbered);
      }
      int next =
          1
              + IntStream.concat(taken.stream().mapToInt(Integer::intValue), standing.versions())
                  .max()
                  .orElse(0);
      requireParent(unnumbered.parent(), next);
      Version numbered = unnumbered.withNumber(next);
      if (contents.versions().claim(draft, numbered)) {
        return new Added(numbered, true);
      }
    }
  }

  private Version version(
      ModelDescription model, Provenance provenance, Map<String, StoredFile> files) {
    return new Version(
        Version.FORMAT,
        0,
        author.now(),
        author.user(),
        provenance.parent(),
        provenance.runId(),
        model,
        provenance.metrics(),
        files,
        BuildInfo.versions());
  }

  private void requireOtherRun(Version other, Version version) {
    if (version.runId() != null && version.runId().equals(other.runId())) {
      throw new InputException(
          "the run %s has made version %d of %s already, with another network; give the run an id of its own"
              .formatted(version.runId(), other.number(), contents.folder()));
    }
  }

  private void requireParent(Integer parent, int next) {
    if (parent != null && (parent < 1 || parent >= next)) {
      throw new InputException(
          "the parent is version %d but the last version of %s is %d; give the one that the training started from"
              .formatted(parent, contents.folder(), next - 1));
    }
  }
}
