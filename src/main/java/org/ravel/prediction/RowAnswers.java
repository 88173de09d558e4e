package org.ravel.prediction;

import java.util.List;

/** Asks a model about rows. Belongs to one thread. */
interface RowAnswers {

  /** The answers for rows, in their order. */
  RowAnswer[] predict(List<ReadRow> rows);
}
