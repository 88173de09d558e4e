package org.ravel.shard.preparation;

import org.apache.hadoop.fs.Path;
import org.ravel.config.ConfigNames;
import org.ravel.config.Documents;
import org.ravel.config.VocabularyConfig;
import org.ravel.corpus.Tokenizer;
import org.ravel.corpus.Vocabulary;
import org.ravel.error.ConfigurationException;
import org.ravel.error.InputException;
import org.ravel.sequence.Scaling;
import org.ravel.shard.ShardSchemas;
import org.ravel.shard.ShardSet;
import org.ravel.storage.Storage;
import org.ravel.wording.Phrases;

/**
 * A vocabulary or a scaling that is used instead of counting one.
 *
 * @param key the setting that names it
 */
record GivenVocabulary(Storage storage, String key) {

  /** The file of the vocabulary with a name, of a shard set or as it is given. */
  private Path file(Path from, String name) {
    return storage.status(from).isDirectory() ? ShardSet.vocabularyFile(storage, from, name) : from;
  }

  /**
   * One of tokens, which must have been counted as it would be now; null if none is named.
   *
   * @param name in shard sets
   */
  Vocabulary tokens(String name, String place, Tokenizer tokenizer, Documents documents) {
    if (place == null) {
      return null;
    }
    Path file = file(storage.qualified(place), name);
    Vocabulary vocabulary = Vocabulary.read(storage, file);
    if (vocabulary.isOfLabels()) {
      throw new ConfigurationException(
          "%s names %s, which is a set of labels; name a vocabulary".formatted(key, file));
    }
    requireAgreement(file, "tokenizer", vocabulary.tokenizer().toString(), tokenizer.toString());
    requireAgreement(
        file, "documents", ConfigNames.of(vocabulary.documents()), ConfigNames.of(documents));
    return vocabulary;
  }

  /** That of the characters of what is read; null if the place is no shard set that keeps them. */
  Vocabulary characters(String place) {
    if (place == null || !storage.status(storage.qualified(place)).isDirectory()) {
      return null;
    }
    Path file = ShardSet.vocabularyFile(storage, storage.qualified(place), ShardSchemas.CHARACTERS);
    return storage.exists(file) ? Vocabulary.read(storage, file) : null;
  }

  /** What became of a shard set's real numbers; null if none is named. */
  Scaling scaling(String place) {
    if (place == null) {
      return null;
    }
    ShardSet shards = ShardSet.open(storage, place);
    return shards
        .manifest()
        .scaling()
        .orElseThrow(
            () ->
                new ConfigurationException(
                    "%s names %s, which holds no real numbers; name a shard set that does, or count means and deviations (%s=null)"
                        .formatted(key, shards.path(), key)));
  }

  /** What became of the real numbers that a shard set's networks predict; null if none is named. */
  Scaling targetScaling(String place) {
    if (place == null) {
      return null;
    }
    ShardSet shards = ShardSet.open(storage, place);
    return shards
        .manifest()
        .targetScaling()
        .orElseThrow(
            () ->
                new ConfigurationException(
                    "%s names %s, whose sequences have no numbers as targets; name a shard set of regression, or count means and deviations (%s=null)"
                        .formatted(key, shards.path(), key)));
  }

  /**
   * A set of labels; null if none is named.
   *
   * @param fewest labels of which something can be learned
   */
  Vocabulary labels(String place, int fewest) {
    if (place == null) {
      return null;
    }
    Path file = file(storage.qualified(place), ShardSchemas.LABELS);
    Vocabulary labels = Vocabulary.read(storage, file);
    if (!labels.isOfLabels()) {
      throw new ConfigurationException(
          "%s names %s, which is no set of labels; name one, or count the labels (%s=null)"
              .formatted(key, file, key));
    }
    if (labels.size() < fewest) {
      throw new ConfigurationException(
          "%s names %s, which has %s, so that there is nothing to learn; name another one, or count the labels (%s=null)"
              .formatted(key, file, Phrases.count(labels.size(), "label"), key));
    }
    return labels;
  }

  /**
   * Refuses a vocabulary, given or counted, with which every text would read the same.
   *
   * @param group of the settings that choose its tokens
   */
  static void requireTokens(Vocabulary vocabulary, String group, VocabularyConfig config) {
    if (vocabulary.hasOrdinaryTokens()) {
      return;
    }
    if (config.from() != null) {
      throw new ConfigurationException(
          "%s.from is %s, whose vocabulary has only special tokens (%s), so that every token would be unknown; name another one, or count one (%s.from=null)"
              .formatted(group, config.from(), vocabulary.shownSpecials(), group));
    }
    long unknown = vocabulary.count(vocabulary.unknown());
    if (unknown == 0 || config.minCount() == 1) {
      throw new InputException(
          "the corpus has no text: all of its tokens are special ones (%s); check corpus.input"
              .formatted(vocabulary.shownSpecials()));
    }
    throw new ConfigurationException(
        "%s.min-count is %,d but none of the corpus's %s stands so often, so that the vocabulary would have only special tokens (%s); set a smaller %s.min-count, or give more text"
            .formatted(
                group,
                config.minCount(),
                Phrases.count(unknown, "token"),
                vocabulary.shownSpecials(),
                group));
  }

  private void requireAgreement(Path file, String what, String theirs, String ours) {
    if (!theirs.equals(ours)) {
      throw new ConfigurationException(
          "%s names %s, which was counted with %s %s, but corpus.%s is %s; use the same, or count a vocabulary (%s=null)"
              .formatted(key, file, what, theirs, what, ours, key));
    }
  }
}
