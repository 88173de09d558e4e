package org.ravel.example;

import java.io.Serializable;
import org.apache.spark.broadcast.Broadcast;
import org.ravel.config.Split;
import org.ravel.corpus.Vocabulary;

/**
 * The labels that an example for training may have: nobody can learn one that is not among those of
 * the shards that the example is added to.
 *
 * @param labels null for any
 */
public record KnownLabels(Broadcast<Vocabulary> labels) implements Serializable {
  /** Any label: they are counted. */
  public static final KnownLabels ANY = new KnownLabels(null);

  /** Whether an example is kept. Outside of training an unknown label counts as wrong. */
  public boolean admit(PlacedExample example) {
    return labels == null
        || example.split() != Split.TRAIN
        || example
            .example()
            .names()
            .noneMatch(label -> labels.value().id(label) == labels.value().unknown());
  }
}
