package org.ravel.lock;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.hadoop.fs.Path;
import org.ravel.error.InputException;
import org.ravel.storage.Author;
import org.ravel.storage.Drafts;
import org.ravel.storage.JsonFile;
import org.ravel.storage.Numbered;
import org.ravel.storage.Storage;

/**
 * A lock's files: {@code 000007.json} says who took it as the seventh, {@code 000007.alive} is
 * written again and again for as long as that one lives, {@code 000007.released} stands there when
 * it is over.
 */
final class LockFolder {
  /** Holders of whom the files are kept, to look at. */
  private static final int KEPT = 3;

  private final Storage storage;
  private final Path folder;
  private final Numbered holders;
  private final Numbered alive;
  private final Numbered released;
  private final Drafts drafts;
  private final Author author;

  LockFolder(Storage storage, Path folder, Author author) {
    this.storage = storage;
    this.folder = folder;
    this.author = author;
    this.holders = new Numbered(storage, folder, ".json");
    this.alive = new Numbered(storage, folder, ".alive");
    this.released = new Numbered(storage, folder, ".released");
    this.drafts = new Drafts(storage, folder, author.clock());
  }

  Path path() {
    return folder;
  }

  /** The highest number that was taken; 0 if none was. */
  int last() {
    List<Integer> taken = holders.taken();
    return taken.isEmpty() ? 0 : taken.get(taken.size() - 1);
  }

  boolean isReleased(int number) {
    return storage.exists(released.path(number));
  }

  /** Who took a number; empty if its files are gone, which they are when others followed. */
  Optional<Holder> holder(int number) {
    Path file = holders.path(number);
    try {
      return Optional.of(JsonFile.read(storage, file, Holder.class).require(file));
    } catch (InputException e) {
      if (storage.exists(file)) {
        throw e;
      }
      return Optional.empty();
    }
  }

  /**
   * When a holder last gave a sign of life, in milliseconds of the file system's clock; taking the
   * lock is one. Empty if its files are gone.
   */
  OptionalLong lastSign(int number) {
    for (Numbered signs : List.of(alive, holders)) {
      try {
        return OptionalLong.of(storage.status(signs.path(number)).getModificationTime());
      } catch (InputException missing) {
        // Not yet, or no more.
      }
    }
    return OptionalLong.empty();
  }

  /** Gives a sign of life. */
  void sign(int number) {
    // A file that stays empty might stay as old as it was.
    storage.writeText(alive.path(number), author.now() + "\n");
  }

  void release(int number) {
    storage.writeText(released.path(number), author.now() + "\n");
  }

  /** Removes the lock itself. */
  void remove() {
    storage.delete(folder);
  }

  /** What is claimed, before it is: its file was written just now. */
  final class Candidate implements AutoCloseable {
    private final Drafts.Draft draft = drafts.open();
    private final Path file = new Path(draft.folder(), "holder.json");

    private Candidate(Holder holder) {
      JsonFile.write(storage, file, holder);
    }

    /** Milliseconds of the file system's clock. */
    long now() {
      return storage.status(file).getModificationTime();
    }

    /** Takes a number, if it is free. */
    boolean claim(int number) {
      return holders.claim(file, number);
    }

    @Override
    public void close() {
      draft.close();
    }
  }

  Candidate candidate(Holder holder) {
    return new Candidate(holder);
  }

  /** Takes back a number whose successors were there before it. */
  void withdraw(int number) {
    storage.delete(holders.path(number));
  }

  /** Removes what is left of those long before a holder. */
  void removeBefore(int number) {
    drafts.removeLeft();
    for (Numbered files : List.of(alive, released, holders)) {
      files.taken().stream()
          .filter(taken -> taken <= number - KEPT)
          .forEach(taken -> storage.delete(files.path(taken)));
    }
  }
}
