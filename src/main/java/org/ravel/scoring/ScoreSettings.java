package org.ravel.scoring;

import java.io.Serializable;
import java.util.List;
import org.ravel.config.ScoringConfig;
import org.ravel.network.Predictor;
import org.ravel.table.TextRecords;

/**
 * What the tasks need of the configuration.
 *
 * @param column with the text, or with the source
 * @param targetColumn with the target; null where there is none
 */
record ScoreSettings(
    String column, String targetColumn, String prime, boolean scoreEnd, int minibatchSize)
    implements Serializable {
  /** A window's size in minibatches: enough to find rows of similar length. */
  private static final int MINIBATCHES = 64;

  static ScoreSettings of(ScoringConfig config) {
    return new ScoreSettings(
        config.format() == ScoringConfig.Format.TEXT ? TextRecords.TEXT : config.column(),
        config.targetColumn(),
        config.prime(),
        config.scoreEnd(),
        config.minibatchSize());
  }

  /** The columns that are read. */
  List<String> columns() {
    return targetColumn == null ? List.of(column) : List.of(column, targetColumn);
  }

  RowEncoder encoder(ScoredVocabularies vocabularies) {
    return vocabularies.isOfPairs()
        ? new PairEncoder(
            column, targetColumn, vocabularies.read(), vocabularies.targets(), scoreEnd)
        : new DocumentEncoder(column, vocabularies.read(), prime, scoreEnd);
  }

  RowScorer scorer(ScoredVocabularies vocabularies, Predictor model) {
    return vocabularies.isOfPairs()
        ? new PairScorer(model, minibatchSize)
        : new DocumentScorer(model, minibatchSize);
  }

  /** Rows that are held at a time, from which those of similar length are taken together. */
  int windowRows() {
    return Math.multiplyExact(MINIBATCHES, minibatchSize);
  }
}
