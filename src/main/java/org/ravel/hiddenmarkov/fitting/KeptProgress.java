package org.ravel.hiddenmarkov.fitting;

import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.ravel.storage.NumberFile;
import org.ravel.storage.Staging;
import org.ravel.storage.Storage;

/**
 * Where a fit leaves how far it has come.
 *
 * @param <S> a sequence
 */
interface KeptProgress<S> {
  /**
   * What was left by a fit to some shards; empty if nothing was.
   *
   * @param shards their digest
   * @throws org.ravel.error.InputException if it is damaged
   */
  Optional<BaumWelchProgress<S>> read(String shards);

  /** Leaves it in place of what was there. */
  void write(BaumWelchProgress<S> progress);

  /** In a file, which is whole at any moment. */
  static <S> KeptProgress<S> in(Storage storage, Path file, BaumWelchProgress.ReadModel<S> models) {
    return new KeptProgress<>() {
      @Override
      public Optional<BaumWelchProgress<S>> read(String shards) {
        return storage.exists(file)
            ? Optional.of(
                    new NumberFile(storage, file)
                        .read((in, name) -> BaumWelchProgress.read(in, name, models)))
                .filter(progress -> progress.shards().equals(shards))
            : Optional.empty();
      }

      @Override
      public void write(BaumWelchProgress<S> progress) {
        try (Staging staging = Staging.open(storage, file, true)) {
          Path aside = new Path(staging.folder(), file.getName());
          new NumberFile(storage, aside).write(progress::write);
          staging.publish(aside);
        }
      }
    };
  }

  /** Nowhere: a fit that is done in one go. */
  static <S> KeptProgress<S> none() {
    return new KeptProgress<>() {
      @Override
      public Optional<BaumWelchProgress<S>> read(String shards) {
        return Optional.empty();
      }

      @Override
      public void write(BaumWelchProgress<S> progress) {}
    };
  }
}
