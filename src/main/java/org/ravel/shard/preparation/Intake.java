package org.ravel.shard.preparation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.ravel.config.RavelConfig;
import org.ravel.corpus.SourceFile;
import org.ravel.corpus.Vocabulary;
import org.ravel.sequence.Schema;
import org.ravel.series.SeriesTable;
import org.ravel.shard.ShardSet;
import org.ravel.storage.Storage;

/**
 * The way of a corpus into shards, by its task: text is a stream that is cut, examples have a place
 * each. Files are read twice, to be counted and to be written; what they hold never comes to the
 * driver.
 */
sealed interface Intake permits TextIntake, ExampleIntake, SeriesIntake {

  /**
   * That of a task.
   *
   * @throws org.ravel.error.ConfigurationException if settings contradict each other
   */
  static Intake of(SparkSession session, Storage storage, RavelConfig config) {
    return switch (config.task()) {
      case LANGUAGE_MODEL -> new TextIntake(session, storage, config);
      case LABELLING,
          CLASSIFICATION,
          MULTI_LABEL,
          RECOGNITION,
          REGRESSION,
          TRANSLATION,
          TREE,
          CAPTIONING ->
          new ExampleIntake(session, storage, config);
      case FORECASTING -> new SeriesIntake(session, storage, config);
    };
  }

  /**
   * The vocabularies that the configuration names, by their names in shards.
   *
   * @throws org.ravel.error.ConfigurationException if one does not fit
   */
  Map<String, Vocabulary> given();

  /**
   * The files of the configuration, in the order of their paths.
   *
   * @throws org.ravel.error.InputException if there are none
   */
  List<SourceFile> list();

  /**
   * Counts files of a new shard set, and the vocabularies that are not given.
   *
   * @param files listed ones
   * @throws org.ravel.error.InputException if they are malformed, or there is too little to learn
   */
  Counted first(List<SourceFile> files, Map<String, Vocabulary> given);

  /**
   * Counts files that are added to a shard set, under its vocabularies.
   *
   * @param files listed ones, with the names that they are to have
   * @throws org.ravel.error.InputException if they are malformed
   */
  Counted further(List<SourceFile> files, ShardSet before);

  /** Files that were counted. */
  interface Counted extends AutoCloseable {
    /** The vocabularies that they are written with, by their names in shards. */
    Map<String, Vocabulary> vocabularies();

    /** The series that they are, if they are any. */
    default Optional<SeriesTable> series() {
      return Optional.empty();
    }

    /** What examples consist of. */
    Schema schema();

    /** Whether they hold nothing that could be predicted. */
    boolean isEmpty();

    /** Whether all that they hold is left out. */
    boolean isLeftOut();

    /** How far they are from what the shard set was made of; not for those of a new one. */
    Drift drift();

    /**
     * Reads the files again and writes them.
     *
     * @param digests of the files, in their order
     * @param before what the shard set holds already
     * @param folder where shard files go, below a folder for each split
     * @throws org.ravel.error.InputException if they changed meanwhile
     */
    WrittenGeneration write(List<String> digests, StoredCounts before, Path folder);

    @Override
    void close();
  }
}
