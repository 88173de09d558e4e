package org.ravel.registry;

import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.ravel.storage.Drafts;
import org.ravel.storage.JsonFile;
import org.ravel.storage.Numbered;
import org.ravel.storage.Storage;

/** The decisions of a registry, each a file that never changes; the last one says how it stands. */
final class History {
  private final Storage storage;
  private final Drafts drafts;
  private final Numbered files;

  History(Storage storage, Path registry, Drafts drafts) {
    this.storage = storage;
    this.drafts = drafts;
    this.files = new Numbered(storage, new Path(registry, "champion"), ".json");
  }

  Optional<Decision> last() {
    List<Integer> numbers = files.taken();
    return numbers.isEmpty()
        ? Optional.empty()
        : Optional.of(read(numbers.get(numbers.size() - 1)));
  }

  List<Decision> all() {
    return files.taken().stream().map(this::read).toList();
  }

  private Decision read(int number) {
    Path file = files.path(number);
    return JsonFile.read(storage, file, Decision.class).require(file, number);
  }

  /**
   * Adds a decision.
   *
   * @return whether its number was free: if not, another process has decided meanwhile
   */
  boolean append(Decision decision) {
    try (Drafts.Draft draft = drafts.open()) {
      Path whole = new Path(draft.folder(), "decision.json");
      JsonFile.write(storage, whole, decision);
      return files.claim(whole, decision.number());
    }
  }
}
