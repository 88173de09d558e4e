package org.ravel.scoring;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The columns that scores add to a row.
 *
 * @param pairs whether a row is a source and a target
 */
record ScoreColumns(boolean pairs) implements Serializable {

  /** Their names and types. */
  StructType added(String prefix) {
    DataType whole = DataTypes.LongType;
    DataType real = DataTypes.DoubleType;
    StructType all =
        new StructType()
            .add(prefix + "row", whole)
            .add(prefix + "tokens", whole)
            .add(prefix + "unknown", whole)
            .add(prefix + "nll", real);
    return pairs
        ? all.add(prefix + "nll_per_token", real)
            .add(prefix + "perplexity", real)
            .add(prefix + "source_tokens", whole)
            .add(prefix + "source_unknown", whole)
        : all.add(prefix + "perplexity", real).add(prefix + "bits_per_character", real);
  }

  /**
   * Their values for a row.
   *
   * @param row its number
   * @param unknown number of {@code <unk>} among the document's targets
   */
  List<Object> values(
      long row, Document document, long unknown, double nats, ScoredVocabularies vocabularies) {
    long targets = document.targets();
    Double perToken = targets == 0 ? null : Double.valueOf(nats / targets);
    Double perplexity = targets == 0 ? null : Double.valueOf(Math.exp(nats / targets));
    return pairs
        ? Arrays.asList(
            row,
            targets,
            unknown,
            nats,
            perToken,
            perplexity,
            (long) document.source().length,
            (long) document.unknownInSource(vocabularies.read()))
        : Arrays.asList(row, targets, unknown, nats, perplexity, bitsPerCharacter(document, nats));
  }

  private static Double bitsPerCharacter(Document document, double nats) {
    return document.targets() == 0 || document.characters() == 0
        ? null
        : Double.valueOf(nats / Math.log(2) / document.characters());
  }
}
