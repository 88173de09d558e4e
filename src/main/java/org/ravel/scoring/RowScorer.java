package org.ravel.scoring;

import java.util.List;

/** Asks a model about rows. Belongs to one thread. */
interface RowScorer {

  /** Nats of each document; 0 where nothing is predicted. */
  double[] score(List<Document> documents);
}
