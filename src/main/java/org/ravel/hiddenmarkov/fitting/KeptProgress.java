package org.ravel.hiddenmarkov.fitting;

import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.ravel.storage.NumberFile;
import org.ravel.storage.Staging;
import org.ravel.storage.Storage;

/** Where a fit leaves how far it has come. */
interface KeptProgress {
  /**
   * What was left by a fit to some shards; empty if nothing was.
   *
   * @param shards their digest
   * @throws org.ravel.error.InputException if it is damaged
   */
  Optional<BaumWelchProgress> read(String shards);

  /** Leaves it in place of what was there. */
  void write(BaumWelchProgress progress);

  /** In a file, which is whole at any moment. */
  static KeptProgress in(Storage storage, Path file) {
    return new KeptProgress() {
      @Override
      public Optional<BaumWelchProgress> read(String shards) {
        return storage.exists(file)
            ? Optional.of(new NumberFile(storage, file).read(BaumWelchProgress::read))
                .filter(progress -> progress.shards().equals(shards))
            : Optional.empty();
      }

      @Override
      public void write(BaumWelchProgress progress) {
        try (Staging staging = Staging.open(storage, file, true)) {
          Path aside = new Path(staging.folder(), file.getName());
          new NumberFile(storage, aside).write(progress::write);
          staging.publish(aside);
        }
      }
    };
  }

  /** Nowhere: a fit that is done in one go. */
  static KeptProgress none() {
    return new KeptProgress() {
      @Override
      public Optional<BaumWelchProgress> read(String shards) {
        return Optional.empty();
      }

      @Override
      public void write(BaumWelchProgress progress) {}
    };
  }
}
